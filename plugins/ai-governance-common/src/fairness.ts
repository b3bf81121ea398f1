import type {
  FairnessAssessment,
  FairnessConflict,
  FairnessMetric,
  FairnessRules,
  FairnessVerdict,
  GroupedColumn,
  ProtectedAttribute,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { DriftWindow } from './drift';
import type { LabelCoverage, LabelSource } from './labels';
import type { Verdict } from './verdicts';

export type {
  FairnessAssessment,
  FairnessConflict,
  FairnessMetric,
  FairnessVerdict,
} from '@ai-governance/plugin-ai-governance-statistics';

/**
 * Where a row's value of a grouped column comes from: a place in the logged row, as of a monitored column, or a file that
 * holds it by inference id, for models that must not see the attribute.
 * @public
 */
export type GroupedColumnSource =
  | { from: 'log'; at: number | string }
  | {
      from: 'file';
      /** CSV with header, or Parquet, in the store of the logs: `s3://…`, or the URL of a blob. */
      uri: string;
      /** Column with the caller's inference id. */
      idColumn: string;
      valueColumn: string;
    };

/** A protected attribute of an endpoint. @public */
export interface ProtectedAttributeSettings extends ProtectedAttribute {
  source: GroupedColumnSource;
}

/** An outcome as configured: one or several values, or a comparison such as `>= 0.5`. @public */
export type OutcomeSpec =
  | string
  | number
  | boolean
  | (string | number | boolean)[];

/** An outcome of the model, and of what turned out to be true. @public */
export interface OutcomePair {
  prediction: OutcomeSpec;
  label: OutcomeSpec;
}

/**
 * What an endpoint decides and how it is known whether that was right; shared by fairness and performance.
 * @public
 */
export interface OutcomeSettings {
  task: 'binary' | 'multi-class' | 'regression';
  /** Monitored column that holds the decision, class or amount. */
  prediction: string;
  /** Monitored column that holds the probability of the positive class; null when there is none. */
  score: string | null;
  /** Name of the label in the sources of ground truth; null for their only value. */
  label: string | null;
  labelSources: LabelSource[];
  /** What is good for the person concerned; null until somebody says so, and fairness is `insufficient-data`. */
  favourable: OutcomePair | null;
  /** What a binary model detects; null for other tasks. */
  positive: OutcomePair | null;
  /** Classes of a model with several; null for other tasks. */
  classes: string[] | null;
  /** Window that is assessed, ISO 8601 duration. */
  window: string;
}

/** How fairness is judged. @public */
export interface FairnessSettings {
  enabled: boolean;
  protectedAttributes: ProtectedAttributeSettings[];
  /** Attributes that are also looked at together; each at least two. */
  intersections: string[][];
  /** Column within whose groups decisions are compared for the conditional disparity; null for none. */
  stratum: (GroupedColumn & { source: GroupedColumnSource }) | null;
  /** Attributes with a `referenceGroup` use it; this is the rule for the others, and for intersections of which one has none. */
  referenceRule: 'largest' | 'best-rate';
  /** Fewest decisions of a group that is shown and judged. */
  minGroupSize: number;
  /** Two-sided confidence of intervals. */
  confidence: number;
  metrics: FairnessRules;
  /** What a favourable decision does to people, as a participle for sentences, for example `approved`. */
  verb: string;
}

/** Fairness by one attribute, or by several together. @public */
export interface FairnessResult {
  /**
   * Everything that may be shown. Groups that are too small are in it by name only; no total that they add to is in any
   * answer of the API.
   */
  assessment: FairnessAssessment;
  /** The verdict in one sentence. */
  sentence: string;
  /** Metrics that contradict each other, explained. */
  conflicts: FairnessConflict[];
  /** Since when the finding is open, ISO instant; null when there is none. */
  openSince: string | null;
}

/**
 * One assessment of a variant's window.
 * @public
 */
export interface FairnessRun {
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
  /** Without regard to groups. */
  labels: LabelCoverage;
  /** One for each protected attribute, in the order of the settings. */
  results: FairnessResult[];
}

/** Answer of `GET /models/{id}/bias`: the latest run of each variant; empty before the first. @public */
export interface FairnessAnswer {
  runs: FairnessRun[];
}

/** Answer of `GET /models/{id}/bias/intersectional`: the same runs, by combinations of attributes. @public */
export interface IntersectionalFairnessAnswer {
  /** `results` has one for each configured combination. */
  runs: FairnessRun[];
}

/** One point of a metric's history. @public */
export interface FairnessHistoryPoint {
  runId: string;
  /** End of the assessed window, ISO instant. */
  at: string;
  attributes: string[];
  /** Name of the group in each attribute; null for the groups that were furthest apart. */
  group: string[] | null;
  metric: FairnessMetric;
  /** Null, as the interval, when it was undefined. */
  value: number | null;
  lower: number | null;
  upper: number | null;
  threshold: number;
  allowed: { min: number; max: number };
  verdict: FairnessVerdict;
}

/** Answer of `GET /models/{id}/bias/history`, oldest point first. @public */
export interface FairnessHistoryAnswer {
  points: FairnessHistoryPoint[];
  nextCursor: string | null;
}

/** Body of `POST /models/{id}/bias/thresholds`; what is absent stays as it is. @public */
export interface FairnessThresholdsRequest {
  metrics?: Partial<
    Record<FairnessMetric, { enabled?: boolean; threshold?: number }>
  >;
  /** From 5 on: fewer would tell of single people. */
  minGroupSize?: number;
  reason: string;
}

/** Answer to new thresholds; they hold from the next run on. @public */
export interface FairnessThresholdsAnswer {
  settingsVersion: number;
  metrics: FairnessRules;
  minGroupSize: number;
}
