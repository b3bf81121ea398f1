import { definedMetric, undefinedMetric } from './estimate';
import type { Scores } from './scores';
import type { PerformanceEstimate } from './types';

/**
 * Area under the ROC curve: the probability that a random positive row has a higher score than a random negative one.
 *
 * Which of two rows in one bin is higher is not known. All such pairs may be ranked rightly or wrongly, which bounds the
 * area exactly; the value is the middle (ties count one half), the error bound half the distance.
 *
 * Interval: Newcombe's score-like method 5 ("Confidence Intervals for an Effect Size Measure Based on the Mann–Whitney
 * Statistic. Part 2", Stat. Med. 25, 2006), from the lower end of the bound to the upper.
 */
export function aucMetric(
  { bins, positives, negatives }: Scores,
  z: number,
): PerformanceEstimate {
  const n = positives + negatives;
  if (positives === 0 || negatives === 0) {
    return undefinedMetric(
      'auc',
      n,
      n === 0
        ? 'no labelled row has a score'
        : `no label is ${positives === 0 ? 'positive' : 'negative'}`,
    );
  }
  let below = 0;
  let won = 0;
  let tied = 0;
  for (const bin of bins) {
    won += bin.positives * below;
    tied += bin.positives * bin.negatives;
    below += bin.negatives;
  }
  const pairs = positives * negatives;
  const least = won / pairs;
  const most = Math.min(1, (won + tied) / pairs);
  return definedMetric(
    'auc',
    n,
    {
      value: (won + tied / 2) / pairs,
      lower: limitOf(least, -1, positives, negatives, z),
      upper: limitOf(most, 1, positives, negatives, z),
    },
    { errorBound: tied / pairs / 2 },
  );
}

/** The area that is z of its own standard deviations away from the measured one, by bisection. */
function limitOf(
  area: number,
  direction: -1 | 1,
  m: number,
  n: number,
  z: number,
): number {
  let inner = area;
  let outer = direction < 0 ? 0 : 1;
  for (let i = 0; i < 60; i++) {
    const middle = (inner + outer) / 2;
    const deviation = Math.sqrt(varianceOf(middle, m, n));
    if (Math.abs(middle - area) > z * deviation) outer = middle;
    else inner = middle;
  }
  return (inner + outer) / 2;
}

/** Variance of the area (J. A. Hanley, B. J. McNeil, 1982) with both sizes in the numerator replaced by their mean. */
function varianceOf(area: number, m: number, n: number): number {
  const size = (m + n) / 2;
  return (
    ((area * (1 - area)) / (m * n)) *
    (2 * size - 1 - (3 * size - 3) / ((2 - area) * (1 + area)))
  );
}
