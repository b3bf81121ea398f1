import type {
  PerformanceJudgement,
  PerformanceLimit,
  PerformanceMeasurement,
  PerformanceMetric,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { DriftWindow } from './drift';
import type { LabelCoverage } from './labels';
import type { Verdict } from './verdicts';

export type {
  PerformanceJudgement,
  PerformanceLimit,
  PerformanceMeasurement,
  PerformanceMetric,
} from '@ai-governance/plugin-ai-governance-statistics';

/** How realised performance is judged. What is decided is in `OutcomeSettings`. @public */
export interface PerformanceSettings {
  enabled: boolean;
  /** Set before the run that they judge; without any the verdict is `insufficient-data`. */
  limits: PerformanceLimit[];
  /** Fewest labelled rows, on each side, for a verdict. */
  minLabelled: number;
  /** Two-sided confidence of intervals. */
  confidence: number;
}

/**
 * Realised performance of a variant's window.
 * @public
 */
export interface PerformanceRun {
  id: string;
  modelId: string;
  variant: string;
  createdAt: string;
  verdict: Verdict;
  /** One sentence that explains the verdict. */
  summary: string;
  settingsVersion: number;
  /** Version of the grid that outcomes were counted on; null when nothing was counted. */
  gridVersion: number | null;
  /** Null when there are no decisions. */
  window: DriftWindow | null;
  /** Null when there is none, or no limit needs one. */
  baselineWindow: DriftWindow | null;
  labels: LabelCoverage;
  /** Null when there are no decisions. */
  measurement: PerformanceMeasurement | null;
  baseline: PerformanceMeasurement | null;
  judgements: PerformanceJudgement[];
  /** Since when the finding is open, ISO instant; null when there is none. */
  openSince: string | null;
}

/** One point of a metric's trend: a stretch of time by itself, a day for example. @public */
export interface PerformancePoint {
  /** ISO instants, from (inclusive) to (exclusive). */
  from: string;
  to: string;
  variant: string;
  metric: PerformanceMetric;
  /** Null, as the interval, when it is undefined. */
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** Labelled rows. */
  n: number;
}

/** Answer of `GET /models/{id}/performance`. @public */
export interface PerformanceAnswer {
  /** The latest run of each variant; empty before the first. */
  runs: PerformanceRun[];
  /** Oldest point first. */
  trend: PerformancePoint[];
}
