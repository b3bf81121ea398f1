import type { SimulatedExternalModel } from './externalTypes';
import type { SimulatedAzure } from './azureTypes';

/**
 * How a numeric or categorical column's values are spread. `shifted` parameters are those at the end of the
 * endpoint's story; in between the parameters move in a straight line.
 */
export type Distribution =
  | {
      kind: 'normal';
      mean: number;
      sd: number;
      min?: number;
      max?: number;
      /** Digits after the point, 0 to 4. */
      decimals: number;
      shifted?: { mean?: number; sd?: number };
    }
  | {
      /** exp of a normal number. */
      kind: 'lognormal';
      /** Median, in the column's unit. */
      median: number;
      /** Standard deviation of the logarithm. */
      sigma: number;
      max?: number;
      /** Digits after the point, 0 to 4. */
      decimals: number;
      shifted?: { median?: number; sigma?: number };
    }
  | { kind: 'poisson'; mean: number; shifted?: { mean: number } }
  | {
      kind: 'categorical';
      values: string[];
      /** Shares, in the order of `values`; they need not add up to 1. */
      weights: number[];
      shifted?: { weights: number[] };
    };

/** A model output computed from the features of the same row. */
export type OutputRule =
  | {
      /** 1 / (1 + exp(-z)), z = bias + Σ weight · standardised feature + noise · normal number. */
      kind: 'probability';
      bias: number;
      noise: number;
      shifted?: { bias: number };
    }
  | {
      /** mean + sd · z, with z as for `probability` but without bias. */
      kind: 'amount';
      mean: number;
      sd: number;
      noise: number;
    }
  | {
      /** One of two words, by whether the `probability` written before it in the same row reaches the threshold. */
      kind: 'decision';
      threshold: number;
      reached: string;
      below: string;
    }
  | {
      /** One of the words, drawn. */
      kind: 'class';
      values: string[];
      weights: number[];
    };

/** What everybody who reads the payload must know of a column. */
export interface ColumnFacts {
  /** Unique within the endpoint. */
  name: string;
  type: 'numeric' | 'categorical';
  role: 'feature' | 'prediction';
  /** Position from 0 (CSV) or key (JSON objects) within a row of the input or the output. */
  at: number | string;
}

/** A column that goes into the model. */
export interface FeatureColumn extends ColumnFacts {
  role: 'feature';
  distribution: Distribution;
  /** Share of rows without a value, 0 to 1. */
  missing?: number;
  /** Weight in the outputs of kind `probability` and `amount`. */
  weight?: number;
  /** Whether it is drawn apart from the others, so that their values are the same with it and without. */
  apart?: boolean;
}

/** A column that comes out of the model. */
export interface PredictionColumn extends ColumnFacts {
  role: 'prediction';
  output: OutputRule;
}

/** Column of an endpoint's payload. */
export type SimulatedColumn = FeatureColumn | PredictionColumn;

/** How a model treats some rows, whatever is deserved: what is added to z of outputs of kind `probability`. */
export interface Treatment {
  /** Features by name: the words, or the least and the greatest number, that a row must have of each. */
  where: Record<string, string[] | { from?: number; to?: number }>;
  shift: number;
  /** Whether it comes with the story, and not from the start. */
  inStory?: boolean;
}

/** What becomes known of an endpoint's decisions, as ground truth on S3. */
export interface LabelSettings {
  bucket: string;
  /** Key prefix without slashes at its ends. */
  prefix: string;
  /** Hours from a decision's hour to that in which its label is collected. */
  delayHours: number;
  /** Share of requests that ever get labels, 0 to 1. */
  share: number;
  /**
   * Words for what turned out true. It is drawn with the probability that the `probability` output would have without noise,
   * without treatments and without the story.
   */
  positive: string;
  negative: string;
}

/** When an endpoint's columns move from their parameters to the shifted ones. */
export interface Story {
  /** Hours from the anchor to the start of the move; negative is before. */
  startsAt: number;
  /** Hours from the anchor to its end. Equal to `startsAt` for a sudden move. */
  endsAt: number;
}

/** Requests that an endpoint serves and logs. */
export interface Traffic {
  /** Payload format on the wire. */
  payload: 'csv' | 'json';
  /** Rows are listed under these keys in JSON payloads; default `instances` and `predictions`. */
  rowKeys?: { input: string; output: string };
  /** Requests in an average hour, all variants together. */
  requestsPerHour: number;
  /** Share by which traffic rises by day and falls by night, 0 to 1; default 0.4. */
  dayNight?: number;
  /** Share of requests with two to five rows instead of one; default 0.1. */
  batched?: number;
  /** Prefix of the caller's inference ids; none are sent when absent. */
  inferenceIdPrefix?: string;
}

/** Data Capture settings of an endpoint. */
export interface CaptureSettings {
  enabled: boolean;
  bucket: string;
  /** Key prefix without slashes at its ends. */
  prefix: string;
  /** Percent from 0 to 100. */
  samplingPercentage: number;
  /** Content types logged as text; without any SageMaker logs base64. */
  csvContentTypes?: string[];
  jsonContentTypes?: string[];
}

