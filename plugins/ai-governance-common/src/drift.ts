import type { JsonObject } from '@backstage/types';
import type { ColumnRole, ColumnType } from './monitor';
import type { Severity, Verdict } from './verdicts';

/** Tests a column can go through. @public */
export type DriftMethod = 'ks' | 'chi-square' | 'psi';

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
  /** D, chi-square or PSI; null when it could not be computed. */
  statistic: number | null;
  /** D for KS, bias-corrected Cramér's V for chi-square, PSI itself for PSI. */
  effectSize: number | null;
  /** Limit the effect size is held against; it fails above it. */
  threshold: number;
  direction: 'above';
  pValue: number | null;
  adjustedPValue: number | null;
  /** By how much the statistic may be too low because it was measured on a grid. */
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
  baseline: DriftWindow | null;
  current: DriftWindow | null;
  columns: ColumnDrift[];
}

/** One point of a column's history. @public */
export interface DriftHistoryPoint {
  runId: string;
  /** End of the compared window, ISO instant. */
  at: string;
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
  baseline: ColumnSide & DriftWindow;
  current: ColumnSide & DriftWindow;
  bins: DistributionBin[];
}
