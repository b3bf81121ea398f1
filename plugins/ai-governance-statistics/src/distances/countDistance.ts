import { checkCounts, InvalidInputError } from '../errors';
import { type InsufficientData, tooFewValues } from '../result';
import { sumSorted } from './sumSorted';

/**
 * Distance of two distributions.
 * @public
 */
export interface DistanceResult {
  insufficient: false;
  /** From 0 (the same shares) to 1 (no bucket in common). */
  distance: number;
  /** Values of the reference. */
  n: number;
  /** Values of the current sample. */
  m: number;
}

/**
 * Distance that is the square root of a sum over buckets.
 *
 * @param reference - counts per bucket, whole numbers from 0
 * @param current - counts of the same buckets in the same order
 * @param term - what a bucket adds, from its shares p and q of which at least one is above 0, and (p − q)/(p + q)
 */
export function distanceOfCounts(
  reference: readonly number[],
  current: readonly number[],
  term: (p: number, q: number, contrast: number) => number,
): DistanceResult | InsufficientData {
  if (reference.length !== current.length) {
    throw new InvalidInputError(
      `there are ${reference.length} reference and ${current.length} current counts; allowed are as many of each`,
    );
  }
  checkCounts(reference, 'reference count');
  checkCounts(current, 'current count');
  let n = 0;
  let m = 0;
  for (let i = 0; i < reference.length; i++) {
    n += reference[i];
    m += current[i];
  }
  const tooFew = tooFewValues(n, m);
  if (tooFew) return tooFew;
  const terms = new Float64Array(reference.length);
  for (let i = 0; i < reference.length; i++) {
    // From the counts, not the shares: equal shares differ by nothing, not by a rounding error.
    const a = reference[i] * m;
    const b = current[i] * n;
    if (a + b > 0) {
      terms[i] = term(reference[i] / n, current[i] / m, (a - b) / (a + b));
    }
  }
  return {
    insufficient: false,
    distance: Math.min(1, Math.sqrt(sumSorted(terms))),
    n,
    m,
  };
}
