import { InputError } from '@backstage/errors';

/** A test of a finding's measures. */
export interface Condition {
  measure: string;
  operator: '>' | '>=' | '<' | '<=';
  value: number;
}

const EXPRESSION =
  /^\s*([a-z][a-z0-9_]{0,63})\s*(>=|<=|>|<)\s*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/;

/**
 * Reads a condition such as `psi > 0.25`.
 * @throws InputError that says what is allowed
 */
export function parseCondition(text: string): Condition {
  const [, measure, operator, number] = EXPRESSION.exec(text) ?? [];
  if (!measure) {
    throw new InputError(
      `'${text}' is no condition; it must be such as \`psi > 0.25\`: a measure, one of >, >=, <, <=, and a number`,
    );
  }
  return {
    measure,
    operator: operator as Condition['operator'],
    value: Number(number),
  };
}

/** Whether a condition holds; one on a measure that is not there does not. */
export function holds(
  { measure, operator, value }: Condition,
  measures: Record<string, number>,
): boolean {
  if (!Object.hasOwn(measures, measure)) {
    return false;
  }
  const measured = measures[measure];
  switch (operator) {
    case '>':
      return measured > value;
    case '>=':
      return measured >= value;
    case '<':
      return measured < value;
    default:
      return measured <= value;
  }
}
