import { fixtureRules } from '../../dev/fixtures/alertAdmin';
import {
  changedFields,
  draftRule,
  newRule,
  ruleOf,
  ruleProblem,
} from './ruleDraft';

const [rule] = fixtureRules(0);
const draft = draftRule(rule);

describe('ruleDraft', () => {
  it('gives a rule back as it was', () => {
    const { name, description, enabled, position } = rule;
    const { matchers, conditions, outcome, labels } = rule;
    expect(ruleOf(draft)).toEqual({
      name, description, enabled, position, matchers, conditions, outcome, labels,
    }); // prettier-ignore
    expect(ruleProblem(draft)).toBeUndefined();
  });

  it.each([
    [{ name: ' ' }, /name/],
    [{ position: '1.5' }, /position/],
    [{ position: '' }, /position/],
    [{ position: '10001' }, /position/],
    [
      { conditions: 'psi > 0.2\npsi is large' },
      /“psi is large” is no condition/,
    ],
    [{ labels: 'page' }, /“page” is no label/],
  ])('refuses %j', (part, problem) => {
    expect(ruleProblem({ ...draft, ...part })).toMatch(problem);
  });

  it('takes conditions as the backend does', () => {
    const conditions = 'psi > 0.25\n  error_rate>=.05 \n\nrows < 1e3';
    expect(ruleProblem({ ...draft, conditions })).toBeUndefined();
    expect(ruleOf({ ...draft, conditions }).conditions).toEqual([
      'psi > 0.25',
      'error_rate>=.05',
      'rows < 1e3',
    ]);
  });

  it('keeps new rules within the positions that there are', () => {
    expect(newRule(20_000).position).toBe(10_000);
  });

  it('names what a version changed', () => {
    expect(changedFields(rule, rule)).toEqual([]);
    expect(
      changedFields(rule, { ...rule, enabled: false, conditions: [] }),
    ).toEqual(['switched off', 'conditions on numbers']);
  });
});
