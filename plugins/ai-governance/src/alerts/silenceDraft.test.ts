import { draftSilence, silenceOf, silenceProblem } from './silenceDraft';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const draft = {
  ...draftSilence([{ label: 'type', operator: '=', value: 'drift' }], NOW),
  comment: ' a sale ',
};

describe('silenceProblem', () => {
  it('has nothing against a silence of four hours', () => {
    expect(silenceProblem(draft, NOW)).toBeUndefined();
    expect(silenceOf(draft)).toEqual({
      kind: 'silence',
      matchers: [{ label: 'type', operator: '=', value: 'drift' }],
      endsAt: '2026-11-23T14:00:00.000Z',
      comment: 'a sale',
    });
  });

  it.each([
    [{ matchers: [] }, /at least one condition/],
    [{ to: '' }, /when it ends/],
    [{ to: '2026-11-23T09:59' }, /end after it starts/],
    [{ from: '2026-11-24T10:00' }, /end after it starts/],
    [{ kind: 'maintenance' as const }, /system = …/],
    [{ comment: '  ' }, /reason/],
  ])('refuses %j', (part, problem) => {
    expect(silenceProblem({ ...draft, ...part }, NOW)).toMatch(problem);
  });

  it('takes what an input says for UTC', () => {
    expect(silenceOf({ ...draft, from: '2026-11-23T12:30' }).startsAt).toBe(
      '2026-11-23T12:30:00.000Z',
    );
  });
});
