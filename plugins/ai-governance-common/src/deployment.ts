/** The clouds that are told apart; `external` is everything that runs elsewhere. @public */
export type Cloud = 'aws' | 'azure' | 'external';

/**
 * What the registry says of a model version; `none` where there is no approval process, `unknown` where there is one
 * that could not be asked.
 * @public
 */
export type ApprovalStatus =
  | 'approved'
  | 'pending'
  | 'rejected'
  | 'none'
  | 'unknown';

/** A model as a variant serves it. @public */
export interface DeployedModel {
  /** Name in the cloud's registry, or of the cloud's model object. */
  name: string;
  /** Version in the registry, in the registry's own words; absent when the model is not registered. */
  version?: string;
  /** The cloud's own id of what is deployed: an ARN, ARM or asset id. */
  id?: string;
  /** Ref of the `ml-model` Resource. */
  entityRef?: string;
  /** Name of the inference component through which it is served. */
  component?: string;
}

/** One variant (SageMaker) or deployment (Azure ML) behind an endpoint. @public */
export interface DeployedVariant {
  name: string;
  /** A shadow receives copies of requests; nobody sees its answers. */
  role: 'production' | 'shadow';
  /** Share of the endpoint's requests, 0 to 1; of the copied requests for a shadow. Null when unknown. */
  trafficShare: number | null;
  /** Instance type, or `serverless`. */
  compute?: string;
  /** Instances at the last look; absent for serverless. */
  instances?: number;
  /** State in the cloud's own words. */
  status?: string;
  models: DeployedModel[];
  /** Whether its requests are logged. Absent when the cloud does not tell it by variant. */
  capture?: 'on' | 'off';
}

/**
 * `spec.deployment` of an endpoint Component: what runs where. Written by discovery, read by everything else.
 * @public
 */
export interface EndpointDeployment {
  cloud: Cloud;
  /** AWS account or Azure subscription. */
  account?: string;
  region?: string;
  /** Azure ML workspace. */
  workspace?: string;
  /** How the endpoint serves. */
  serving:
    | 'real-time'
    | 'serverless'
    | 'asynchronous'
    | 'multi-model'
    | 'inference-components'
    | 'unknown';
  variants: DeployedVariant[];
}

/** State of a model's card. @public */
export interface ModelCardState {
  name: string;
  status: 'draft' | 'pending-review' | 'approved' | 'archived';
  version: string;
  /** ISO instant. */
  updatedAt?: string;
}

/**
 * `spec.model` of an `ml-model` Resource: one version of a model. Written by discovery.
 * @public
 */
export interface RegisteredModel {
  cloud: Cloud;
  /** Model package group, registered model or plain model name: what the versions are versions of. */
  family: string;
  version?: string;
  approval: ApprovalStatus;
  /** Who decided on the approval, as the cloud names them. */
  approvedBy?: string;
  /** Who made this version, as the cloud names them. */
  createdBy?: string;
  /** ISO instants. */
  createdAt?: string;
  changedAt?: string;
  trainingJob?: string;
  /** `sha256:…`, `md5:…` or, where the cloud knows no better, `etag:…` of the object. */
  artefactDigest?: string;
  card?: ModelCardState;
}

/** What changed from one version seen behind an endpoint to the next. @public */
export interface VersionChange {
  what:
    | 'model'
    | 'version'
    | 'artefact'
    | 'approval'
    | 'compute'
    | 'traffic'
    | 'config'
    | 'status';
  from: string | null;
  to: string | null;
  /** When it was noticed, ISO instant; absent for that with which the version began. */
  at?: string;
}

/** A version of a model as it was seen behind an endpoint's variant. @public */
export interface SeenVersion {
  variant: string;
  model: DeployedModel;
  approval: ApprovalStatus;
  artefactDigest: string | null;
  /** Who made the version or deployed it, as the cloud names them; null when the cloud does not tell. */
  changedBy: string | null;
  /** ISO instants of our own looks; `deployedAt` is the cloud's, where it tells. */
  firstSeen: string;
  lastSeen: string;
  deployedAt: string | null;
  /** Whether the variant serves it now. */
  current: boolean;
  /**
   * What was different from what the variant served before, empty for the first one seen; then what changed while it
   * was served, such as its share of the traffic.
   */
  changes: VersionChange[];
}
