import { checkCount, checkCounts, checkNumber } from '../errors';
import { zOf } from '../intervals/wilson';
import { BINARY_CLASSES } from '../outcomes/grid';
import type { OutcomeGrid, OutcomeProfile } from '../outcomes/types';
import {
  brierMetric,
  calibrationCurve,
  calibrationMetric,
  logLossMetric,
} from './calibration';
import {
  classificationMetrics,
  confusionMatrix,
  performanceByClass,
} from './classification';
import { aucMetric } from './ranking';
import { regressionMetrics } from './regression';
import { scoresOf } from './scores';
import type { PerformanceMeasurement, PerformanceOptions } from './types';

/**
 * Realised performance of a window, from its counts.
 *
 * @param profile - outcomes on `grid`
 * @param grid - what was counted: it decides which metrics apply
 * @returns metrics with intervals; those that are undefined have the reason instead
 * @throws InvalidInputError when the confidence is not allowed or a count is not a whole number from 0
 * @public
 */
export function measurePerformance(
  profile: OutcomeProfile,
  grid: OutcomeGrid,
  { confidence = 0.95 }: PerformanceOptions = {},
): PerformanceMeasurement {
  checkNumber(confidence, 'confidence', { min: 0.5, max: 0.999 });
  const z = zOf(confidence);
  const measurement: PerformanceMeasurement = {
    confidence,
    decided: profile.decided,
    labelled: profile.labelled,
    estimates: [],
    confusion: null,
    classes: null,
    calibration: null,
    unusable: 0,
  };
  if (profile.confusion && grid.classes) {
    checkCounts(profile.confusion, 'confusion matrix: count');
    const confusion = confusionMatrix(profile.confusion, grid.classes);
    const classes = performanceByClass(confusion, z);
    const binary =
      grid.classes.length === 2 &&
      BINARY_CLASSES.every((name, i) => grid.classes![i] === name);
    measurement.confusion = confusion;
    measurement.classes = classes;
    measurement.estimates.push(
      ...classificationMetrics(confusion, classes, binary, z),
    );
  }
  if (profile.scores && grid.scoreEdges) {
    checkCounts(profile.scores.positives, 'positives: count');
    checkCounts(profile.scores.negatives, 'negatives: count');
    const scores = scoresOf(profile.scores, grid.scoreEdges);
    const curve = calibrationCurve(scores, confidence);
    measurement.calibration = curve;
    measurement.unusable += scores.invalid;
    measurement.estimates.push(
      aucMetric(scores, z),
      logLossMetric(scores, z),
      brierMetric(scores, z),
      calibrationMetric(curve),
    );
  }
  if (profile.errors && grid.errorUnit !== null) {
    checkCount(profile.errors.n, 'errors: n');
    measurement.unusable += profile.errors.outOfRange;
    measurement.estimates.push(
      ...regressionMetrics(profile.errors, grid.errorUnit, z),
    );
  }
  return measurement;
}
