import type { ColumnGrid, ColumnProfile } from '../profiles/types';
import type { InsufficientData } from '../result';
import {
  type BucketOptions,
  bucketsFromProfiles,
  bucketsFromSamples,
} from '../buckets/buckets';
import { type DistanceResult, distanceOfCounts } from './countDistance';

/** Below this (p − q)/(p + q) the two logarithms cancel and the power series is summed instead. */
const SERIES_BELOW = 0.1;

/**
 * Jensen–Shannon distance of given buckets: √(½ Σ p log₂(p/s) + ½ Σ q log₂(q/s)), s = (p + q)/2, p and q the shares
 * (J. Lin, "Divergence Measures Based on the Shannon Entropy", 1991; `scipy.spatial.distance.jensenshannon` with base 2).
 *
 * @param reference - counts per bucket, whole numbers from 0
 * @param current - counts of the same buckets in the same order
 * @returns the distance; insufficient when a side has fewer than two values
 * @throws InvalidInputError when lengths differ or a count is not allowed
 * @public
 */
export function jensenShannonFromCounts(
  reference: readonly number[],
  current: readonly number[],
): DistanceResult | InsufficientData {
  return distanceOfCounts(reference, current, divergence);
}

/**
 * Jensen–Shannon distance of raw numbers on quantile buckets of the reference.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @param options - number of buckets, 10 when absent
 * @returns the distance; insufficient when a side has fewer than two finite values
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function jensenShannonFromSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: BucketOptions = {},
): DistanceResult | InsufficientData {
  const buckets = bucketsFromSamples(reference, current, options);
  return jensenShannonFromCounts(
    buckets.map(bucket => bucket.expected),
    buckets.map(bucket => bucket.actual),
  );
}

/**
 * Jensen–Shannon distance of two profiles of one column, on the buckets of the population stability index: quantile
 * buckets of the reference, or the categories with the new and the missing values.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param options - the grid, and the number of quantile buckets, 10 when absent
 * @returns the distance; insufficient when a side has fewer than two values
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function jensenShannonFromProfiles(
  reference: ColumnProfile,
  current: ColumnProfile,
  options: BucketOptions & { grid: ColumnGrid },
): DistanceResult | InsufficientData {
  const buckets = bucketsFromProfiles(
    reference,
    current,
    options.grid,
    options,
  );
  return jensenShannonFromCounts(
    buckets.map(bucket => bucket.expected),
    buckets.map(bucket => bucket.actual),
  );
}

/**
 * ½ p log₂(p/s) + ½ q log₂(q/s), s = (p + q)/2. With d = (p − q)/(p + q) it is
 * (p + q)/4 · [(1 + d) log₂(1 + d) + (1 − d) log₂(1 − d)], and the bracket is 2 Σ d^(2k) / (2k (2k − 1)) / ln 2.
 */
function divergence(p: number, q: number, d: number): number {
  let bracket: number;
  if (Math.abs(d) < SERIES_BELOW) {
    bracket = 0;
    let power = 1;
    for (let k = 1; k <= 8; k++) {
      power *= d * d;
      bracket += power / (k * (2 * k - 1));
    }
  } else {
    bracket = xLogX(1 + d) + xLogX(1 - d);
  }
  return ((p + q) / 4) * (bracket / Math.LN2);
}

function xLogX(x: number): number {
  return x > 0 ? x * Math.log(x) : 0;
}
