import { definedMetric, rateEstimate, undefinedMetric } from './estimate';
import type {
  ClassPerformance,
  ConfusionMatrix,
  PerformanceEstimate,
  PerformanceMetric,
  RateEstimate,
} from './types';

/**
 * Puts counts into a matrix.
 *
 * @param counts - [actual · (classes + 1) + predicted]
 */
export function confusionMatrix(
  counts: readonly number[],
  classes: readonly string[],
): ConfusionMatrix {
  const size = classes.length + 1;
  const matrix = Array.from({ length: size }, (_, actual) =>
    counts.slice(actual * size, (actual + 1) * size),
  );
  return {
    classes: [...classes],
    matrix,
    unknownLabels: sum(matrix[classes.length]),
  };
}

/**
 * Performance on each class. F1 = 2 TP / (2 TP + FP + FN); with J = TP / (TP + FP + FN), a proportion, it is
 * 2 J / (1 + J), so its interval is that of J, transformed.
 */
export function performanceByClass(
  { classes, matrix }: ConfusionMatrix,
  z: number,
): ClassPerformance[] {
  const known = matrix.slice(0, classes.length);
  return classes.map((name, k) => {
    const hits = known[k][k];
    const support = sum(known[k]);
    const predicted = sum(known.map(row => row[k]));
    const jaccard = rateEstimate(hits, support + predicted - hits, z);
    return {
      name,
      support,
      predicted,
      precision: rateEstimate(hits, predicted, z),
      recall: rateEstimate(hits, support, z),
      f1: jaccard && {
        value: f1Of(jaccard.value),
        lower: f1Of(jaccard.lower),
        upper: f1Of(jaccard.upper),
      },
    };
  });
}

/**
 * Metrics of a confusion matrix: of the positive class for a binary model, averages over the classes for others.
 *
 * Rows whose label is of no known class take no part; a known label with a prediction of no known class is an error. A
 * class whose rate is 0/0 is left out of an average, with a note.
 *
 * @param binary - whether the second class is the positive one
 */
export function classificationMetrics(
  confusion: ConfusionMatrix,
  classes: ClassPerformance[],
  binary: boolean,
  z: number,
): PerformanceEstimate[] {
  const { matrix } = confusion;
  const n = sum(classes.map(({ support }) => support));
  const hits = sum(classes.map((_, k) => matrix[k][k]));
  const rate = (
    metric: PerformanceMetric,
    estimate: RateEstimate | null,
    count: number,
    reason: string,
  ) =>
    estimate
      ? definedMetric(metric, count, estimate)
      : undefinedMetric(metric, count, reason);
  const noLabels = 'no row has a label of a known class';
  const accuracy = rateEstimate(hits, n, z);
  if (binary) {
    const [negative, positive] = classes;
    const nothing = 'no label and no prediction is positive';
    return [
      rate('accuracy', accuracy, n, noLabels),
      rate(
        'precision',
        positive.precision,
        positive.predicted,
        'no prediction is positive',
      ),
      rate('recall', positive.recall, positive.support, 'no label is positive'),
      rate(
        'specificity',
        negative.recall,
        negative.support,
        'no label is negative',
      ),
      rate('f1', positive.f1, n, n === 0 ? noLabels : nothing),
    ];
  }
  return [
    rate('accuracy', accuracy, n, noLabels),
    average('precision-macro', 'precision', classes, () => 1),
    average('recall-macro', 'recall', classes, () => 1),
    average('f1-macro', 'f1', classes, () => 1),
    // Each row has one label and one prediction, so the micro average is the accuracy.
    rate('f1-micro', accuracy, n, noLabels),
    average(
      'precision-weighted',
      'precision',
      classes,
      ({ support }) => support,
    ),
    average('f1-weighted', 'f1', classes, ({ support }) => support),
  ];
}

/**
 * Average of a rate over the classes. Interval by the recovery of variance estimates (G. Y. Zou, A. Donner, Stat. Med. 27,
 * 2008): precisions, and recalls, of different classes are independent. F1 are not: an error lowers those of two classes,
 * which makes the variance of their sum at most twice as great, so their deviations are widened by √2.
 */
function average(
  metric: PerformanceMetric,
  name: 'precision' | 'recall' | 'f1',
  classes: ClassPerformance[],
  weightOf: (one: ClassPerformance) => number,
): PerformanceEstimate {
  const n = sum(classes.map(({ support }) => support));
  const seen = classes.filter(one => one.support + one.predicted > 0);
  const used = seen.filter(one => one[name] !== null && weightOf(one) > 0);
  const total = sum(used.map(weightOf));
  if (total === 0) {
    return undefinedMetric(metric, n, 'no row has a label of a known class');
  }
  const widening = name === 'f1' ? Math.SQRT2 : 1;
  let value = 0;
  let below = 0;
  let above = 0;
  for (const one of used) {
    const weight = weightOf(one) / total;
    const own = one[name]!;
    value += weight * own.value;
    below = Math.hypot(below, widening * weight * (own.value - own.lower));
    above = Math.hypot(above, widening * weight * (own.upper - own.value));
  }
  const leftOut = seen.filter(one => one[name] === null);
  return definedMetric(
    metric,
    n,
    {
      value,
      lower: Math.max(0, value - below),
      upper: Math.min(1, value + above),
    },
    {
      note:
        leftOut.length === 0
          ? null
          : `left out because it is 0/0: ${leftOut
              .map(one => one.name)
              .join(', ')}`,
    },
  );
}

function f1Of(jaccard: number): number {
  return (2 * jaccard) / (1 + jaccard);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
