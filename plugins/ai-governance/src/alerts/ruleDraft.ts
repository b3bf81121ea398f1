import type {
  AlertRule,
  AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import { areGood, draftMatchers, matchersOf } from './matchers';
import type { MatcherDraft } from './matchers';

/** A rule while it is being written: conditions and labels as lines of text. */
export interface RuleDraft
  extends Omit<
    AlertRuleInput,
    'position' | 'matchers' | 'conditions' | 'labels'
  > {
  position: string;
  matchers: MatcherDraft[];
  /** One per line, such as `psi > 0.25`. */
  conditions: string;
  /** One per line, such as `page = yes`. */
  labels: string;
}

const MOST_CONDITIONS = 20;
const MOST_LABELS = 10;
const LAST_POSITION = 10_000;
const CONDITION =
  /^[a-z][a-z0-9_]{0,63}\s*(>=|<=|>|<)\s*-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_.-]*)\s*=\s*(.*)$/;

/** A rule of which nothing is said yet. @param position - after those that there are */
export function newRule(position: number): AlertRuleInput {
  return {
    name: '',
    description: '',
    enabled: true,
    position: Math.min(position, LAST_POSITION),
    matchers: [{ label: 'type', operator: '=', value: 'drift' }],
    conditions: [],
    outcome: 'critical',
    labels: {},
  };
}

/** A rule to be changed. */
export function draftRule(rule: AlertRuleInput): RuleDraft {
  return {
    name: rule.name,
    description: rule.description,
    enabled: rule.enabled,
    position: String(rule.position),
    matchers: draftMatchers(rule.matchers),
    conditions: rule.conditions.join('\n'),
    outcome: rule.outcome,
    labels: Object.entries(rule.labels)
      .map(([label, value]) => `${label} = ${value}`)
      .join('\n'),
  };
}

/** Lines with something on them. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

/** What keeps a rule from being sent; undefined when nothing does. */
export function ruleProblem(draft: RuleDraft): string | undefined {
  const position = Number(draft.position);
  const conditions = lines(draft.conditions);
  const labels = lines(draft.labels);
  const condition = conditions.find(line => !CONDITION.test(line));
  const label = labels.find(line => !LABEL.test(line));
  if (draft.name.trim() === '') {
    return 'Give it a name.';
  }
  if (
    draft.position.trim() === '' ||
    !Number.isInteger(position) ||
    position < 0 ||
    position > LAST_POSITION
  ) {
    return 'Its position is a whole number from 0 to 10 000.';
  }
  if (!areGood(draft.matchers)) {
    return 'A condition on a label cannot be used as it is.';
  }
  if (condition !== undefined) {
    return `“${condition}” is no condition on a number; it must be such as “psi > 0.25”.`;
  }
  if (conditions.length > MOST_CONDITIONS) {
    return 'There may be 20 conditions on numbers.';
  }
  if (label !== undefined) {
    return `“${label}” is no label; it must be such as “page = yes”.`;
  }
  return labels.length > MOST_LABELS ? 'There may be 10 labels.' : undefined;
}

/** A rule as the backend takes it; only of a draft without a problem. */
export function ruleOf(draft: RuleDraft): AlertRuleInput {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    enabled: draft.enabled,
    position: Number(draft.position),
    matchers: matchersOf(draft.matchers),
    conditions: lines(draft.conditions),
    outcome: draft.outcome,
    labels: Object.fromEntries(
      lines(draft.labels).map(line => {
        const [, label, value] = LABEL.exec(line) ?? [];
        return [label, value];
      }),
    ),
  };
}

/** What the next version differs in from the one before it, by name; empty when in nothing. */
export function changedFields(before: AlertRule, after: AlertRule): string[] {
  const fields: [keyof AlertRuleInput, string][] = [
    ['name', 'name'],
    ['description', 'description'],
    ['enabled', after.enabled ? 'switched on' : 'switched off'],
    ['position', 'position'],
    ['matchers', 'conditions on labels'],
    ['conditions', 'conditions on numbers'],
    ['outcome', 'outcome'],
    ['labels', 'labels'],
  ];
  return fields
    .filter(
      ([field]) =>
        JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    )
    .map(([, words]) => words);
}
