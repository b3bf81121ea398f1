import { InvalidInputError } from '../errors';
import { type RawValue, toNumber } from '../profiles/values';
import { inRange, readRange, toRange } from './ranges';
import type { GroupedColumn, OutcomeRule } from './types';

/** Position of the values of no group, among the groups of a column. @public */
export function otherPosition(column: GroupedColumn): number {
  return column.groups.length;
}

/** Position of missing values, among the groups of a column. @public */
export function missingPosition(column: GroupedColumn): number {
  return column.groups.length + 1;
}

/**
 * Puts a value into its group. In this order, as it is to be done in SQL, too:
 *
 * 1. null, undefined, blank text and NaN are missing;
 * 2. a value whose text without blanks around it is among a group's `values` is in that group;
 * 3. a finite number, or decimal text, with `from <= number and number < to` of a group's range is in that group;
 * 4. everything else is other.
 *
 * @returns position of the group, of `other` or of `missing`
 * @public
 */
export function groupPosition(column: GroupedColumn, value: RawValue): number {
  const text = textOf(value);
  if (text === undefined) return missingPosition(column);
  const listed = column.groups.findIndex(({ values }) => values.includes(text));
  if (listed >= 0) return listed;
  if (column.groups.every(({ range }) => range === null)) {
    return otherPosition(column);
  }
  const number = toNumber(value);
  if (number !== undefined && Number.isFinite(number)) {
    const holder = column.groups.findIndex(
      ({ range }) => range !== null && inRange(number, range),
    );
    if (holder >= 0) return holder;
  }
  return otherPosition(column);
}

/**
 * Reads what makes an outcome count: a comparison such as `>= 0.5` or `< 0.4`, or one or several values.
 *
 * @throws InvalidInputError when there is no value, or an empty one
 * @public
 */
export function parseOutcomeRule(
  spec: string | number | boolean | readonly (string | number | boolean)[],
): OutcomeRule {
  if (typeof spec === 'string' && /^[<>≤≥]/.test(spec.trim())) {
    const written = readRange(spec);
    if (!written) {
      throw new InvalidInputError(
        `outcome ${JSON.stringify(
          spec,
        )} cannot be read; allowed are values, and comparisons like ">= 0.5" and "< 0.4"`,
      );
    }
    return { kind: 'range', range: toRange(written, false) };
  }
  const list: (string | number | boolean)[] = [];
  const values = list.concat(spec).map(value => String(value).trim());
  if (values.length === 0 || values.includes('')) {
    throw new InvalidInputError(
      'an outcome is empty; allowed are values, and comparisons like ">= 0.5" and "< 0.4"',
    );
  }
  const numbers = values
    .map(toNumber)
    .filter((n): n is number => Number.isFinite(n));
  return { kind: 'values', values, numbers };
}

/**
 * Whether an outcome is what the rule says.
 *
 * @returns null when the outcome is missing, or the rule is a range and the outcome no finite number
 * @public
 */
export function meetsRule(value: RawValue, rule: OutcomeRule): boolean | null {
  const text = textOf(value);
  if (text === undefined) return null;
  const number = toNumber(value);
  const isNumber = number !== undefined && Number.isFinite(number);
  if (rule.kind === 'range') {
    return isNumber ? inRange(number, rule.range) : null;
  }
  // A decision may be logged as 1.0 where its label says 1.
  return (
    rule.values.includes(text) || (isNumber && rule.numbers.includes(number))
  );
}

/**
 * Position of a class, by its text or as the same number; that after the last is any other.
 *
 * @returns null when the value is missing
 */
export function classPosition(
  classes: readonly string[],
  value: RawValue,
): number | null {
  const text = textOf(value);
  if (text === undefined) return null;
  const listed = classes.indexOf(text);
  if (listed >= 0) return listed;
  const number = toNumber(value);
  if (number === undefined || !Number.isFinite(number)) return classes.length;
  const same = classes.findIndex(name => toNumber(name) === number);
  return same >= 0 ? same : classes.length;
}

/** A value's text without blanks around it; undefined when it is missing. */
export function textOf(value: RawValue): string | undefined {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return undefined;
  }
  const text = String(value).trim();
  return text === '' || text.toLowerCase() === 'nan' ? undefined : text;
}
