import { FOURTH_POWER_UNIT } from '../outcomes/grid';
import type { ErrorSums } from '../outcomes/types';
import { definedMetric, undefinedMetric } from './estimate';
import type { PerformanceEstimate, PerformanceMetric } from './types';

/**
 * Metrics of a regression from its sums; error = prediction − label.
 *
 * Intervals are asymptotic (central limit theorem) with the errors' own variance, not that of a normal distribution: the
 * mean squared error's comes from the fourth powers. R² has none: that would take moments that are not counted.
 *
 * @param errors - sums in whole units
 * @param unit - of the grid
 * @param z - standard deviations of the intervals
 */
export function regressionMetrics(
  errors: ErrorSums,
  unit: number,
  z: number,
): PerformanceEstimate[] {
  const { n } = errors;
  if (n < 2) {
    const reason =
      n === 0 ? 'no row has a usable label' : 'only one row has a usable label';
    return (['mae', 'rmse', 'bias', 'r2'] as PerformanceMetric[]).map(metric =>
      undefinedMetric(metric, n, reason),
    );
  }
  const squares = Number(errors.sumSquares);
  const meanSquare = squares / n;
  const absolute = Number(errors.sumAbsolute) / n;
  const bias = Number(errors.sum) / n;
  const mae = z * standardError(errors.sumAbsolute, errors.sumSquares, n);
  const mean = z * standardError(errors.sum, errors.sumSquares, n);
  const fourths = Number(errors.sumFourths) * FOURTH_POWER_UNIT;
  const variance = Math.max(0, fourths - squares * meanSquare) / (n - 1);
  const square = z * Math.sqrt(variance / n);
  return [
    definedMetric('mae', n, {
      value: unit * absolute,
      lower: unit * Math.max(0, absolute - mae),
      upper: unit * (absolute + mae),
    }),
    definedMetric('rmse', n, {
      value: unit * Math.sqrt(meanSquare),
      lower: unit * Math.sqrt(Math.max(0, meanSquare - square)),
      upper: unit * Math.sqrt(meanSquare + square),
    }),
    definedMetric('bias', n, {
      value: unit * bias,
      lower: unit * (bias - mean),
      upper: unit * (bias + mean),
    }),
    determination(errors),
  ];
}

/** R² = 1 − Σe² / Σ(y − ȳ)². */
function determination({
  n,
  sumSquares,
  labelSum,
  labelSumSquares,
}: ErrorSums): PerformanceEstimate {
  const spread = Number(BigInt(n) * labelSumSquares - labelSum * labelSum) / n;
  if (spread <= 0) return undefinedMetric('r2', n, 'all labels are the same');
  const value = 1 - Number(sumSquares) / spread;
  return definedMetric('r2', n, { value, lower: null, upper: null });
}

/** Standard error of a mean, from exact sums so that nothing cancels. */
function standardError(sum: bigint, sumSquares: bigint, n: number): number {
  const spread = Number(BigInt(n) * sumSquares - sum * sum) / n;
  return Math.sqrt(Math.max(0, spread) / (n - 1) / n);
}
