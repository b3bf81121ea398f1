import type { MonitoredColumn, MonitorVersion } from './monitor';
import type { RunStatus } from './runs';

/** What the values of a column were like in the hours that were counted last. @public */
export interface ColumnSample {
  /** Rows counted, those without a value included. */
  rows: number;
  /** Rows without a value. */
  missing: number;
  /** Of a numeric column that has any value; null otherwise, and of a protected attribute, whose ends are single people. */
  numbers: { min: number; max: number; mean: number } | null;
  /** The most frequent values of a categorical column, at most five; without those of too few people. */
  values: { value: string; rows: number }[];
}

/** A watched column with what its values are like. @public */
export interface WatchedColumn extends MonitoredColumn {
  /** Null while nothing was counted. */
  sample: ColumnSample | null;
}

/**
 * The columns that are watched on a model.
 * @public
 */
export interface WatchedColumns {
  /**
   * Where they come from: `configured` in the monitors file, `inferred` from the payloads and seen by nobody,
   * `confirmed` by somebody, or `unknown` before the first logs were read.
   */
  source: 'configured' | 'inferred' | 'confirmed' | 'unknown';
  /** Version of the monitor that has them; null before the first run. */
  version: number | null;
  columns: WatchedColumn[];
}

/**
 * Columns to be watched from now on, or `configured` for those of the configuration again.
 * @public
 */
export interface ColumnsRequest {
  columns: MonitoredColumn[] | 'configured';
  /** Why, in words. */
  reason: string;
}

/** What became of a change of the columns. @public */
export interface ColumnsAnswer {
  monitor: MonitorVersion;
  /** The run that counts the logs anew; null when the columns are as they were. */
  run: RunStatus | null;
}
