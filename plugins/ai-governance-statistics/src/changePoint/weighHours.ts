import { momentsOf } from './hourlyScores';
import type { HourlyCounts } from './types';
import type { WeightedPoint } from './WeightedSeries';

/** Hours on either side that share their estimate of the scores' variance: it may be another after the change. */
const NEIGHBOURS = 24;

/** Values that the variance of the whole series counts as, beside those of the neighbours. */
const PRIOR_VALUES = 50;

/** Hours as points with the variance that sampling gives them. */
export interface WeighedHours {
  points: WeightedPoint[];
  /** Values of each point's hour. */
  rows: number[];
  /** Mean and variance of all scores. */
  mean: number;
  variance: number;
}

/**
 * Mean score of every hour with values, and its weight: n over the variance of a score. That variance is taken within
 * hours, so that a change does not add to it, and from neighbouring hours, so that an hour's own luck does not decide
 * how much it weighs.
 *
 * @param scores - score of each bucket; at least two that hold values differ
 */
export function weighHours(
  series: readonly HourlyCounts[],
  scores: readonly number[],
): WeighedHours {
  const hours: { hour: number; rows: number; mean: number; squares: number }[] =
    [];
  let values = 0;
  let sum = 0;
  for (const { hour, counts } of series) {
    const moments = momentsOf(counts, scores);
    if (moments.rows === 0) continue;
    hours.push({ hour, ...moments });
    values += moments.rows;
    sum += moments.rows * moments.mean;
  }
  const mean = sum / values;
  const size = hours.length;
  const squares = new Float64Array(size + 1);
  const freedom = new Float64Array(size + 1);
  let totalSquares = 0;
  hours.forEach((entry, i) => {
    squares[i + 1] = squares[i] + entry.squares;
    freedom[i + 1] = freedom[i] + entry.rows - 1;
    totalSquares += entry.squares + entry.rows * (entry.mean - mean) ** 2;
  });
  const variance = totalSquares / values;
  // With hardly more values than hours there is no variance within hours to speak of.
  const common =
    freedom[size] >= values / 2 ? squares[size] / freedom[size] : variance;
  // What all hours of one value each would still leave open: half a value elsewhere.
  const least = variance / (values + 1);

  const points = hours.map(({ hour, rows, mean: score }, i) => {
    const from = Math.max(0, i - NEIGHBOURS);
    const to = Math.min(size, i + NEIGHBOURS + 1);
    const local =
      (squares[to] - squares[from] + PRIOR_VALUES * common) /
      (freedom[to] - freedom[from] + PRIOR_VALUES);
    return { hour, score, weight: rows / Math.max(local, least) };
  });
  return { points, rows: hours.map(({ rows }) => rows), mean, variance };
}
