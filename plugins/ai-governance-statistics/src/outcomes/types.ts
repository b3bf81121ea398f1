import type { RawValue } from '../profiles/values';

/**
 * Numbers from `from` (inclusive) up to `to` (exclusive); null is open.
 * @public
 */
export interface ValueRange {
  from: number | null;
  to: number | null;
}

/**
 * A group of people, or of anything else, by the values of one column. A value belongs to it when its text is one of
 * `values`, or when it is a number in `range`.
 * @public
 */
export interface ValueGroup {
  /** As configured, unique within its column, for example `18-25` or `female`. */
  name: string;
  /** Texts without blanks around them. */
  values: string[];
  range: ValueRange | null;
  /** How sentences name its members, for example `women` or `aged 18-25`; null when nothing was configured. */
  label: string | null;
}

/**
 * A column whose values are put into groups. Beside them there are two groups that nobody configures: `other`, the
 * values of no group, and `missing`. Positions: the groups in their order, then `other`, then `missing`.
 * @public
 */
export interface GroupedColumn {
  /** Name as shown, unique within an {@link OutcomeGrid}. */
  name: string;
  groups: ValueGroup[];
}

/** A column with groups that are to be treated alike. @public */
export interface ProtectedAttribute extends GroupedColumn {
  /** Name of the group that the others are compared with; null when the reference rule chooses it. */
  referenceGroup: string | null;
}

/**
 * What outcomes are counted on. Profiles on the same grid add; labels of groups do not belong to it.
 * @public
 */
export interface OutcomeGrid {
  /** Protected attributes, at most 8; counted in all their combinations. */
  attributes: GroupedColumn[];
  /** Column for the conditional demographic disparity. */
  stratum: GroupedColumn | null;
  /** Classes of the confusion matrix; `BINARY_CLASSES` for a binary model, null for none. */
  classes: string[] | null;
  /** Edges of the bins of the score, strictly increasing between 0 and 1; null when there is no score. */
  scoreEdges: number[] | null;
  /** Unit in which errors of a regression are summed as whole numbers; null when it is no regression. */
  errorUnit: number | null;
}

/**
 * Counts of decisions. `tp + fp + fn + tn` of them have a label; positive means favourable.
 * @public
 */
export interface OutcomeCounts {
  /** Decisions that could be read. */
  n: number;
  /** Favourable ones among them. */
  selected: number;
  /** Favourable decision, favourable label. */
  tp: number;
  /** Favourable decision, unfavourable label. */
  fp: number;
  /** Unfavourable decision, favourable label. */
  fn: number;
  /** Unfavourable decision, unfavourable label. */
  tn: number;
}

/**
 * Labelled scores of a binary model on the bins of the grid. Sums are in billionths: whole numbers, so that they add to
 * the same sum in any order.
 * @public
 */
export interface ScoreCounts {
  /** Rows of the positive class per bin, one bin more than there are edges. */
  positives: number[];
  /** Rows of the negative class per bin. */
  negatives: number[];
  /** Σ round(score · 10⁹) of the rows of the positive class per bin. */
  positiveSums: bigint[];
  negativeSums: bigint[];
  /** Σ round(score · 10⁹)² of all rows. */
  sumSquares: bigint;
  /** Labelled rows whose score is absent, no number, or not between 0 and 1. */
  invalid: number;
}

/**
 * Sums of a regression in whole units of the grid: k = round(error / unit) with error = prediction − label, and
 * j = round(label / unit), halves away from zero.
 * @public
 */
export interface ErrorSums {
  /** Labelled rows in the sums. */
  n: number;
  /** Σ k */
  sum: bigint;
  /** Σ |k| */
  sumAbsolute: bigint;
  /** Σ k² */
  sumSquares: bigint;
  /** Σ round(k⁴ / 2⁶⁰), for the interval of the root mean squared error. */
  sumFourths: bigint;
  /** Σ j */
  labelSum: bigint;
  /** Σ j² */
  labelSumSquares: bigint;
  /** Labelled rows left out: prediction or label is no finite number, |k| is above 2⁴², or |j| above 2⁵⁰. */
  outOfRange: number;
}

/**
 * Outcomes of a stretch of time of one endpoint variant. Profiles on the same grid add, exactly and in any order. It holds
 * counts of groups that are too small to be shown: it is for storing and summing, never for an answer.
 * @public
 */
export interface OutcomeProfile {
  /** Rows seen. */
  rows: number;
  /** Rows with a prediction. */
  decided: number;
  /** Rows with a prediction and a label. */
  labelled: number;
  /** Labelled rows by the time from decision to label, one bin more than `LABEL_DELAY_HOURS` has edges. */
  labelDelays: number[];
  /** Counts by combination of groups and stratum, see {@link cellIndex}; combinations without rows are absent. */
  cells: Map<number, OutcomeCounts>;
  /** Labelled rows, [actual · (classes + 1) + predicted]; the last class is any other. Null without classes. */
  confusion: number[] | null;
  scores: ScoreCounts | null;
  errors: ErrorSums | null;
}

/**
 * What makes an outcome count: its text, a number that is one of several, or a number in a range.
 * @public
 */
export type OutcomeRule =
  | { kind: 'values'; values: string[]; numbers: number[] }
  | { kind: 'range'; range: ValueRange };

/** The rule for the model's decision and the one for what turned out to be true. @public */
export interface RulePair {
  prediction: OutcomeRule;
  label: OutcomeRule;
}

/** How records are counted. @public */
export interface OutcomeRules {
  /** What is favourable for the person concerned; without it fairness is not counted. */
  favourable: RulePair | null;
  /** The positive class of a binary model: what it detects. */
  positive: RulePair | null;
}

/** One logged row with its label, if that has come. @public */
export interface OutcomeRecord {
  /** Values of the protected attributes, in the order of the grid. */
  attributes: RawValue[];
  stratum?: RawValue;
  prediction: RawValue;
  score?: RawValue;
  label?: RawValue;
  /** Hours from decision to label. */
  labelDelayHours?: number;
}
