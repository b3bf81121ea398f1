import { total } from '../profiles/profile';
import {
  insufficientData,
  type InsufficientData,
  tooFewValues,
} from '../result';
import { checkSeries } from './checkSeries';
import type { ChangePointOptions, HourlyCounts } from './types';

/** Values added to each bucket, shared between both sides by their sizes. */
const LAPLACE = 0.5;

/**
 * How much the rows of one hour look like the current window's.
 * @public
 */
export interface HourlyScore {
  /** UTC hours since the epoch. */
  hour: number;
  /** Mean score of the hour's values. */
  score: number;
  /** Values of the hour, above 0. */
  rows: number;
}

/**
 * A column's hours as one number each.
 * @public
 */
export interface HourlyScores {
  insufficient: false;
  /** Hours with values, ascending. */
  hours: HourlyScore[];
  /**
   * Score of each bucket: the logarithm of its share in the current window over its share in the baseline; 0 where the
   * two differ by no more than chance.
   */
  bucketScores: number[];
}

/**
 * Follows a column's drift by one number an hour. Each value counts ln(c/e), with c its bucket's share in the current
 * window and e that in the baseline: by Neyman and Pearson's lemma no other score tells the two apart as well. The
 * difference of the two windows' mean scores is their population stability index.
 *
 * Half a value is added to each bucket (Laplace). A bucket takes part when its shares differ by more than √(2 ln B)
 * standard errors, about what the noisiest of B unchanged buckets reaches (the universal threshold of D. Donoho and
 * I. Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", 1994). Otherwise the noise of many buckets, from which
 * the score would be made, would show as a change where the current window begins.
 *
 * @param series - counts by hour, ascending; gaps and hours without values are allowed
 * @param options - which hours are baseline and current window
 * @returns mean score per hour with values; insufficient when a window has fewer than two values or there is one
 *   bucket only
 * @throws InvalidInputError when the series or an option is not allowed
 * @public
 */
export function hourlyScores(
  series: readonly HourlyCounts[],
  options: ChangePointOptions,
): HourlyScores | InsufficientData {
  checkSeries(series, options);
  const windows = sumWindows(series, options);
  if (windows.insufficient) return windows;
  const bucketScores = scoreBuckets(windows.expected, windows.actual);
  const hours: HourlyScore[] = [];
  for (const { hour, counts } of series) {
    const { rows, mean } = momentsOf(counts, bucketScores);
    if (rows > 0) hours.push({ hour, score: mean, rows });
  }
  return { insufficient: false, hours, bucketScores };
}

/** Counts per bucket of the two windows. */
interface Windows {
  insufficient: false;
  expected: number[];
  actual: number[];
}

/** Sums the baseline and the current window; insufficient when they cannot be compared. */
export function sumWindows(
  series: readonly HourlyCounts[],
  { baselineUntil, current }: ChangePointOptions,
): Windows | InsufficientData {
  const from = current?.from ?? baselineUntil;
  const until = current?.until ?? Infinity;
  const buckets = series.length > 0 ? series[0].counts.length : 0;
  const expected = new Array<number>(buckets).fill(0);
  const actual = new Array<number>(buckets).fill(0);
  for (const { hour, counts } of series) {
    if (hour < baselineUntil) addTo(expected, counts);
    if (hour >= from && hour < until) addTo(actual, counts);
  }
  const tooFew = tooFewValues(total(expected), total(actual));
  if (tooFew) return tooFew;
  if (buckets === 1) {
    return insufficientData(
      'there is one bucket only, which tells nothing apart',
    );
  }
  return { insufficient: false, expected, actual };
}

/**
 * ln(c/e) of every bucket, 0 where it is within the noise.
 *
 * @param expected - counts of the baseline, at least one above 0
 * @param actual - counts of the current window in the same order, at least one above 0
 */
export function scoreBuckets(
  expected: readonly number[],
  actual: readonly number[],
): number[] {
  const n = total(expected);
  const m = total(actual);
  const used = expected.filter((count, b) => count + actual[b] > 0).length;
  const threshold = 2 * Math.log(used);
  const added = LAPLACE / (n + m);
  return expected.map((count, b) => {
    const e = count / n;
    const c = actual[b] / m;
    const pooled = (count + actual[b]) / (n + m);
    const variance = pooled * (1 - pooled) * (1 / n + 1 / m);
    return (c - e) ** 2 > threshold * variance
      ? Math.log((c + added) / (e + added))
      : 0;
  });
}

/** Values of an hour, their mean score, and the sum of squared distances from it. */
export function momentsOf(
  counts: readonly number[],
  scores: readonly number[],
): { rows: number; mean: number; squares: number } {
  let rows = 0;
  let sum = 0;
  let sumSquares = 0;
  for (let b = 0; b < counts.length; b++) {
    const weighted = counts[b] * scores[b];
    rows += counts[b];
    sum += weighted;
    sumSquares += weighted * scores[b];
  }
  if (rows === 0) return { rows, mean: 0, squares: 0 };
  const mean = sum / rows;
  return { rows, mean, squares: Math.max(0, sumSquares - sum * mean) };
}

function addTo(sums: number[], counts: readonly number[]): void {
  for (let b = 0; b < sums.length; b++) sums[b] += counts[b];
}
