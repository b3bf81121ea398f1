import type { JsonObject } from '@backstage/types';
import type { ColumnRole, ColumnType } from './monitor';
import type { Severity, Verdict } from './verdicts';

/** Tests that compare distributions. @public */
export const DISTRIBUTION_METHODS = [
  'ks',
  'chi-square',
  'psi',
  'jensen-shannon',
  'wasserstein',
  'hellinger',
] as const;

/** Checks of the data's quality beside them; `volume` is made on the run as a whole. @public */
export const QUALITY_METHODS = [
  'missing-rate',
  'unseen-rate',
  'out-of-range-rate',
  'volume',
] as const;

/** All tests and checks. @public */
export const DRIFT_METHODS = [
  ...DISTRIBUTION_METHODS,
  ...QUALITY_METHODS,
] as const;

/** A check of the data's quality. @public */
export type QualityMethod = (typeof QUALITY_METHODS)[number];

/** Tests and checks that a column or a run can go through. @public */
export type DriftMethod = (typeof DRIFT_METHODS)[number];

/** Whether a method checks the data's quality instead of comparing distributions. @public */
export function isQualityMethod(method: DriftMethod): method is QualityMethod {
  return (QUALITY_METHODS as readonly string[]).includes(method);
}

/**
 * Everything one test said of one column, as stored.
 * @public
 */
export interface DriftTestResult {
  method: DriftMethod;
  /** Id and version of the convention by which the number was made, for example `ks-two-sample@1`. */
  convention: string;
  /** Settings that went into it, such as buckets, smoothing, merged categories. */
  parameters: JsonObject;
  /** D, chi-square, PSI or distance; for checks the current rate or rows an hour; null when it could not be computed. */
  statistic: number | null;
  /**
   * D for KS, bias-corrected Cramér's V for chi-square, PSI and distances themselves (Wasserstein in standard
   * deviations of the baseline); the rise of a missing or out-of-range rate, the unseen rate, the factor of the volume.
   */
  effectSize: number | null;
  /** Limit the effect size is held against; it fails from there on. */
  threshold: number;
  direction: 'above';
  pValue: number | null;
  adjustedPValue: number | null;
  /** By how much the effect may be too low (Wasserstein: too low or too high) because it was measured on a grid. */
  errorBound: number | null;
  severity: Severity;
  verdict: Verdict;
  /** One sentence in words. */
  reason: string;
}

/** One side of a comparison for one column. @public */
export interface ColumnSide {
  /** Values that took part. */
  n: number;
  /** Values that were absent. */
  missing: number;
}

/** Drift of one column in one run. @public */
export interface ColumnDrift {
  column: string;
  type: ColumnType;
  role: ColumnRole;
  verdict: Verdict;
  severity: Severity;
  reason: string;
  baseline: ColumnSide;
  current: ColumnSide;
  tests: DriftTestResult[];
  /** Since when the finding of this column is open, ISO instant; null when there is none. */
  openSince: string | null;
}

/** A stretch of time and what was logged in it. @public */
export interface DriftWindow {
  /** ISO instant, inclusive. */
  from: string;
  /** ISO instant, exclusive. */
  to: string;
  /** Logged rows. */
  rows: number;
  /** Hours that had any row. */
  hours: number;
}

/** An uploaded reference. @public */
export interface UploadedReference {
  /** Number among the model's uploads, from 1. */
  upload: number;
  /** Name the file had. */
  label: string;
  rows: number;
}

/**
 * One comparison of a variant's current window with its baseline.
 * @public
 */
export interface DriftRun {
  id: string;
  modelId: string;
  variant: string;
  createdAt: string;
  verdict: Verdict;
  /** One sentence that explains the verdict. */
  summary: string;
  settingsVersion: number;
  gridVersion: number | null;
  /** Null when there is none yet, or an uploaded reference stands for it. */
  baseline: DriftWindow | null;
  /** Version of the baseline in its history; absent while it is that of the configuration. */
  baselineVersion?: number;
  /** The uploaded reference that the window was compared with. */
  baselineUpload?: UploadedReference;
  current: DriftWindow | null;
  columns: ColumnDrift[];
  /** Checks of the run as a whole, such as its volume; none when absent. */
  checks?: DriftTestResult[];
}

/** One point of a column's history. @public */
export interface DriftHistoryPoint {
  runId: string;
  /** End of the compared window, ISO instant. */
  at: string;
  /** Empty for a check of the run as a whole. */
  column: string;
  method: DriftMethod;
  effectSize: number | null;
  errorBound: number | null;
  threshold: number;
  verdict: Verdict;
  severity: Severity;
  baselineN: number;
  currentN: number;
}

/** One bar of a distribution, for both sides. @public */
export interface DistributionBin {
  /** What the bar stands for, as text. */
  label: string;
  /** Lower end of a numeric bin, null when open or categorical. */
  lower: number | null;
  /** Upper end of a numeric bin, null when open or categorical. */
  upper: number | null;
  baseline: number;
  current: number;
}

/** Distribution of one column, baseline beside current. @public */
export interface ColumnDistribution {
  column: string;
  type: ColumnType;
  runId: string;
  /** Without window when it is an uploaded reference. */
  baseline: ColumnSide & Partial<DriftWindow>;
  current: ColumnSide & DriftWindow;
  bins: DistributionBin[];
  /**
   * Labels of bins that are left out, because the column tells of people and a side of them has fewer rows than the minimum
   * group size. The other counts are rounded then. Absent when nothing is.
   */
  suppressed?: string[];
}
