import type { DriftRules, VariantRulesPatch } from './driftRules';
import type {
  FairnessSettings,
  FairnessThresholdsRequest,
  OutcomeSettings,
} from './fairness';
import type { PerformanceSettings } from './performance';

/** What a column's values are. @public */
export type ColumnType = 'numeric' | 'categorical';

/** Whether a column goes into the model or comes out of it. @public */
export type ColumnRole = 'feature' | 'prediction';

/**
 * One watched column of an endpoint's payload.
 * @public
 */
export interface MonitoredColumn {
  /** Name as shown to people, unique within the monitor. */
  name: string;
  type: ColumnType;
  role: ColumnRole;
  /** Where in a row it stands: a position from 0 (CSV, JSON arrays) or a key (JSON objects; dots reach into nested objects). */
  at: number | string;
  /** A critical column that drifts makes the whole model fail. */
  critical?: boolean;
}

/**
 * A period of a model's own logs: fixed instants, the first stretch of captured data (pinned once it is complete), or a
 * stretch that rolls along, ending `offset` before now. Durations are ISO 8601 (`P14D`).
 * @public
 */
export type TimedBaseline =
  | { kind: 'fixed'; from: string; to: string }
  | { kind: 'first'; duration: string }
  | { kind: 'rolling'; duration: string; offset: string };

/**
 * What a model is compared with: a period of its logs, or a reference that was uploaded. `upload` numbers a model's
 * uploads from 1; `label` is the name the file had.
 * @public
 */
export type BaselinePeriod =
  | TimedBaseline
  | { kind: 'upload'; upload: number; label: string };

/**
 * What is watched on one endpoint, and how: the plugin's defaults with the endpoint's own settings on top.
 * @public
 */
export interface MonitorSettings extends DriftRules {
  enabled: boolean;
  /** `auto` until the columns were inferred from the payload; then the inferred columns, pinned. */
  columns: MonitoredColumn[] | 'auto';
  /** Whether the columns were found in the payload instead of configured. */
  columnsInferred: boolean;
  /** Whether somebody chose or confirmed the columns; they lie over those of the configuration then. */
  columnsConfirmed?: true;
  /** Dot path to the array of rows in JSON payloads; found by itself when absent. */
  rowsPath?: { input?: string; output?: string };
  baseline: BaselinePeriod;
  /** Version of the baseline in its history; absent while it is that of the configuration. */
  baselineVersion?: number;
  /** Length of the window compared with the baseline, ISO 8601 duration. */
  comparisonWindow: string;
  /** Time from one scheduled run to the next, ISO 8601 duration; that of the plugin when absent. */
  frequency?: string;
  /** What is different for single variants, by their names. */
  variants: Record<string, VariantRulesPatch>;
  /** How p-values of one run are adjusted for the number of columns. */
  correction: 'benjamini-hochberg' | 'bonferroni' | 'none';
  /** Share of drifted columns from which the whole model has drifted, between 0 and 1. */
  datasetDriftShare: number;
  /** What the model decides; null until somebody says so, and then there is neither fairness nor performance. */
  outcomes: OutcomeSettings | null;
  fairness: FairnessSettings;
  /** Thresholds of fairness that were changed through the API; they are in `fairness` and lie over those of the files. */
  fairnessChanges?: Pick<FairnessThresholdsRequest, 'metrics' | 'minGroupSize'>;
  performance: PerformanceSettings;
}

/** One version of an endpoint's effective settings. @public */
export interface MonitorVersion {
  version: number;
  settings: MonitorSettings;
  /** User ref, or `config` when it comes from files and inference. */
  author: string;
  reason: string;
  createdAt: string;
}
