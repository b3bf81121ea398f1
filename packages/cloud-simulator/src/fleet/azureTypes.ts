import type { ServedTraffic } from './types';

/** Everything that the simulated Azure holds: the machine learning workspaces of some subscriptions. */
export interface SimulatedAzure {
  /** Subscriptions by id, a GUID; the name is for people. */
  subscriptions: { id: string; name: string }[];
  workspaces: AzureWorkspace[];
  /** How Azure Resource Manager cuts its lists. */
  paging?: {
    /** Items of a page, default 30. */
    size?: number;
    /** Whether every list begins with an empty page that has a link to the next one. */
    emptyFirstPage?: boolean;
  };
  /** Reads that a subscription may send before it is told to wait (429); not limited when absent. */
  readLimit?: {
    /** Requests at once. */
    burst: number;
    /** Requests that come back each second of the simulator's clock. */
    perSecond: number;
  };
}

/** One Azure ML workspace. Times are hours relative to the anchor; negative is before. */
export interface AzureWorkspace {
  subscriptionId: string;
  resourceGroup: string;
  name: string;
  /** Region, for example `westeurope`. */
  location: string;
  friendlyName?: string;
  tags: Record<string, string>;
  createdAt: number;
  /** Blob container of the datastore `workspaceblobstore`. */
  storage: AzureBlobStorage;
  endpoints: AzureOnlineEndpoint[];
  models: AzureModelVersion[];
}

/**
 * Where a workspace's data collector writes. The blobs of an endpoint are
 * `{root}/{endpoint}/{deployment}/{collection}/{yyyy}/{MM}/{dd}/{HH}/{instance}.jsonl` (UTC hours), append blobs that
 * grow within their hour. The depth is that of the rolling rate `Hour`. See {@link AZURE_COLLECTOR_ROOT}.
 */
export interface AzureBlobStorage {
  /** Storage account: 3 to 24 lower case letters and digits. */
  account: string;
  container: string;
}

/** Folder of a workspace's container below which the data collector writes. */
export const AZURE_COLLECTOR_ROOT = 'modelDataCollector';

/**
 * One online endpoint. What it serves is told as for a SageMaker endpoint: `columns` name rows' keys (`at` is not
 * used: the collector logs objects with the columns' names), and `traffic` is that of all deployments together.
 */
export interface AzureOnlineEndpoint extends ServedTraffic {
  /** 3 to 32 letters, digits and dashes. */
  name: string;
  description?: string;
  tags: Record<string, string>;
  /** Default `Succeeded`. */
  provisioningState?: string;
  createdAt: number;
  /** Percent of the requests by deployment, together 0 or 100. */
  trafficPercent: Record<string, number>;
  /** Percent of the requests that are copied to a deployment whose answers nobody sees. */
  mirrorPercent?: Record<string, number>;
  deployments: AzureOnlineDeployment[];
}

/** One deployment of an online endpoint. */
export interface AzureOnlineDeployment {
  name: string;
  /** A version registered in the workspace, or a whole asset id for models that are registered elsewhere. */
  model?: { name: string; version: string } | string;
  /** Default `Managed`. */
  computeType?: 'Managed' | 'Kubernetes';
  instanceType: string;
  instanceCount: number;
  /** Default `Succeeded`. */
  provisioningState?: string;
  createdAt: number;
  tags?: Record<string, string>;
  /** May hold secrets, as in life. */
  environmentVariables?: Record<string, string>;
  /** Absent when the deployment has never collected. */
  collector?: AzureDataCollector;
  /**
   * Seed of the requests that it receives, default `{endpoint}/{deployment}`. With the seed of a SageMaker variant,
   * `{endpoint}/{variant}`, the same columns, story and requests per hour, and the same share of the traffic, it
   * receives the very same requests at the same times.
   */
  trafficSeed?: string;
}

/** Data collector settings of a deployment. */
export interface AzureDataCollector {
  /** By name: `model_inputs`, `model_outputs`, `model_inputs_outputs`, `request`, `response` or one's own. */
  collections: Record<
    string,
    {
      enabled: boolean;
      /** Share of the requests that is logged, 0 to 1; default 1. */
      samplingRate?: number;
    }
  >;
  /** How often a new blob is begun; default `Hour`. */
  rollingRate?: 'Minute' | 'Hour' | 'Day' | 'Month' | 'Year';
  /** Instances that write, each its own blob; default the deployment's instance count. */
  writers?: number;
}

/** A version of a registered model. */
export interface AzureModelVersion {
  name: string;
  version: string;
  description?: string;
  tags?: Record<string, string>;
  properties?: Record<string, string>;
  createdAt: number;
  /** Who registered it; default the workspace's pipeline. */
  createdBy?: string;
  /** Name of the job that trained it. */
  jobName?: string;
  /** Default `custom_model`. */
  modelType?: string;
  isArchived?: boolean;
}
