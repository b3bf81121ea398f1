import type {
  ModelVersion,
  OnlineDeployment,
  OnlineEndpoint,
  Workspace,
} from '@azure/arm-machinelearning';
import type { DiscoveryProblem } from '@ai-governance/plugin-ai-governance-node';
import type { WorkspaceId } from './arm/ids';

/** A workspace and where it is. @public */
export interface AzureMlWorkspace extends WorkspaceId {
  /** As Azure Resource Manager tells it. */
  resource: Workspace;
}

/**
 * What Azure says of an endpoint: input of transforms. Environment variables of the deployments are left out, because
 * they may hold secrets.
 * @public
 */
export interface AzureMlEndpointRecord {
  kind: 'endpoint';
  workspace: AzureMlWorkspace;
  endpoint: OnlineEndpoint & { name: string };
  deployments: OnlineDeployment[];
}

/** What Azure says of a registered model's version: input of transforms. @public */
export interface AzureMlModelRecord {
  kind: 'model';
  workspace: AzureMlWorkspace;
  /** Name of the registered model. */
  name: string;
  version: string;
  resource: ModelVersion;
}

/** Input of transforms. @public */
export type AzureMlRecord = AzureMlEndpointRecord | AzureMlModelRecord;

/** All that was read of one workspace. */
export interface DiscoveredWorkspace {
  workspace: AzureMlWorkspace;
  /**
   * URL of the folder below which the data collector writes, without a slash at its end; undefined when the workspace
   * has no blob container for it.
   */
  collectorUrl?: string;
  endpoints: AzureMlEndpointRecord[];
  /** Deployed versions, or all registered ones where told. */
  models: AzureMlModelRecord[];
  /** What could not be read although the rest could. */
  problems: DiscoveryProblem[];
}
