import { checkCounts, GridMismatchError } from '../errors';
import { kolmogorovSurvival } from '../distributions/kolmogorov';
import {
  greatestCommonDivisor,
  kolmogorovTwoSampleSurvival,
} from '../distributions/kolmogorovTwoSample';
import { isAtomBin } from '../grids/numericGrid';
import { checkSameColumnShape, total } from '../profiles/profile';
import type { NumericGrid, NumericProfile } from '../profiles/types';
import {
  insufficientData,
  type InsufficientData,
  tooFewValues,
} from '../result';
import { finiteSorted } from '../finiteSorted';

/** The p-value is exact when the larger sample has no more values than this, as in SciPy. */
const EXACT_UP_TO = 10_000;

/**
 * Result of a two-sample, two-sided Kolmogorov–Smirnov test.
 * @public
 */
export interface KsResult {
  insufficient: false;
  /** D, the greatest distance of the two empirical distribution functions, from 0 to 1. */
  statistic: number;
  /** Probability of so great a D when both samples come from one continuous distribution. */
  pValue: number;
  method: 'exact' | 'asymptotic';
  /** By how much the D of the raw values may exceed `statistic`; 0 for raw samples. */
  errorBound: number;
  /** Values of the reference that took part. */
  n: number;
  /** Values of the current sample that took part. */
  m: number;
}

/**
 * Two-sample, two-sided Kolmogorov–Smirnov test on raw values, as `scipy.stats.ks_2samp(method='auto')`: p is exact
 * when max(n, m) ≤ 10 000, else that of the one-sample statistic with n·m/(n+m) values. Ties make p conservative.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @returns the result; insufficient when a side has fewer than two finite values
 * @public
 */
export function ksTwoSample(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): KsResult | InsufficientData {
  const a = finiteSorted(reference);
  const b = finiteSorted(current);
  return (
    tooFewValues(a.length, b.length) ??
    ksResult(greatestGap(a, b), a.length, b.length, 0)
  );
}

/**
 * Two-sample, two-sided Kolmogorov–Smirnov test on binned counts. D is taken at the edges of the grid. It is low by at
 * most max min(pᵢ, qᵢ) over the bins i, with pᵢ and qᵢ the shares of both sides in the bin: inside a bin the two
 * distribution functions can part no further than by the smaller of the two masses. A bin that holds a single value
 * hides nothing.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param grid - the grid; without it no bin is known to hold a single value, and the bound is wider
 * @returns the result; insufficient when a side has fewer than two values or the grid has one bin only
 * @throws GridMismatchError when both profiles, or they and the grid, differ in their number of bins
 * @throws InvalidInputError when a count is not allowed
 * @public
 */
export function ksFromProfiles(
  reference: NumericProfile,
  current: NumericProfile,
  grid?: NumericGrid,
): KsResult | InsufficientData {
  checkSameColumnShape(reference, current, 'the column');
  const p = reference.bins;
  const q = current.bins;
  if (grid && grid.edges.length + 1 !== p.length) {
    throw new GridMismatchError(
      `the profiles have ${p.length} bins and the grid has ${
        grid.edges.length + 1
      }`,
    );
  }
  checkCounts(p, 'reference count');
  checkCounts(q, 'current count');
  const n = total(p);
  const m = total(q);
  const tooFew = tooFewValues(n, m);
  if (tooFew) return tooFew;
  if (p.length === 1) {
    return insufficientData(
      'the grid has one bin only and tells nothing apart',
    );
  }
  let gap = 0;
  let hidden = 0;
  let above = 0;
  for (let i = 0; i < p.length; i++) {
    const mass = p[i] * m;
    const otherMass = q[i] * n;
    above += mass - otherMass;
    gap = Math.max(gap, Math.abs(above));
    const smaller = Math.min(mass, otherMass);
    if (smaller > hidden && !(grid && isAtomBin(grid, i))) hidden = smaller;
  }
  return ksResult(gap, n, m, hidden / (n * m));
}

/** Greatest |i·m − j·n| where i values of the one and j of the other sorted sample are at or below the same number. */
function greatestGap(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const m = b.length;
  let gap = 0;
  let i = 0;
  let j = 0;
  while (i < n && j < m) {
    const x = a[i];
    const y = b[j];
    if (x <= y)
      do i++;
      while (a[i] === x);
    if (y <= x)
      do j++;
      while (b[j] === y);
    const distance = Math.abs(i * m - j * n);
    if (distance > gap) gap = distance;
  }
  return gap;
}

/** @param gap - D·n·m, whole as long as it is below 2^53 */
function ksResult(
  gap: number,
  n: number,
  m: number,
  errorBound: number,
): KsResult {
  const statistic = Math.min(1, gap / (n * m));
  const exact = Math.max(n, m) <= EXACT_UP_TO;
  return {
    insufficient: false,
    statistic,
    pValue: exact
      ? kolmogorovTwoSampleSurvival(n, m, gap / greatestCommonDivisor(n, m))
      : kolmogorovSurvival(roundHalfToEven((n / (n + m)) * m), statistic),
    method: exact ? 'exact' : 'asymptotic',
    errorBound,
    n,
    m,
  };
}

/** Rounds as NumPy does, so that both take the same sample size. */
function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
