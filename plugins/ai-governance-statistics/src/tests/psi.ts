import { checkCounts, checkNumber, InvalidInputError } from '../errors';
import { chiSquaredQuantile } from '../distributions/quantiles';
import type { ColumnGrid, ColumnProfile } from '../profiles/types';
import { type InsufficientData, tooFewValues } from '../result';
import {
  type Bucket,
  type BucketOptions,
  bucketsFromProfiles,
  bucketsFromSamples,
} from '../buckets/buckets';

/** Added to every bucket when one of them is empty on one side (Laplace). */
const LAPLACE = 0.5;

/**
 * How empty buckets are dealt with.
 * @public
 */
export interface PsiOptions {
  /**
   * What is added to every bucket of both sides: 0, a number from 1e-6 to 1e6, or `auto` (default) for 0.5 when any bucket is
   * empty on one side and 0 otherwise.
   */
  smoothing?: number | 'auto';
}

/**
 * Population stability index.
 * @public
 */
export interface PsiValue {
  insufficient: false;
  /** Σ (a − e) · ln(a / e) over the buckets' shares; from 0. */
  psi: number;
  /** What was added to every bucket. */
  smoothing: number;
  /**
   * 95th percentile of the PSI when nothing has changed, (1/n + 1/m) · χ²₀.₉₅(B − 1) with B buckets: a smaller PSI is
   * noise whatever the threshold.
   */
  noDriftBound95: number;
  /** Values of the reference. */
  n: number;
  /** Values of the current sample. */
  m: number;
}

/** Population stability index and the buckets it was made of. @public */
export interface PsiResult extends PsiValue {
  /** In the order of the values or of the grid's categories; counts without smoothing. */
  buckets: Bucket[];
}

/**
 * Population stability index of given buckets. Buckets that are empty on both sides say nothing and are left out.
 *
 * No-drift bound: PSI is asymptotically (1/n + 1/m) · χ²(B − 1) when both samples have one distribution (B. Yurdakul,
 * "Statistical Properties of Population Stability Index", 2018).
 *
 * @param expected - reference counts per bucket, whole numbers from 0
 * @param actual - current counts of the same buckets in the same order
 * @returns the index; insufficient when a side has fewer than two values
 * @throws InvalidInputError when lengths differ, a count or the smoothing is not allowed, or a bucket is empty on one
 *   side and `smoothing` is 0, for which there is no finite index
 * @public
 */
export function psiFromCounts(
  expected: readonly number[],
  actual: readonly number[],
  options: PsiOptions = {},
): PsiValue | InsufficientData {
  if (expected.length !== actual.length) {
    throw new InvalidInputError(
      `there are ${expected.length} expected and ${actual.length} actual counts; allowed are as many of each`,
    );
  }
  checkCounts(expected, 'expected count');
  checkCounts(actual, 'actual count');
  const used: number[] = [];
  let n = 0;
  let m = 0;
  let anyEmpty = false;
  for (let i = 0; i < expected.length; i++) {
    n += expected[i];
    m += actual[i];
    if (expected[i] + actual[i] > 0) {
      used.push(i);
      anyEmpty ||= expected[i] === 0 || actual[i] === 0;
    }
  }
  const tooFew = tooFewValues(n, m);
  if (tooFew) return tooFew;
  const smoothing = chooseSmoothing(options.smoothing ?? 'auto', anyEmpty);

  // Sorted, so that the order of the buckets has no say in the last digits.
  const terms = new Float64Array(used.length);
  const totalExpected = n + smoothing * used.length;
  const totalActual = m + smoothing * used.length;
  used.forEach((bucket, i) => {
    const e = (expected[bucket] + smoothing) / totalExpected;
    const a = (actual[bucket] + smoothing) / totalActual;
    terms[i] = (a - e) * Math.log(a / e);
  });
  const psi = terms.sort().reduce((sum, term) => sum + term, 0);
  return {
    insufficient: false,
    psi,
    smoothing,
    noDriftBound95:
      used.length > 1
        ? (1 / n + 1 / m) * chiSquaredQuantile(0.95, used.length - 1)
        : 0,
    n,
    m,
  };
}

/**
 * Population stability index of raw numbers on quantile buckets of the reference.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @returns the index and its buckets; insufficient when a side has fewer than two finite values
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function psiFromSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: BucketOptions & PsiOptions = {},
): PsiResult | InsufficientData {
  return psiFromBuckets(
    bucketsFromSamples(reference, current, options),
    options,
  );
}

/**
 * Population stability index of two profiles of one column. Numeric: quantile buckets of the reference, made by joining
 * bins of the grid, outer ones open. Categorical: the grid's categories, the new values together, the missing ones.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param options - the grid, and settings
 * @returns the index and its buckets; insufficient when a side has fewer than two values
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when an option is not allowed
 * @public
 */
export function psiFromProfiles(
  reference: ColumnProfile,
  current: ColumnProfile,
  options: BucketOptions & PsiOptions & { grid: ColumnGrid },
): PsiResult | InsufficientData {
  return psiFromBuckets(
    bucketsFromProfiles(reference, current, options.grid, options),
    options,
  );
}

function psiFromBuckets(
  buckets: Bucket[],
  options: PsiOptions,
): PsiResult | InsufficientData {
  const value = psiFromCounts(
    buckets.map(bucket => bucket.expected),
    buckets.map(bucket => bucket.actual),
    options,
  );
  return value.insufficient ? value : { ...value, buckets };
}

function chooseSmoothing(asked: number | 'auto', anyEmpty: boolean): number {
  if (asked === 'auto') return anyEmpty ? LAPLACE : 0;
  if (asked === 0 && anyEmpty) {
    throw new InvalidInputError(
      'smoothing is 0 and a bucket is empty on one side; allowed are numbers above 0 or "auto"',
    );
  }
  if (asked !== 0) checkNumber(asked, 'smoothing', { min: 1e-6, max: 1e6 });
  return asked;
}
