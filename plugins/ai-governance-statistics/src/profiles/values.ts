import { binIndex } from '../grids/numericGrid';
import { compareNames } from '../grids/categoricalGrid';
import { addFinite, emptyColumn } from './profile';
import { setEntry } from './record';
import type {
  CategoricalGrid,
  CategoricalProfile,
  ColumnGrid,
  ColumnProfile,
  NumericGrid,
  NumericProfile,
} from './types';

/** A value of a payload, as parsed from CSV or JSON. @public */
export type RawValue = number | string | boolean | bigint | null | undefined;

/** Most values a profile lists of those its grid does not know. @public */
export const MAX_UNSEEN = 20;

/** A decimal number as CSV and JSON write it; hexadecimal and the like are not numbers in a payload. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;

/**
 * Counts raw values on a column's grid.
 *
 * @param values - one column. On a numeric grid numbers and decimal text are numbers; `±∞` is out of range; null,
 *   undefined, blank text and NaN are missing; everything else is invalid. On a categorical grid null, undefined, empty
 *   text and NaN are missing; everything else counts as its text.
 * @param grid - grid of the column
 * @returns profile of the column; of the values that a categorical grid does not know the 20 most frequent are listed
 *   by name (ties by name), the rest is `other`
 * @public
 */
export function profileValues(
  values: ArrayLike<RawValue>,
  grid: NumericGrid,
): NumericProfile;
/** @public */
export function profileValues(
  values: ArrayLike<RawValue>,
  grid: CategoricalGrid,
): CategoricalProfile;
/** @public */
export function profileValues(
  values: ArrayLike<RawValue>,
  grid: ColumnGrid,
): ColumnProfile;
export function profileValues(
  values: ArrayLike<RawValue>,
  grid: ColumnGrid,
): ColumnProfile {
  const profile = emptyColumn(grid);
  if (profile.kind === 'numeric') {
    countNumbers(values, grid as NumericGrid, profile);
  } else {
    countCategories(values, grid as CategoricalGrid, profile);
  }
  return profile;
}

function countNumbers(
  values: ArrayLike<RawValue>,
  grid: NumericGrid,
  profile: NumericProfile,
): void {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const number = toNumber(values[i]);
    if (number === undefined) profile.invalid++;
    else if (Number.isNaN(number)) profile.missing++;
    else if (!Number.isFinite(number)) profile.outOfRange++;
    else {
      profile.bins[binIndex(grid, number)]++;
      profile.sum = addFinite(profile.sum, number);
      profile.sumSquares = addFinite(profile.sumSquares, number * number);
      if (number < min) min = number;
      if (number > max) max = number;
    }
  }
  if (min <= max) {
    profile.min = min;
    profile.max = max;
  }
}

/** The number a value stands for; NaN when it is missing, undefined when it is not a number. */
export function toNumber(value: RawValue): number | undefined {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return NaN;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return undefined;
  const text = value.trim();
  if (text === '' || text.toLowerCase() === 'nan') return NaN;
  if (DECIMAL.test(text)) return Number(text);
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}

function countCategories(
  values: ArrayLike<RawValue>,
  grid: CategoricalGrid,
  profile: CategoricalProfile,
): void {
  const counts = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (
      value === null ||
      value === undefined ||
      value === '' ||
      Number.isNaN(value)
    ) {
      profile.missing++;
    } else {
      const category = String(value);
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
  }
  grid.categories.forEach((category, i) => {
    profile.counts[i] = counts.get(category) ?? 0;
    counts.delete(category);
  });
  const unseen = [...counts].sort(
    ([a, n], [b, m]) => m - n || compareNames(a, b),
  );
  for (const [category, count] of unseen.slice(0, MAX_UNSEEN)) {
    setEntry(profile.unseen, category, count);
  }
  for (const [, count] of unseen.slice(MAX_UNSEEN)) profile.other += count;
}
