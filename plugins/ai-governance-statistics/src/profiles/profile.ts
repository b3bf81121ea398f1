import { GridMismatchError } from '../errors';
import { addToEntry, getEntry, setEntry } from './record';
import type {
  CategoricalProfile,
  ColumnGrid,
  ColumnProfile,
  Grid,
  NumericProfile,
  Profile,
} from './types';

/** Number of counts that a column's profile holds on a grid. */
export function binCount(grid: ColumnGrid): number {
  return grid.kind === 'numeric'
    ? grid.edges.length + 1
    : grid.categories.length;
}

/** A column profile without any row. */
export function emptyColumn(grid: ColumnGrid): ColumnProfile {
  const counts = new Array<number>(binCount(grid)).fill(0);
  return grid.kind === 'numeric'
    ? {
        kind: 'numeric',
        bins: counts,
        sum: 0,
        sumSquares: 0,
        min: null,
        max: null,
        missing: 0,
        invalid: 0,
        outOfRange: 0,
      }
    : { kind: 'categorical', counts, unseen: {}, other: 0, missing: 0 };
}

/**
 * A profile without any row; adding it to another changes nothing.
 *
 * @param grid - grids by column name
 * @public
 */
export function emptyProfile(grid: Grid): Profile {
  const columns: Record<string, ColumnProfile> = {};
  for (const [name, column] of Object.entries(grid)) {
    setEntry(columns, name, emptyColumn(column));
  }
  return { rows: 0, columns };
}

/**
 * Adds a profile to another in place. Counts add exactly; `sum` and `sumSquares` add as doubles, so the order of many
 * additions shows in their last digits.
 *
 * @param target - profile that is changed
 * @param other - profile on the same grid; not changed
 * @throws GridMismatchError when the columns, their kinds or their numbers of bins differ; `target` is then unchanged
 * @public
 */
export function addProfile(target: Profile, other: Profile): void {
  const names = Object.keys(target.columns);
  checkSameShape(target, other, names);
  target.rows += other.rows;
  for (const name of names) {
    addColumn(target.columns[name], other.columns[name]);
  }
}

/**
 * Sum of profiles on one grid.
 *
 * @param profiles - profiles on `grid`; none gives the empty profile
 * @param grid - grids by column name
 * @throws GridMismatchError when a profile is not on the grid
 * @public
 */
export function mergeProfiles(
  profiles: Iterable<Profile>,
  grid: Grid,
): Profile {
  const sum = emptyProfile(grid);
  for (const profile of profiles) addProfile(sum, profile);
  return sum;
}

/**
 * Number of a column's values that take part in tests: finite numbers, or categories known and unseen. Missing,
 * invalid and infinite values do not.
 *
 * @param column - profile of one column
 * @public
 */
export function rowCount(column: ColumnProfile): number {
  if (column.kind === 'numeric') return total(column.bins);
  return total(column.counts) + unseenCount(column);
}

/** Number of a categorical column's values that its grid does not know. @public */
export function unseenCount(column: CategoricalProfile): number {
  let sum = column.other;
  for (const count of Object.values(column.unseen)) sum += count;
  return sum;
}

/** Sum of counts. */
export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}

/** Adds one column's counts to another's in place; the caller has checked that they are on the same grid. */
export function addColumn(target: ColumnProfile, other: ColumnProfile): void {
  if (target.kind === 'numeric') {
    addNumeric(target, other as NumericProfile);
  } else {
    addCategorical(target, other as CategoricalProfile);
  }
}

function addNumeric(target: NumericProfile, other: NumericProfile): void {
  addCounts(target.bins, other.bins);
  target.sum = addFinite(target.sum, other.sum);
  target.sumSquares = addFinite(target.sumSquares, other.sumSquares);
  target.min = leastOf(target.min, other.min);
  target.max = greatestOf(target.max, other.max);
  target.missing += other.missing;
  target.invalid += other.invalid;
  target.outOfRange += other.outOfRange;
}

function addCategorical(
  target: CategoricalProfile,
  other: CategoricalProfile,
): void {
  addCounts(target.counts, other.counts);
  for (const key of Object.keys(other.unseen)) {
    addToEntry(target.unseen, key, other.unseen[key]);
  }
  target.other += other.other;
  target.missing += other.missing;
}

function addCounts(target: number[], other: number[]): void {
  for (let i = 0; i < target.length; i++) target[i] += other[i];
}

/** Sum that stays at the largest double instead of becoming infinite, so that no later sum is NaN. */
export function addFinite(a: number, b: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, a + b));
}

/** Smaller of two values; null stands for none. */
export function leastOf(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null || a <= b ? a : b;
}

/** Greater of two values; null stands for none. */
export function greatestOf(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null || a >= b ? a : b;
}

/** Throws unless both columns are of the same kind and have the same number of bins. */
export function checkSameColumnShape(
  target: ColumnProfile,
  other: ColumnProfile,
  name: string,
): void {
  if (target.kind !== other.kind) {
    throw new GridMismatchError(
      `${name} is ${target.kind} on one side and ${other.kind} on the other; profiles must be on the same grid`,
    );
  }
  const expected = shapeOf(target);
  const actual = shapeOf(other);
  if (expected !== actual) {
    throw new GridMismatchError(
      `${name} has ${expected} bins on one side and ${actual} on the other; profiles must be on the same grid`,
    );
  }
}

/** Number of counts of a column's profile. */
export function shapeOf(column: ColumnProfile): number {
  return column.kind === 'numeric' ? column.bins.length : column.counts.length;
}

function checkSameShape(
  target: Profile,
  other: Profile,
  names: string[],
): void {
  for (const name of names) {
    const column = getEntry(other.columns, name);
    if (!column) {
      throw new GridMismatchError(
        `column ${JSON.stringify(
          name,
        )} is missing on one side; profiles must be on the same grid`,
      );
    }
    checkSameColumnShape(
      target.columns[name],
      column,
      `column ${JSON.stringify(name)}`,
    );
  }
  const others = Object.keys(other.columns);
  if (others.length !== names.length) {
    const extra = others.find(name => !Object.hasOwn(target.columns, name));
    throw new GridMismatchError(
      `column ${JSON.stringify(
        extra,
      )} is missing on one side; profiles must be on the same grid`,
    );
  }
}
