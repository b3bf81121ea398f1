import { insufficientData, type InsufficientData } from '../result';
import {
  checkProportion,
  type IntervalOptions,
  type IntervalResult,
  scoreLimits,
  zOf,
} from './wilson';

/**
 * Confidence interval of the difference of two independent rates, group − reference, by R. G. Newcombe's hybrid score
 * method without continuity correction ("Interval Estimation for the Difference Between Independent Proportions", Stat. Med.
 * 17, 1998, method 10): the Wilson limits of both rates, combined.
 *
 * @param successes - of the group, a whole number from 0 to `count`
 * @param count - trials of the group
 * @param referenceSuccesses - of the reference, from 0 to `referenceCount`
 * @param referenceCount - trials of the reference
 * @returns difference and interval, from −1 to 1; insufficient when either has no trials
 * @throws InvalidInputError when an argument is not allowed
 * @public
 */
export function newcombeInterval(
  successes: number,
  count: number,
  referenceSuccesses: number,
  referenceCount: number,
  { confidence = 0.95 }: IntervalOptions = {},
): IntervalResult | InsufficientData {
  checkProportion(successes, count, 'successes', 'count');
  checkProportion(
    referenceSuccesses,
    referenceCount,
    'referenceSuccesses',
    'referenceCount',
  );
  const z = zOf(confidence);
  if (count === 0 || referenceCount === 0) {
    return insufficientData(
      `the ${count === 0 ? 'group' : 'reference'} has no values`,
    );
  }
  return {
    insufficient: false,
    estimate: successes / count - referenceSuccesses / referenceCount,
    ...newcombeLimits(successes, count, referenceSuccesses, referenceCount, z),
    confidence,
  };
}

/** Limits of the interval for a number of standard deviations z; both counts are above 0. */
export function newcombeLimits(
  successes: number,
  count: number,
  referenceSuccesses: number,
  referenceCount: number,
  z: number,
): { lower: number; upper: number } {
  const p = successes / count;
  const q = referenceSuccesses / referenceCount;
  const own = scoreLimits(successes, count, z);
  const other = scoreLimits(referenceSuccesses, referenceCount, z);
  return {
    lower: Math.max(-1, p - q - Math.hypot(p - own.lower, other.upper - q)),
    upper: Math.min(1, p - q + Math.hypot(own.upper - p, q - other.lower)),
  };
}