/** Production variant of an endpoint config. */
export interface SimulatedVariant {
  name: string;
  modelName: string;
  instanceType: string;
  instanceCount: number;
  /** Traffic weight relative to the other variants. */
  weight: number;
  /** A serverless variant has no instances; its type and count are not told. */
  serverless?: { memoryInMb: number; maxConcurrency: number };
  /** What runs on the instances instead of the variant's model, which is not told then. */
  components?: SimulatedComponent[];
}

/** Inference component of a variant. */
export interface SimulatedComponent {
  name: string;
  modelName: string;
  copies: number;
}

/** An endpoint config, and since when the endpoint uses it. */
export interface Deployment {
  /** Hours from the anchor; negative is before. */
  at: number;
  configName: string;
  variants: SimulatedVariant[];
  /** Variants that get copies of the requests. */
  shadows?: SimulatedVariant[];
  /** Whether requests are queued and answered later. */
  asynchronous?: boolean;
}

/** How well requests are served. Times are hours from the anchor. */
export interface ServiceQuality {
  /** Median milliseconds until the answer, default 40. */
  latencyMs?: number;
  /** Share of requests answered with 4xx, 0 to 1, default 0.004. */
  errors4xx?: number;
  /** Share of requests answered with 5xx, 0 to 1, default 0.0005. */
  errors5xx?: number;
  /** A time in which it is served worse. */
  trouble?: {
    startsAt: number;
    /** It has no end when absent. */
    endsAt?: number;
    /** Multiple of the usual latency, default 1. */
    latencyFactor?: number;
    /** Instead of the usual share. */
    errors5xx?: number;
  };
}

/** What callers ask of an endpoint and what it answers, whichever cloud serves it. */
export interface ServedTraffic {
  columns: SimulatedColumn[];
  story?: Story;
  /** None when absent. */
  treatments?: Treatment[];
  /** Absent when nobody calls. */
  traffic?: Traffic;
  /** Absent for a service without trouble. */
  service?: ServiceQuality;
}

/** One endpoint of the fleet. Times are hours relative to the anchor, so that stories are always fresh. */
export interface SimulatedEndpoint extends ServedTraffic {
  name: string;
  /** Default: the fleet's default account. */
  accountId?: string;
  region: string;
  /** Default `InService`. */
  status?: string;
  failureReason?: string;
  tags: Record<string, string>;
  /** In the order of time; the last one whose time has come is in use. At least one. */
  deployments: Deployment[];
  capture?: CaptureSettings;
  /** Absent when nobody learns what became of its decisions. */
  labels?: LabelSettings;
}

/** Model as SageMaker lists it. */
export interface SimulatedModel {
  name: string;
  /** Default: the fleet's default account. */
  accountId?: string;
  region: string;
  /** Hours from the anchor; negative is before. */
  createdAt: number;
  image: string;
  modelDataUrl: string;
  executionRoleArn: string;
  environment?: Record<string, string>;
  tags?: Record<string, string>;
  /** Model package of which it is made, for example `fraud-detection/8`. */
  modelPackage?: string;
  /** Whether its container serves whatever models lie below `modelDataUrl`. */
  multiModel?: boolean;
}

/** Version of a model in SageMaker's registry. Times are hours from the anchor. */
export interface SimulatedModelPackage {
  group: string;
  version: number;
  /** Default: the fleet's default account. */
  accountId?: string;
  region: string;
  createdAt: number;
  /** When anything of it, such as its approval, was changed last. */
  changedAt: number;
  approval: 'Approved' | 'PendingManualApproval' | 'Rejected';
  /** Names of user profiles. */
  createdBy?: string;
  changedBy?: string;
  trainingJob?: string;
  image: string;
  modelDataUrl: string;
  /** Of the object at `modelDataUrl`. */
  modelDataETag?: string;
  /** Environment of its container. */
  environment?: Record<string, string>;
  tags?: Record<string, string>;
}

/** Model card. Times are hours from the anchor. */
export interface SimulatedModelCard {
  name: string;
  /** Default: the fleet's default account. */
  accountId?: string;
  region: string;
  version: number;
  status: 'Draft' | 'PendingReview' | 'Approved' | 'Archived';
  createdAt: number;
  changedAt: number;
  /** Model package that it is about, for example `fraud-detection/8`, or name of a model. */
  about: { modelPackage: string } | { model: string };
  riskRating: 'High' | 'Medium' | 'Low' | 'Unknown';
}

/** Channel of the Slack workspace. */
export interface SimulatedChannel {
  /** Like `C0RISKMODEL`. */
  id: string;
  /** Without the leading `#`. */
  name: string;
}

/** Everything that the simulated clouds hold. */
export interface SimulatedFleet {
  /** Account of every access key that `accessKeys` does not list. */
  defaultAccountId: string;
  /** Account by access key id. */
  accessKeys?: Record<string, string>;
  /** Hours of captured traffic before the anchor. */
  historyHours: number;
  buckets: string[];
  endpoints: SimulatedEndpoint[];
  models: SimulatedModel[];
  modelPackages?: SimulatedModelPackage[];
  modelCards?: SimulatedModelCard[];
  slack: { team: string; channels: SimulatedChannel[] };
  /** Models outside the clouds; none when absent. */
  external?: SimulatedExternalModel[];
  /** Empty when absent. */
  azure?: SimulatedAzure;
}
