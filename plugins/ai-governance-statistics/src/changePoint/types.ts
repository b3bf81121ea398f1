import type { InsufficientData } from '../result';

/**
 * Counts of one column in one hour.
 * @public
 */
export interface HourlyCounts {
  /** UTC hours since the epoch, a whole number from 0. */
  hour: number;
  /**
   * Values per bucket, whole numbers from 0: the buckets of a comparison such as the PSI's, or categories, new and
   * missing values. The same buckets in the same order every hour.
   */
  counts: readonly number[];
}

/**
 * What is compared with what: the baseline is every hour of the series before `baselineUntil`.
 * @public
 */
export interface ChangePointOptions {
  /** First hour after the baseline. */
  baselineUntil: number;
  /** The current window `[from, until)`, in hours; all hours from `baselineUntil` on when absent. */
  current?: { from: number; until: number };
}

/**
 * Nothing changed beyond what chance explains.
 * @public
 */
export interface NoChange {
  insufficient: false;
  kind: 'none';
  /** Probability of so clear a change in a series that does not change. */
  pValue: number;
}

/**
 * What is told of every change. Hours are UTC hours since the epoch.
 * @public
 */
export interface ChangeEvidence {
  insufficient: false;
  /** First hour of the new distribution, or the hour in which the move began. Between `earliest` and `latest`. */
  hour: number;
  /** The 95 % confidence range of `hour`, both ends included. */
  earliest: number;
  latest: number;
  /**
   * Mean score before the change. The score of a row is the logarithm of how much more frequent its bucket is in the current
   * window than in the baseline (see {@link hourlyScores}): 0 says nothing, and it rises as rows come to look like the
   * current window's.
   */
  before: number;
  /** Mean score after it; at the end of the move when it was gradual. */
  after: number;
  /** Share of the hourly scores' weighted variation around their mean that the change explains, 0 to 1. */
  strength: number;
  /** Probability of so clear a change in a series that does not change. */
  pValue: number;
}

/**
 * The distribution changed from one hour to another, or within {@link SHORTEST_MOVE_HOURS} hours.
 * @public
 */
export interface SuddenChange extends ChangeEvidence {
  kind: 'sudden';
}

/**
 * The distribution began to move and went on moving for hours or days.
 * @public
 */
export interface GradualChange extends ChangeEvidence {
  kind: 'gradual';
  /** First hour after the move; null when it was still going on in the last hour, or may have been. */
  end: number | null;
}

/** Since when a column's distribution has differed. @public */
export type ChangePointResult =
  | SuddenChange
  | GradualChange
  | NoChange
  | InsufficientData;
