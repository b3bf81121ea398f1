import { checkSameColumnShape } from '../profiles/profile';
import {
  numericSummary,
  type OccupiedBin,
  occupiedBins,
} from '../profiles/summary';
import type { NumericGrid, NumericProfile } from '../profiles/types';
import {
  insufficientData,
  type InsufficientData,
  tooFewValues,
} from '../result';
import { finiteSorted } from '../finiteSorted';
import { areaBetween, type Knot } from './areaBetween';

/**
 * Wasserstein-1 (earth mover's) distance of two samples.
 * @public
 */
export interface WassersteinResult {
  insufficient: false;
  /** Distance in the column's unit, from 0. */
  distance: number;
  /** Distance divided by the reference's standard deviation. */
  normalized: number;
  /** Population standard deviation of the reference, in the column's unit. */
  referenceDeviation: number;
  /** By how much the distance of the raw values may differ from `distance`, either way; 0 for raw samples. */
  errorBound: number;
  /** Values of the reference that took part. */
  n: number;
  /** Values of the current sample that took part. */
  m: number;
}

/**
 * Wasserstein-1 distance of raw numbers: the area between the two empirical distribution functions
 * (`scipy.stats.wasserstein_distance`), also in standard deviations of the reference.
 *
 * @param reference - numbers in any order; NaN (missing) and infinities (out of range) are left out
 * @param current - the same
 * @returns the distance; insufficient when a side has fewer than two finite values, or the reference is constant and the
 *   current sample is not the same constant, so that there is nothing to divide by
 * @public
 */
export function wassersteinFromSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): WassersteinResult | InsufficientData {
  const a = finiteSorted(reference);
  const b = finiteSorted(current);
  const tooFew = tooFewValues(a.length, b.length);
  if (tooFew) return tooFew;
  const deviation = deviationOf(a);
  const unit = unitOf(a[0], a[a.length - 1], b[0], b[b.length - 1]);
  const distance = areaBetweenSteps(inUnits(a, unit), inUnits(b, unit));
  return normalize({
    distance: distance * unit,
    referenceDeviation: deviation,
    errorBound: 0,
    n: a.length,
    m: b.length,
  });
}

/**
 * Wasserstein-1 distance of two profiles, with the values of each bin taken as evenly spread over the part of the bin that
 * lies between the least and the greatest value of its side. The raw values can change the area by no more than half of
 * each bin's mass times its width, on either side: that is `errorBound`.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param grid - the grid
 * @returns the distance; insufficient as for {@link wassersteinFromSamples}
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when a count is not allowed, or a profile has values but no sums or range
 * @public
 */
export function wassersteinFromProfiles(
  reference: NumericProfile,
  current: NumericProfile,
  grid: NumericGrid,
): WassersteinResult | InsufficientData {
  checkSameColumnShape(reference, current, 'the column');
  const a = occupiedBins(reference, grid);
  const b = occupiedBins(current, grid);
  const n = a.reduce((sum, bin) => sum + bin.count, 0);
  const m = b.reduce((sum, bin) => sum + bin.count, 0);
  const tooFew = tooFewValues(n, m);
  if (tooFew) return tooFew;
  const summary = numericSummary(reference, grid);
  if (summary.insufficient) return summary;
  const unit = unitOf(
    a[0].lower,
    a[a.length - 1].upper,
    b[0].lower,
    b[b.length - 1].upper,
  );
  return normalize({
    distance: areaBetween(knotsOf(a, n, unit), knotsOf(b, m, unit)) * unit,
    referenceDeviation: summary.standardDeviation,
    errorBound: (hiddenArea(a, n, unit) + hiddenArea(b, m, unit)) * unit,
    n,
    m,
  });
}

function normalize(
  measured: Pick<
    WassersteinResult,
    'distance' | 'referenceDeviation' | 'errorBound' | 'n' | 'm'
  >,
): WassersteinResult | InsufficientData {
  const { referenceDeviation, n, m } = measured;
  const finite = (x: number) => Math.min(Number.MAX_VALUE, x);
  const distance = finite(measured.distance);
  if (referenceDeviation === 0 && distance > 0) {
    return insufficientData(
      'the reference is constant, there is no standard deviation to divide the distance by',
    );
  }
  return {
    insufficient: false,
    distance,
    normalized: distance === 0 ? 0 : finite(distance / referenceDeviation),
    referenceDeviation,
    errorBound: finite(measured.errorBound),
    n,
    m,
  };
}

/**
 * A power of two near the greatest of the values. In units of it neither squares nor differences run over or vanish, and
 * no digit is lost.
 */
function unitOf(...values: number[]): number {
  const greatest = Math.max(...values.map(Math.abs));
  const power = Math.min(1023, Math.floor(Math.log2(greatest)));
  return Math.max(Number.MIN_VALUE, 2 ** power);
}

function inUnits(values: Float64Array, unit: number): Float64Array {
  return values.map(x => x / unit);
}

/** Distribution function of evenly filled bins, as points between which it is a straight line. */
function knotsOf(bins: OccupiedBin[], n: number, unit: number): Knot[] {
  const knots: Knot[] = [{ x: bins[0].lower / unit, share: 0 }];
  let below = 0;
  for (const { count, lower, upper } of bins) {
    if (lower / unit > knots[knots.length - 1].x) {
      knots.push({ x: lower / unit, share: below / n });
    }
    below += count;
    knots.push({ x: upper / unit, share: below / n });
  }
  return knots;
}

function hiddenArea(bins: OccupiedBin[], n: number, unit: number): number {
  let area = 0;
  for (const { count, lower, upper } of bins) {
    area += (count / n) * (upper / unit - lower / unit);
  }
  return area / 2;
}

/** Area between the empirical distribution functions of two sorted samples. */
function areaBetweenSteps(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const m = b.length;
  let i = 0;
  let j = 0;
  let area = 0;
  let from = Math.min(a[0], b[0]);
  while (i < n || j < m) {
    const to = j === m || (i < n && a[i] <= b[j]) ? a[i] : b[j];
    area += Math.abs(i * m - j * n) * (to - from);
    from = to;
    while (i < n && a[i] === to) i++;
    while (j < m && b[j] === to) j++;
  }
  return area / n / m;
}

/** Population standard deviation of a sorted sample. */
function deviationOf(sorted: Float64Array): number {
  const n = sorted.length;
  if (sorted[0] === sorted[n - 1]) return 0;
  const unit = unitOf(sorted[0], sorted[n - 1]);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i] / unit;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i] / unit - mean) ** 2;
  return Math.sqrt(squares / n) * unit;
}
