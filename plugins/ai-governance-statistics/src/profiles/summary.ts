import {
  checkCounts,
  checkNumber,
  GridMismatchError,
  InvalidInputError,
} from '../errors';
import { insufficientData, type InsufficientData } from '../result';
import { total } from './profile';
import type { NumericGrid, NumericProfile } from './types';

/** The variance is taken from the sums when it is at least this part of the mean square; below, they cancel. */
const LEAST_VARIANCE_SHARE = 1e-9;

/**
 * Figures of a numeric column's finite values.
 * @public
 */
export interface NumericSummary {
  insufficient: false;
  /** Finite values. */
  n: number;
  mean: number;
  /** Population standard deviation: of these values, not an estimate for others. */
  standardDeviation: number;
  min: number;
  max: number;
}

/**
 * A quantile of binned values.
 * @public
 */
export interface QuantileResult {
  insufficient: false;
  /** Quantile, with the values of a bin taken as evenly spread. */
  value: number;
  /** The true quantile is not below this. */
  lower: number;
  /** The true quantile is not above this. */
  upper: number;
}

/**
 * Mean, standard deviation and range of a column. The standard deviation comes from the sums; where they cancel (values far
 * from zero in a narrow range) it is estimated from the bins.
 *
 * @param profile - counts on the grid
 * @param grid - the grid
 * @returns the figures in the column's unit; insufficient when there is no finite value
 * @throws GridMismatchError when the profile is not on the grid
 * @throws InvalidInputError when a count is not allowed, or the profile has values but no sums or range
 * @public
 */
export function numericSummary(
  profile: NumericProfile,
  grid: NumericGrid,
): NumericSummary | InsufficientData {
  const bins = occupiedBins(profile, grid);
  if (bins.length === 0) return insufficientData('there is no finite value');
  const n = total(profile.bins);
  const { min, max } = rangeOf(profile);
  return {
    insufficient: false,
    n,
    mean: Math.min(max, Math.max(min, profile.sum / n)),
    standardDeviation:
      min === max
        ? 0
        : deviationFromSums(profile, n) ?? deviationFromBins(bins, n),
    min,
    max,
  };
}

/**
 * Quantile of a column.
 *
 * @param profile - counts on the grid
 * @param grid - the grid
 * @param probability - share of values at or below the quantile, from 0 to 1
 * @returns the quantile in the column's unit and the ends of its bin; insufficient when there is no finite value
 * @throws GridMismatchError when the profile is not on the grid
 * @throws InvalidInputError as for {@link numericSummary}, or when the probability is not allowed
 * @public
 */
export function quantileFromProfile(
  profile: NumericProfile,
  grid: NumericGrid,
  probability: number,
): QuantileResult | InsufficientData {
  checkNumber(probability, 'probability', { min: 0, max: 1 });
  const bins = occupiedBins(profile, grid);
  if (bins.length === 0) return insufficientData('there is no finite value');
  const target = probability * total(profile.bins);
  let below = 0;
  let bin = bins[0];
  for (bin of bins) {
    if (below + bin.count >= target) break;
    below += bin.count;
  }
  const { lower, upper } = bin;
  const share = Math.min(1, (target - below) / bin.count);
  const value = lower * (1 - share) + upper * share;
  return {
    insufficient: false,
    // Rounding may carry the sum of two parts of equal limits past them.
    value: Math.min(upper, Math.max(lower, value)),
    lower,
    upper,
  };
}

/** A bin with values, cut to the range of the values. */
export interface OccupiedBin {
  count: number;
  lower: number;
  upper: number;
}

/** Bins that hold any value, ascending, each cut to the range between the least and the greatest value. */
export function occupiedBins(
  profile: NumericProfile,
  grid: NumericGrid,
): OccupiedBin[] {
  const { edges } = grid;
  if (profile.bins.length !== edges.length + 1) {
    throw new GridMismatchError(
      `the profile has ${profile.bins.length} bins and the grid has ${
        edges.length + 1
      }`,
    );
  }
  checkCounts(profile.bins, 'count');
  if (total(profile.bins) === 0) return [];
  checkNumber(profile.sum, 'the sum', {});
  checkNumber(profile.sumSquares, 'the sum of squares', { min: 0 });
  const { min, max } = rangeOf(profile);
  const clamp = (x: number) => Math.min(max, Math.max(min, x));
  return profile.bins
    .map((count, i) => ({
      count,
      lower: i > 0 ? clamp(edges[i - 1]) : min,
      upper: i < edges.length ? clamp(edges[i]) : max,
    }))
    .filter(({ count }) => count > 0);
}

function rangeOf({ min, max }: NumericProfile): { min: number; max: number } {
  if (
    min === null ||
    max === null ||
    !Number.isFinite(min) ||
    !Number.isFinite(max) ||
    min > max
  ) {
    throw new InvalidInputError(
      `the profile has values and the range ${min} to ${max}; allowed are two ascending, finite numbers`,
    );
  }
  return { min, max };
}

function deviationFromSums(
  { sum, sumSquares }: NumericProfile,
  n: number,
): number | undefined {
  const mean = sum / n;
  const meanSquare = sumSquares / n;
  const variance = meanSquare - mean * mean;
  // At the largest double the sum of squares has run over and says nothing.
  return sumSquares < Number.MAX_VALUE &&
    variance > LEAST_VARIANCE_SHARE * meanSquare
    ? Math.sqrt(variance)
    : undefined;
}

/** Values taken as evenly spread inside each bin, which adds a twelfth of the squared width. */
function deviationFromBins(bins: OccupiedBin[], n: number): number {
  // In units of the greatest value, so that squares neither run over nor vanish.
  const unit =
    Math.max(Math.abs(bins[0].lower), Math.abs(bins[bins.length - 1].upper)) ||
    1;
  let mean = 0;
  for (const { count, lower, upper } of bins) {
    mean += (count / n) * (lower / unit / 2 + upper / unit / 2);
  }
  let variance = 0;
  for (const { count, lower, upper } of bins) {
    const middle = lower / unit / 2 + upper / unit / 2;
    const width = upper / unit - lower / unit;
    variance += (count / n) * ((middle - mean) ** 2 + width ** 2 / 12);
  }
  return Math.sqrt(variance) * unit;
}
