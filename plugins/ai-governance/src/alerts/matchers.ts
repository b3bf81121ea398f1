import type {
  Alert,
  AlertMatcher,
} from '@ai-governance/plugin-ai-governance-common';

/** A matcher while it is being written; the key keeps its place among the others. */
export interface MatcherDraft extends AlertMatcher {
  key: number;
}

/** Matchers that the backend takes at most. */
export const MOST_MATCHERS = 20;
/** Characters of a value that the backend takes. */
export const MATCHER_LENGTH = 500;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_.-]*$/;

/** Matchers to be changed. */
export function draftMatchers(matchers: AlertMatcher[]): MatcherDraft[] {
  return matchers.map((matcher, key) => ({ ...matcher, key }));
}

/** The drafts with another one, which is not filled in yet. */
export function withMatcher(drafts: MatcherDraft[]): MatcherDraft[] {
  const key = Math.max(-1, ...drafts.map(draft => draft.key)) + 1;
  return [...drafts, { key, label: '', operator: '=', value: '' }];
}

/** Matchers as the backend takes them. */
export function matchersOf(drafts: MatcherDraft[]): AlertMatcher[] {
  return drafts.map(({ label, operator, value }) => ({
    label,
    operator,
    value,
  }));
}

/** What is wrong with a matcher, field by field; nothing when it can be sent. */
export function matcherProblems(matcher: AlertMatcher): {
  label?: string;
  value?: string;
} {
  const { label, operator, value } = matcher;
  const problems: { label?: string; value?: string } = {};
  if (!LABEL.test(label)) {
    problems.label = label === '' ? 'Name a label' : 'No name of a label';
  }
  if (operator.endsWith('~')) {
    try {
      // Whether it is an expression at all; the backend is stricter and says so.
      RegExp(value);
    } catch {
      problems.value = 'No regular expression';
    }
  }
  return problems;
}

/** Whether all matchers can be sent. */
export function areGood(matchers: AlertMatcher[]): boolean {
  return matchers.every(
    matcher => Object.keys(matcherProblems(matcher)).length === 0,
  );
}

/** Matchers that hold back this alert and nothing else of its endpoint. */
export function matchersFor(alert: Alert): AlertMatcher[] {
  const equal = (label: string, value: string): AlertMatcher => ({
    label,
    operator: '=',
    value,
  });
  return [
    equal('entity', alert.entityRef),
    equal('type', alert.type),
    ...(alert.column ? [equal('column', alert.column)] : []),
    ...(alert.metric ? [equal('metric', alert.metric)] : []),
  ];
}
