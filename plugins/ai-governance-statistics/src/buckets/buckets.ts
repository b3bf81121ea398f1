import { checkCounts, checkNumber, GridMismatchError } from '../errors';
import { nextDown } from '../grids/nextDown';
import {
  checkSameColumnShape,
  shapeOf,
  total,
  unseenCount,
} from '../profiles/profile';
import type {
  CategoricalGrid,
  CategoricalProfile,
  ColumnGrid,
  ColumnProfile,
  NumericGrid,
  NumericProfile,
} from '../profiles/types';
import { finiteSorted } from '../finiteSorted';

/** Number of quantile buckets of a numeric column when nothing else is asked for. @public */
export const DEFAULT_BUCKETS = 10;

/**
 * One bucket of a comparison and how many values of both sides lie in it.
 * @public
 */
export interface Bucket {
  /** A numeric interval, a category, all values that the grid does not know, or the missing values. */
  kind: 'interval' | 'category' | 'new' | 'missing';
  /** What it stands for as text: `(1, 2.5]`, a category's name, `__new__`, `__missing__`. */
  label: string;
  /** Lower end of an interval, exclusive; null when open or not an interval. */
  lower: number | null;
  /** Upper end of an interval, inclusive; null when open or not an interval. */
  upper: number | null;
  /** Values of the reference. */
  expected: number;
  /** Values of the current sample. */
  actual: number;
}

/** Settings of a numeric column's buckets. @public */
export interface BucketOptions {
  /** Number of quantile buckets of the reference, a whole number from 2; 10 when absent. Categories are not touched. */
  buckets?: number;
}

/**
 * Quantile buckets of raw numbers: edges at the reference's inverted-CDF quantiles k/buckets, equal ones once, outer
 * buckets open. Without a finite reference value there is one bucket.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @param options - number of buckets
 * @throws InvalidInputError when the number of buckets is not allowed
 * @public
 */
export function bucketsFromSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  { buckets = DEFAULT_BUCKETS }: BucketOptions = {},
): Bucket[] {
  checkBuckets(buckets);
  const a = finiteSorted(reference);
  const b = finiteSorted(current);
  const edges: number[] = [];
  for (let k = 1; k < buckets && a.length > 0; k++) {
    const edge = a[Math.ceil((k * a.length) / buckets) - 1];
    if (edge !== edges[edges.length - 1]) edges.push(edge);
  }
  return intervals(edges, countsBetween(a, edges), countsBetween(b, edges));
}

/**
 * Buckets of two profiles of one column. Numeric: bins of the grid joined to quantile buckets of the reference, each edge
 * the first at or above its quantile. Categorical: the grid's categories, the new values together, the missing ones.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param grid - the grid
 * @param options - number of quantile buckets
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when a count or the number of buckets is not allowed
 * @public
 */
export function bucketsFromProfiles(
  reference: ColumnProfile,
  current: ColumnProfile,
  grid: ColumnGrid,
  options: BucketOptions = {},
): Bucket[] {
  checkSameColumnShape(reference, current, 'the column');
  const size =
    grid.kind === 'numeric' ? grid.edges.length + 1 : grid.categories.length;
  if (grid.kind !== reference.kind || size !== shapeOf(reference)) {
    throw new GridMismatchError(
      `the profiles are ${reference.kind} with ${shapeOf(
        reference,
      )} bins and the grid is ${grid.kind} with ${size}`,
    );
  }
  return grid.kind === 'numeric'
    ? joinBins(
        (reference as NumericProfile).bins,
        (current as NumericProfile).bins,
        grid,
        options,
      )
    : listCategories(
        reference as CategoricalProfile,
        current as CategoricalProfile,
        grid,
      );
}

function joinBins(
  reference: number[],
  current: number[],
  grid: NumericGrid,
  { buckets = DEFAULT_BUCKETS }: BucketOptions,
): Bucket[] {
  checkBuckets(buckets);
  checkCounts(reference, 'reference count');
  checkCounts(current, 'current count');
  const n = total(reference);
  const edges: number[] = [];
  const expected: number[] = [];
  const actual: number[] = [];
  let below = 0;
  let k = 1;
  let inBucket = 0;
  let currentInBucket = 0;
  for (let i = 0; i < reference.length; i++) {
    below += reference[i];
    inBucket += reference[i];
    currentInBucket += current[i];
    if (i < grid.edges.length && k < buckets && below * buckets >= k * n) {
      edges.push(grid.edges[i]);
      expected.push(inBucket);
      actual.push(currentInBucket);
      inBucket = 0;
      currentInBucket = 0;
      while (k < buckets && below * buckets >= k * n) k++;
    }
  }
  expected.push(inBucket);
  actual.push(currentInBucket);
  return intervals(edges, expected, actual);
}

function listCategories(
  reference: CategoricalProfile,
  current: CategoricalProfile,
  grid: CategoricalGrid,
): Bucket[] {
  for (const { counts, unseen, other, missing } of [reference, current]) {
    checkCounts([...counts, ...Object.values(unseen), other, missing], 'count');
  }
  const bucket = (
    kind: Bucket['kind'],
    label: string,
    expected: number,
    actual: number,
  ): Bucket => ({ kind, label, lower: null, upper: null, expected, actual });
  return [
    ...grid.categories.map((category, i) =>
      bucket('category', category, reference.counts[i], current.counts[i]),
    ),
    bucket('new', '__new__', unseenCount(reference), unseenCount(current)),
    bucket('missing', '__missing__', reference.missing, current.missing),
  ];
}

function intervals(
  edges: number[],
  expected: number[],
  actual: number[],
): Bucket[] {
  return expected.map((count, i) => {
    const lower = i > 0 ? edges[i - 1] : null;
    const upper = i < edges.length ? edges[i] : null;
    return {
      kind: 'interval',
      label: intervalLabel(lower, upper),
      lower,
      upper,
      expected: count,
      actual: actual[i],
    };
  });
}

/**
 * An interval as text with six significant digits: `(1, 2.5]`, `≤ 1`, `> 2.5`, and `= 3` where it holds one value only.
 *
 * @param lower - exclusive, null when open
 * @param upper - inclusive, null when open
 * @public
 */
export function intervalLabel(
  lower: number | null,
  upper: number | null,
): string {
  const text = (x: number) => String(Number(x.toPrecision(6)));
  if (lower === null) return upper === null ? 'all' : `≤ ${text(upper)}`;
  if (upper === null) return `> ${text(lower)}`;
  if (nextDown(upper) === lower) return `= ${text(upper)}`;
  return `(${text(lower)}, ${text(upper)}]`;
}

function countsBetween(sorted: Float64Array, edges: number[]): number[] {
  const counts: number[] = [];
  let below = 0;
  for (const edge of edges) {
    const upTo = countUpTo(sorted, edge);
    counts.push(upTo - below);
    below = upTo;
  }
  counts.push(sorted.length - below);
  return counts;
}

/** Number of values at or below the edge. */
function countUpTo(sorted: Float64Array, edge: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkBuckets(buckets: number): void {
  checkNumber(buckets, 'buckets', { min: 2, max: 1e6, integer: true });
}
