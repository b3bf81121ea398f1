import { checkCount, checkNumber, InvalidInputError } from '../errors';
import { normalQuantile } from '../distributions/quantiles';
import { insufficientData, type InsufficientData } from '../result';

/**
 * An estimate and the interval that holds the truth with the given confidence.
 * @public
 */
export interface IntervalResult {
  insufficient: false;
  estimate: number;
  lower: number;
  upper: number;
  /** Two-sided confidence, for example 0.95. */
  confidence: number;
}

/** Settings of an interval. @public */
export interface IntervalOptions {
  /** Two-sided confidence, from 0 to 0.999; 0.95 when absent. */
  confidence?: number;
}

/**
 * Confidence interval of a rate by E. B. Wilson's score method ("Probable Inference, the Law of Succession, and Statistical
 * Inference", 1927), without continuity correction. It stays within 0 and 1 and holds for rates near the ends.
 *
 * @param successes - whole number from 0 to `count`
 * @param count - trials, a whole number
 * @returns rate and interval; insufficient when `count` is 0
 * @throws InvalidInputError when an argument is not allowed
 * @public
 */
export function wilsonInterval(
  successes: number,
  count: number,
  { confidence = 0.95 }: IntervalOptions = {},
): IntervalResult | InsufficientData {
  checkProportion(successes, count, 'successes', 'count');
  const z = zOf(confidence);
  if (count === 0) return insufficientData('there are no values');
  const { lower, upper } = scoreLimits(successes, count, z);
  return {
    insufficient: false,
    estimate: successes / count,
    lower,
    upper,
    confidence,
  };
}

/** Limits of Wilson's interval for a number of standard deviations z. */
export function scoreLimits(
  successes: number,
  count: number,
  z: number,
): { lower: number; upper: number } {
  const rate = successes / count;
  const z2 = z * z;
  const center = (successes + z2 / 2) / (count + z2);
  const reach =
    (z / (count + z2)) * Math.sqrt(rate * (count - successes) + z2 / 4);
  return {
    // At the ends one limit is the end itself, without rounding.
    lower: successes === 0 ? 0 : Math.max(0, center - reach),
    upper: successes === count ? 1 : Math.min(1, center + reach),
  };
}

/** Standard deviations on each side of the middle that hold the given share of a normal distribution. */
export function zOf(confidence: number): number {
  checkNumber(confidence, 'confidence', { min: 0, max: 0.999 });
  return normalQuantile(0.5 + confidence / 2);
}

/** Throws unless the successes are a whole number no greater than the count. */
export function checkProportion(
  successes: number,
  count: number,
  successesName: string,
  countName: string,
): void {
  checkCount(successes, successesName);
  checkCount(count, countName);
  if (successes > count) {
    throw new InvalidInputError(
      `${successesName} is ${successes} and ${countName} ${count}; allowed are at most as many`,
    );
  }
}
