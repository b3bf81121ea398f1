import type { WeightedSeries } from './WeightedSeries';

/** Hours over which residuals are summed for the slower part of the dispersion. */
const BLOCK_HOURS = 24;

/** Blocks needed for it. */
const LEAST_BLOCKS = 7;

/**
 * How many times more the scores vary around a fit than sampling makes them: at least 1, for less is chance. It is the greater
 * of two mean squares: that of single hours and that of days, which holds what neighbouring hours have in common.
 *
 * @param values - fitted mean score of every entry
 * @param parameters - parameters of the fit
 */
export function dispersionOf(
  series: WeightedSeries,
  values: ArrayLike<number>,
  parameters: number,
): number {
  let squares = 0;
  const sums = new Map<number, { residual: number; weight: number }>();
  series.points.forEach(({ hour, score, weight }, i) => {
    const residual = score - values[i];
    squares += weight * residual * residual;
    const block = Math.floor((hour - series.hours[0]) / BLOCK_HOURS);
    const sum = sums.get(block) ?? { residual: 0, weight: 0 };
    sum.residual += weight * residual;
    sum.weight += weight;
    sums.set(block, sum);
  });
  const hourly = squares / (series.size - parameters);
  if (sums.size < parameters + LEAST_BLOCKS) return Math.max(1, hourly);
  let blockSquares = 0;
  for (const { residual, weight } of sums.values()) {
    blockSquares += (residual * residual) / weight;
  }
  return Math.max(1, hourly, blockSquares / (sums.size - parameters));
}
