/** Metrics of realised performance. @public */
export const PERFORMANCE_METRICS = [
  'accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'precision-macro',
  'recall-macro',
  'f1-macro',
  'f1-micro',
  'precision-weighted',
  'f1-weighted',
  'auc',
  'log-loss',
  'brier',
  'calibration-error',
  'mae',
  'rmse',
  'bias',
  'r2',
] as const;

/** A metric of realised performance. @public */
export type PerformanceMetric = (typeof PERFORMANCE_METRICS)[number];

/** What a limit says. @public */
export type PerformanceVerdict = 'pass' | 'warn' | 'fail' | 'insufficient-data';

/**
 * One metric of one window.
 * @public
 */
export interface PerformanceEstimate {
  metric: PerformanceMetric;
  /** Id and version of the convention by which the number was made. */
  convention: string;
  /** Null, with the reason, when it is undefined. */
  value: number | null;
  /** Interval, the error bound included; null when undefined, and always of R². */
  lower: number | null;
  upper: number | null;
  /** By how much the value may be too low or too high because it was measured on bins; 0 when it is exact. */
  errorBound: number;
  /** Labelled rows that it was made of. */
  n: number;
  /** Why there is no value, in words. */
  reason: string | null;
  /** What was left out, in words; null when nothing was. */
  note: string | null;
}

/** Performance on one class. Rates are null when they are 0/0. @public */
export interface ClassPerformance {
  name: string;
  /** Rows with this label. */
  support: number;
  /** Rows predicted to be of this class. */
  predicted: number;
  precision: RateEstimate | null;
  recall: RateEstimate | null;
  f1: RateEstimate | null;
}

/** A figure with its interval. @public */
export interface RateEstimate {
  value: number;
  lower: number;
  upper: number;
}

/** Confusion matrix. @public */
export interface ConfusionMatrix {
  /** Classes of the model; the matrix has one row and one column more, for any other. */
  classes: string[];
  /** Labelled rows, by actual class, then by predicted class. */
  matrix: number[][];
  /** Rows whose label is of no known class; they take no part in any metric. */
  unknownLabels: number;
}

/** One point of the calibration curve. @public */
export interface CalibrationPoint {
  /** Scores of the point, from (exclusive) to (inclusive). */
  from: number;
  to: number;
  n: number;
  meanScore: number;
  /** Share of the positive class, with an interval; the intervals of all points hold together. */
  observed: RateEstimate;
}

/** Settings of a measurement. @public */
export interface PerformanceOptions {
  /** Two-sided confidence of intervals, from 0.5 to 0.999; 0.95 when absent. */
  confidence?: number;
}

/**
 * Realised performance of one window.
 * @public
 */
export interface PerformanceMeasurement {
  confidence: number;
  /** Rows with a prediction. */
  decided: number;
  /** Rows with a prediction and a label. */
  labelled: number;
  /** Metrics that apply to the model, undefined ones included. */
  estimates: PerformanceEstimate[];
  confusion: ConfusionMatrix | null;
  classes: ClassPerformance[] | null;
  /** Null without scores; points without rows are left out. */
  calibration: CalibrationPoint[] | null;
  /** Labelled rows without a usable score, or with an error that is out of range. */
  unusable: number;
}

/**
 * What is required of a metric. At least one of the three is set. R² has no interval and cannot be judged.
 * @public
 */
export interface PerformanceLimit {
  metric: Exclude<PerformanceMetric, 'r2'>;
  /** Least value allowed. */
  min?: number;
  /** Greatest value allowed. */
  max?: number;
  /** How much worse than the baseline it may be; a bias may move as much either way. */
  worsening?: {
    by: number;
    /** Whether `by` is a share of the baseline's value. */
    relative: boolean;
  };
}

/** One limit and what it says. @public */
export interface PerformanceJudgement {
  metric: PerformanceMetric;
  against: 'absolute' | 'baseline';
  /** What is judged: the metric itself, or current − baseline. */
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** Null is open. */
  allowed: { min: number | null; max: number | null };
  /** Labelled rows of both sides; the latter null against absolute limits. */
  n: number;
  baselineN: number | null;
  baselineValue: number | null;
  verdict: PerformanceVerdict;
  /** One sentence. */
  reason: string;
}
