import { simultaneousZ } from '../fairness/estimates';
import { definedMetric, rateEstimate, undefinedMetric } from './estimate';
import { MEAN_ERROR, type ScoreBin, type Scores } from './scores';
import type { CalibrationPoint, PerformanceEstimate } from './types';

/** Where scores are cut before the logarithm: a score of exactly 0 or 1 that is wrong costs −ln of this. */
const LOG_CLIP = 1e-5;

/** Points of the calibration curve: tenths of the score. */
const POINTS = 10;

/** What may be said of the losses of one class in one bin. */
interface BinLoss {
  rows: number;
  /** Bounds of the mean loss. */
  least: number;
  most: number;
  /** How far losses in the bin may be apart. */
  range: number;
}

/**
 * Log-loss, mean of −ln(score of the actual class), natural logarithm, scores cut to 1e-5 … 1 − 1e-5.
 *
 * Of each bin the mean score is known, and −ln is convex: the mean loss is at least the loss of the mean (Jensen) and at
 * most what rows at the two ends of the bin with that mean would give. The value is the middle of the bounds. Interval:
 * asymptotic, with the greatest variance that is possible within the bins (T. Popoviciu), from bound to bound.
 */
export function logLossMetric(scores: Scores, z: number): PerformanceEstimate {
  const { positives, negatives, bins } = scores;
  const n = positives + negatives;
  if (n < 2) return undefinedMetric('log-loss', n, tooFew(n));
  const losses = bins.flatMap(bin => [
    logLoss(bin.positives, bin.from, bin.to, bin.positiveMean),
    // The loss of a negative row is that of the score of its own class.
    logLoss(bin.negatives, 1 - bin.to, 1 - bin.from, 1 - bin.negativeMean),
  ]);
  const least = sumOf(losses, ({ rows, least: own }) => rows * own) / n;
  const most = sumOf(losses, ({ rows, most: own }) => rows * own) / n;
  const reach = z * standardError(losses, n);
  return definedMetric(
    'log-loss',
    n,
    {
      value: (least + most) / 2,
      lower: Math.max(0, least - reach),
      upper: most + reach,
    },
    { errorBound: (most - least) / 2 },
  );
}

/**
 * Brier score, mean of (score − label)². Exact, because Σ score² is summed; interval asymptotic, with the variance
 * between bins and the greatest that is possible within them.
 */
export function brierMetric(scores: Scores, z: number): PerformanceEstimate {
  const { positives, negatives, sumSquares, positiveSum, bins } = scores;
  const n = positives + negatives;
  if (n < 2) return undefinedMetric('brier', n, tooFew(n));
  const losses = bins.flatMap(bin => [
    squaredLoss(bin.positives, 1 - bin.to, 1 - bin.from, 1 - bin.positiveMean),
    squaredLoss(bin.negatives, bin.from, bin.to, bin.negativeMean),
  ]);
  const value = Math.max(0, (sumSquares - 2 * positiveSum + positives) / n);
  const reach = z * standardError(losses, n);
  return definedMetric(
    'brier',
    n,
    {
      value,
      lower: Math.max(0, value - reach),
      upper: Math.min(1, value + reach),
    },
    { errorBound: 2 * MEAN_ERROR },
  );
}

/**
 * Calibration curve: the share of the positive class among rows with scores of each tenth. All intervals hold together
 * (Bonferroni).
 */
export function calibrationCurve(
  { bins }: Scores,
  confidence: number,
): CalibrationPoint[] {
  const groups = Array.from({ length: POINTS }, (): ScoreBin[] => []);
  for (const bin of bins) {
    if (bin.positives + bin.negatives === 0) continue;
    // A bin of other edges than tenths goes where its upper end is.
    groups[Math.max(0, Math.ceil(bin.to * POINTS - 1e-9) - 1)].push(bin);
  }
  const used = groups.filter(group => group.length > 0);
  const z = simultaneousZ(confidence, used.length);
  return used.map(group => {
    const positives = sumOf(group, bin => bin.positives);
    const n = positives + sumOf(group, bin => bin.negatives);
    const scores = sumOf(
      group,
      bin =>
        bin.positives * bin.positiveMean + bin.negatives * bin.negativeMean,
    );
    return {
      from: group[0].from,
      to: group[group.length - 1].to,
      n,
      meanScore: scores / n,
      observed: rateEstimate(positives, n, z)!,
    };
  });
}

/**
 * Expected calibration error: mean distance of the curve from the diagonal, weighted by rows. The value is never 0 for a
 * finite sample; the interval, from the nearest to the furthest curve within the points' intervals, may be.
 */
export function calibrationMetric(
  curve: CalibrationPoint[],
): PerformanceEstimate {
  const n = sumOf(curve, point => point.n);
  if (n === 0) {
    return undefinedMetric('calibration-error', 0, tooFew(0));
  }
  let value = 0;
  let lower = 0;
  let upper = 0;
  for (const { n: rows, meanScore, observed } of curve) {
    const weight = rows / n;
    value += weight * Math.abs(observed.value - meanScore);
    lower +=
      weight *
      Math.max(0, observed.lower - meanScore, meanScore - observed.upper);
    upper +=
      weight * Math.max(observed.upper - meanScore, meanScore - observed.lower);
  }
  return definedMetric(
    'calibration-error',
    n,
    { value, lower, upper: Math.min(1, upper) },
    { errorBound: MEAN_ERROR },
  );
}

function logLoss(
  rows: number,
  from: number,
  to: number,
  mean: number,
): BinLoss {
  const loss = (score: number) =>
    -Math.log(Math.min(1 - LOG_CLIP, Math.max(LOG_CLIP, score)));
  const [high, low] = [loss(from), loss(to)];
  const isCut =
    (from < LOG_CLIP && to > LOG_CLIP) ||
    (from < 1 - LOG_CLIP && to > 1 - LOG_CLIP);
  // Across the cut the loss is not convex; only its ends are certain.
  if (isCut) return { rows, least: low, most: high, range: high - low };
  const [nearest, furthest] = [mean + MEAN_ERROR, mean - MEAN_ERROR].map(
    score => Math.min(to, Math.max(from, score)),
  );
  const chord =
    to > from ? high + ((low - high) * (furthest - from)) / (to - from) : high;
  const least = Math.max(low, loss(nearest));
  return { rows, least, most: Math.max(least, chord), range: high - low };
}

function squaredLoss(
  rows: number,
  from: number,
  to: number,
  mean: number,
): BinLoss {
  return {
    rows,
    least: mean * mean,
    most: mean * mean,
    range: to * to - from * from,
  };
}

/** Greatest standard error of the mean loss that the bins allow. */
function standardError(losses: BinLoss[], n: number): number {
  const middle = ({ least, most }: BinLoss) => (least + most) / 2;
  const mean = sumOf(losses, loss => loss.rows * middle(loss)) / n;
  const squares = sumOf(
    losses,
    loss => loss.rows * ((middle(loss) - mean) ** 2 + loss.range ** 2 / 4),
  );
  return Math.sqrt(squares / (n - 1) / n);
}

function tooFew(n: number): string {
  return n === 0
    ? 'no labelled row has a score'
    : 'only one labelled row has a score';
}

function sumOf<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0);
}
