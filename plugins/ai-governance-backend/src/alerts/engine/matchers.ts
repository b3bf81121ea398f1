import type {
  AlertMatcher,
  MatchOperator,
} from '@ai-governance/plugin-ai-governance-common';
import { MATCH_OPERATORS } from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import type { Labelled } from './types';

/** A test of labels. */
export type Match = (subject: Labelled) => boolean;

const EXPRESSION = /^\s*([a-zA-Z_][a-zA-Z0-9_.-]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;
const QUOTED = /^(["'])(.*)\1$/s;

/** Results of a regular expression that are kept. */
const KEPT_RESULTS = 10_000;

/**
 * Reads a matcher such as `severity = critical` or `owner =~ "group:default/team-.*"`.
 * @throws InputError that says what is allowed
 */
export function parseMatcher(text: string): AlertMatcher {
  const [, label, operator, rest] = EXPRESSION.exec(text) ?? [];
  if (!label) {
    throw new InputError(
      `'${text}' is no matcher; it must be such as \`severity = critical\`: a label, one of ${MATCH_OPERATORS.join(
        ', ',
      )}, and a value`,
    );
  }
  const matcher: AlertMatcher = {
    label,
    operator: operator as MatchOperator,
    value: QUOTED.exec(rest)?.[2] ?? rest,
  };
  compileMatcher(matcher);
  return matcher;
}

/** A matcher as people write it. */
export function formatMatcher({ label, operator, value }: AlertMatcher) {
  return `${label} ${operator} ${value === '' ? '""' : value}`;
}

/**
 * All matchers as one test. A label that is not there is empty.
 * @throws InputError when a regular expression is none that may be used
 */
export function compileMatchers(matchers: AlertMatcher[]): Match {
  const compiled = matchers.map(compileMatcher);
  return subject => compiled.every(match => match(subject));
}

function compileMatcher({ label, operator, value }: AlertMatcher): Match {
  const test = operator.endsWith('~')
    ? compileExpression(value)
    : (text: string) => text === value;
  const negated = operator.startsWith('!');
  if (label === 'tags') {
    return ({ tags }) => tags.some(test) !== negated;
  }
  return ({ labels }) =>
    test(Object.hasOwn(labels, label) ? labels[label] : '') !== negated;
}

function compileExpression(source: string): (text: string) => boolean {
  const problem = problemOf(source);
  if (problem) {
    throw new InputError(`The regular expression '${source}' ${problem}`);
  }
  const expression = new RegExp(`^(?:${source})$`, 's');
  // Alerts share few values, such as owners.
  const kept = new Map<string, boolean>();
  return text => {
    let result = kept.get(text);
    if (result === undefined) {
      result = expression.test(text);
      if (kept.size < KEPT_RESULTS) {
        kept.set(text, result);
      }
    }
    return result;
  };
}

/**
 * What is wrong with a regular expression. People write them in forms, so those are refused that could keep the backend
 * busy: repeated groups, look-around and references back, and more than three open-ended repetitions.
 */
function problemOf(source: string): string | undefined {
  try {
    RegExp(`^(?:${source})$`, 's');
  } catch (error) {
    return `is not valid: ${(error as Error).message}`;
  }
  const plain = source
    .replace(/\\[^1-9k]/g, 'x')
    .replace(/\[(?:[^\]])*\]/g, 'x');
  if (/\)(?:[*+]|\{\d*,?\d*\})/.test(plain)) {
    return 'repeats a group, which is not allowed';
  }
  if (/\\[1-9k]|\(\?(?!:)/.test(plain)) {
    return 'looks around or refers back, which is not allowed';
  }
  const repetitions = plain.match(/[*+]|\{\d+,\d*\}/g) ?? [];
  return repetitions.length > 3
    ? 'has more than three open-ended repetitions, which is not allowed'
    : undefined;
}
