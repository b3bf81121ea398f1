import { insufficientData, type InsufficientData } from '../result';
import {
  checkProportion,
  type IntervalOptions,
  type IntervalResult,
  zOf,
} from './wilson';

/**
 * Interval of a ratio of rates.
 * @public
 */
export interface RatioIntervalResult extends IntervalResult {
  /** What was added to every count because the group has no successes; else 0. */
  correction: number;
}

/** Added to every count where the logarithm of the ratio would be infinite (S. D. Walter, 1975). */
const WALTER = 0.5;

/**
 * Confidence interval of the ratio of two independent rates, group / reference, by the logarithmic method of D. Katz et al.
 * ("Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies", Biometrics 34, 1978). A group without successes has
 * ratio 0 and an interval from 0 up to the limit that the method gives with 0.5 added to every count.
 *
 * @param successes - of the group, a whole number from 0 to `count`
 * @param count - trials of the group
 * @param referenceSuccesses - of the reference, from 0 to `referenceCount`
 * @param referenceCount - trials of the reference
 * @returns ratio and interval, from 0; insufficient when either has no trials, or the reference has no successes, so
 *   that the ratio is undefined
 * @throws InvalidInputError when an argument is not allowed
 * @public
 */
export function katzInterval(
  successes: number,
  count: number,
  referenceSuccesses: number,
  referenceCount: number,
  { confidence = 0.95 }: IntervalOptions = {},
): RatioIntervalResult | InsufficientData {
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
  if (referenceSuccesses === 0) {
    return insufficientData(
      'the reference has no successes, the ratio is undefined',
    );
  }
  return {
    insufficient: false,
    estimate: successes / count / (referenceSuccesses / referenceCount),
    ...katzLimits(successes, count, referenceSuccesses, referenceCount, z),
    confidence,
  };
}

/** Limits of the interval for a number of standard deviations z; all counts but `successes` are above 0. */
export function katzLimits(
  successes: number,
  count: number,
  referenceSuccesses: number,
  referenceCount: number,
  z: number,
): { lower: number; upper: number; correction: number } {
  const correction = successes === 0 ? WALTER : 0;
  const a = successes + correction;
  const n = count + correction;
  const b = referenceSuccesses + correction;
  const m = referenceCount + correction;
  const log = Math.log(a / n / (b / m));
  const reach = z * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m);
  return {
    lower: successes === 0 ? 0 : Math.exp(log - reach),
    upper: Math.exp(log + reach),
    correction,
  };
}
