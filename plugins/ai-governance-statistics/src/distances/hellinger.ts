import type { ColumnGrid, ColumnProfile } from '../profiles/types';
import type { InsufficientData } from '../result';
import {
  type BucketOptions,
  bucketsFromProfiles,
  bucketsFromSamples,
} from '../buckets/buckets';
import { type DistanceResult, distanceOfCounts } from './countDistance';

/**
 * Hellinger distance of given buckets: √(½ Σ (√p − √q)²), p and q the shares (E. Hellinger, 1909).
 *
 * @param reference - counts per bucket, whole numbers from 0
 * @param current - counts of the same buckets in the same order
 * @returns the distance; insufficient when a side has fewer than two values
 * @throws InvalidInputError when lengths differ or a count is not allowed
 * @public
 */
export function hellingerFromCounts(
  reference: readonly number[],
  current: readonly number[],
): DistanceResult | InsufficientData {
  return distanceOfCounts(reference, current, (p, q, contrast) => {
    // √p − √q = (p − q)/(√p + √q), without the cancellation.
    const root = (contrast * (p + q)) / (Math.sqrt(p) + Math.sqrt(q));
    return (root * root) / 2;
  });
}

/**
 * Hellinger distance of raw numbers on quantile buckets of the reference.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @param options - number of buckets, 10 when absent
 * @returns the distance; insufficient when a side has fewer than two finite values
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function hellingerFromSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: BucketOptions = {},
): DistanceResult | InsufficientData {
  const buckets = bucketsFromSamples(reference, current, options);
  return hellingerFromCounts(
    buckets.map(bucket => bucket.expected),
    buckets.map(bucket => bucket.actual),
  );
}

/**
 * Hellinger distance of two profiles of one column, on the buckets of the population stability index: quantile buckets of
 * the reference, or the categories with the new and the missing values.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param options - the grid, and the number of quantile buckets, 10 when absent
 * @returns the distance; insufficient when a side has fewer than two values
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function hellingerFromProfiles(
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
  return hellingerFromCounts(
    buckets.map(bucket => bucket.expected),
    buckets.map(bucket => bucket.actual),
  );
}
