import type { CellKind } from '../outcomes/table';

/** Fairness metrics, the most telling first. @public */
export const FAIRNESS_METRICS = [
  'disparate-impact',
  'demographic-parity',
  'equal-opportunity',
  'equalized-odds',
  'predictive-parity',
  'fpr-parity',
  'accuracy-difference',
  'conditional-demographic-disparity',
] as const;

/** A fairness metric. @public */
export type FairnessMetric = (typeof FAIRNESS_METRICS)[number];

/** What a metric says. @public */
export type FairnessVerdict = 'pass' | 'warn' | 'fail' | 'insufficient-data';

/** Whether a metric is judged, and how far groups may part. @public */
export interface MetricRule {
  enabled: boolean;
  /**
   * Disparate impact: least ratio allowed, above 0 and up to 1; its inverse is the greatest. All others: greatest
   * difference allowed either way, from 0 to 1.
   */
  threshold: number;
}

/** Rules of all metrics. @public */
export type FairnessRules = Record<FairnessMetric, MetricRule>;

/**
 * Which group the others are compared with: a named one (of an intersection: its group in each attribute), the one with
 * the most decisions, or the one with the highest selection rate. Only groups that are large enough can be it.
 * @public
 */
export type ReferenceRule =
  | { kind: 'named'; group: string[] }
  | { kind: 'largest' }
  | { kind: 'best-rate' };

/** Settings of an assessment. @public */
export interface FairnessOptions {
  /** The favourable outcome in words, for example `decision is approve`; null when nobody has said what it is. */
  favourableOutcome: string | null;
  reference: ReferenceRule;
  /** Fewest decisions of a group that is shown and judged, from 1; 30 when absent. */
  minGroupSize?: number;
  /** Two-sided confidence of intervals, from 0.5 to 0.999; 0.95 when absent. */
  confidence?: number;
  /** What differs from `DEFAULT_FAIRNESS_RULES`. */
  rules?: Partial<FairnessRules>;
}

/** A figure and its interval; all three are null, with the reason, when it is undefined. @public */
export interface FairnessEstimate {
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** Why there is no value, in words. */
  reason: string | null;
}

/** A rate within one group, with Wilson's interval. @public */
export interface GroupRate extends FairnessEstimate {
  /** Decisions that the rate is a share of; null when they are too few to be shown. */
  count: number | null;
}

/** Rates of one group. All but the first are of labelled decisions. @public */
export interface GroupRates {
  /** Favourable decisions. */
  selection: GroupRate;
  /** Favourable decisions among favourable labels (TPR). */
  truePositive: GroupRate;
  /** Favourable decisions among unfavourable labels (FPR). */
  falsePositive: GroupRate;
  /** Favourable labels among favourable decisions (PPV). */
  precision: GroupRate;
  /** Decisions that agree with their label. */
  accuracy: GroupRate;
  /** Favourable labels. */
  base: GroupRate;
}

/** Counts of a group as they may be shown. @public */
export interface ShownCounts {
  n: number;
  selected: number;
  /** Decisions with a label; null, as the four below, when they are fewer than the minimum group size but not none. */
  labelled: number | null;
  tp: number | null;
  fp: number | null;
  fn: number | null;
  tn: number | null;
}

/**
 * One group. Of a suppressed group nothing is known but that it has decisions, fewer than the minimum group size.
 * @public
 */
export type GroupOutcome =
  | {
      state: 'shown';
      kind: CellKind;
      /** Name of the group in each attribute. */
      group: string[];
      counts: ShownCounts;
      rates: GroupRates;
    }
  | { state: 'suppressed'; kind: CellKind; group: string[] }
  | { state: 'empty'; kind: CellKind; group: string[] };

/** One group compared by one metric: with the reference, or, for the conditional disparity, with all others. @public */
export interface GroupComparison extends FairnessEstimate {
  group: string[];
  verdict: FairnessVerdict;
  /** Decisions that the group's side of the figure was made of; null when it is undefined. */
  n: number | null;
  referenceN: number | null;
  /** Conditional disparity only: the disparity without regard to the stratum; null when undefined. */
  unconditional?: number | null;
  /** Conditional disparity only: share of decisions that are in no stratum that could be used. */
  leftOut?: number;
}

/** Minimum over maximum, or maximum minus minimum, over all shown groups. @public */
export interface GroupExtremes extends FairnessEstimate {
  verdict: FairnessVerdict;
  /** Group with the least and with the greatest figure; null when undefined. */
  lowest: string[] | null;
  highest: string[] | null;
}

/** What one metric says of all groups. @public */
export interface MetricResult {
  metric: FairnessMetric;
  /** Id and version of the convention by which the numbers were made. */
  convention: string;
  threshold: number;
  /** Range that is allowed for a comparison. */
  allowed: { min: number; max: number };
  /** In the order of the groups; without the reference, except where there is none. */
  comparisons: GroupComparison[];
  /**
   * Number of comparisons that the intervals of `comparisons` hold for together (Bonferroni): more than 1 where the
   * reference was chosen by looking at the rates, or the metric is the worse of two.
   */
  adjustedFor: number;
  extremes: GroupExtremes;
  /** As `adjustedFor`, for `extremes`: all pairs of groups, because the widest of them was looked for. */
  extremesAdjustedFor: number;
  verdict: FairnessVerdict;
  /** Why there is no verdict, in words; null when there is one. */
  reason: string | null;
}

/**
 * Fairness towards the groups of one attribute, or of an intersection of several. Everything in it may be shown.
 * @public
 */
export interface FairnessAssessment {
  attributes: string[];
  /** Column of the conditional disparity; null without. */
  stratum: string | null;
  parameters: {
    favourableOutcome: string | null;
    reference: ReferenceRule;
    minGroupSize: number;
    confidence: number;
    /**
     * What all counts were rounded to before anything was computed, so that a suppressed group cannot be found by
     * subtraction; null when no group is too small and they are exact.
     */
    roundedTo: number | null;
  };
  /** Group that the others were compared with; null, with the reason, when there is none. */
  reference: string[] | null;
  referenceReason: string | null;
  /** Decisions in shown groups; labelled ones among them where shown. No total that a suppressed group adds to. */
  n: number;
  labelled: number;
  /** All groups, in the order of the attributes' groups; for a single attribute also `other values` and `missing`. */
  groups: GroupOutcome[];
  metrics: MetricResult[];
  verdict: FairnessVerdict;
  /** Why there is no verdict, in words; null when there is one. */
  reason: string | null;
}
