import type { BaselinePeriod, TimedBaseline } from './monitor';

/**
 * What to compare a model with from now on: a period of its logs, or a version of its history again.
 * @public
 */
export type BaselineRequest = (
  | TimedBaseline
  | { kind: 'version'; version: number }
) & {
  /** Why, in words; kept with the version. */
  reason: string;
};

/** How an uploaded reference is written. @public */
export const REFERENCE_FORMATS = {
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
  'sagemaker-statistics': 'application/json',
} as const;

/** Format of an uploaded reference. @public */
export type ReferenceFormat = keyof typeof REFERENCE_FORMATS;

/**
 * One baseline of a model's history.
 * @public
 */
export interface BaselineVersion {
  /** 0 is the baseline of the configuration, which is in force until another is chosen. */
  version: number;
  baseline: BaselinePeriod;
  /** Version that was chosen again by this one; null when it was new. */
  restores: number | null;
  /** Period it was last compared over, ISO instants; null for an upload and before the first comparison. */
  period: { from: string; to: string } | null;
  /** Rows in it, all variants together; null before the first comparison. */
  rows: number | null;
  /** Hours that had any row; null for an upload and before the first comparison. */
  hours: number | null;
  /** What is to be known of its accuracy, a sentence each. */
  notes: string[];
  /** User ref, or `config`. */
  author: string;
  reason: string;
  /** ISO instant; null for the baseline of the configuration. */
  createdAt: string | null;
  inUse: boolean;
}
