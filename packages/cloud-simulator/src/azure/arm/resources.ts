import { createHash } from 'node:crypto';
import { atHours } from '../../fleet/deployments';
import type {
  AzureModelVersion,
  AzureOnlineDeployment,
  AzureOnlineEndpoint,
  AzureWorkspace,
} from '../../fleet/azureTypes';

/** Datastore to which the data collector writes unless told otherwise. */
export const COLLECTOR_DATASTORE = 'workspaceblobstore';

const PROVIDER = 'Microsoft.MachineLearningServices';

/** Makes Azure Resource Manager's view of things in one workspace. Times are told relative to the anchor. */
export class ArmResources {
  readonly #anchor: Date;

  /** @param anchor - the hour that the fleet's times are relative to */
  constructor(anchor: Date) {
    this.#anchor = anchor;
  }

  /** A workspace as `workspaces.listBySubscription` tells it. */
  workspace(workspace: AzureWorkspace): object {
    const { name, location, friendlyName, tags, storage } = workspace;
    const group = `/subscriptions/${workspace.subscriptionId}/resourceGroups/${workspace.resourceGroup}/providers`;
    return {
      id: workspaceId(workspace),
      name,
      type: `${PROVIDER}/workspaces`,
      location,
      tags,
      kind: 'Default',
      sku: { name: 'Basic', tier: 'Basic' },
      properties: {
        description: `Workspace of ${workspace.resourceGroup}`,
        friendlyName: friendlyName ?? name,
        applicationInsights: `${group}/microsoft.insights/components/${name}-insights`,
        containerRegistry: `${group}/Microsoft.ContainerRegistry/registries/${name.replace(
          /\W/g,
          '',
        )}`,
        discoveryUrl: `https://${location}.api.azureml.ms/discovery`,
        keyVault: `${group}/Microsoft.KeyVault/vaults/${name}-kv`,
        storageAccount: `${group}/Microsoft.Storage/storageAccounts/${storage.account}`,
        workspaceId: guid(workspaceId(workspace)),
        provisioningState: 'Succeeded',
      },
      systemData: this.#systemData(workspace.createdAt),
    };
  }

  /** An endpoint as `onlineEndpoints.list` tells it. */
  endpoint(workspace: AzureWorkspace, endpoint: AzureOnlineEndpoint): object {
    const { name, mirrorPercent } = endpoint;
    const host = `https://${name}.${workspace.location}.inference.ml.azure.com`;
    return {
      id: `${workspaceId(workspace)}/onlineEndpoints/${name}`,
      name,
      type: `${PROVIDER}/workspaces/onlineEndpoints`,
      location: workspace.location,
      tags: endpoint.tags,
      kind: 'Managed',
      identity: identity(name),
      sku: { name: 'Default', tier: 'Standard', capacity: 1 },
      properties: {
        description: endpoint.description ?? '',
        properties: { 'azureml.onlineendpointid': guid(name) },
        scoringUri: `${host}/score`,
        swaggerUri: `${host}/swagger.json`,
        authMode: 'Key',
        provisioningState: endpoint.provisioningState ?? 'Succeeded',
        compute: '',
        traffic: endpoint.trafficPercent,
        mirrorTraffic: mirrorPercent ?? {},
        publicNetworkAccess: 'Enabled',
      },
      systemData: this.#systemData(endpoint.createdAt),
    };
  }

  /** A deployment as `onlineDeployments.list` tells it. */
  deployment(
    workspace: AzureWorkspace,
    endpoint: AzureOnlineEndpoint,
    deployment: AzureOnlineDeployment,
  ): object {
    const { name, model, computeType = 'Managed' } = deployment;
    const root = workspaceId(workspace);
    const modelId =
      typeof model === 'object'
        ? `${root}/models/${model.name}/versions/${model.version}`
        : model;
    return {
      id: `${root}/onlineEndpoints/${endpoint.name}/deployments/${name}`,
      name,
      type: `${PROVIDER}/workspaces/onlineEndpoints/deployments`,
      location: workspace.location,
      tags: deployment.tags ?? {},
      kind: computeType,
      identity: identity(`${endpoint.name}/${name}`),
      sku: {
        name: 'Default',
        tier: 'Standard',
        capacity: deployment.instanceCount,
      },
      properties: {
        description: '',
        properties: { 'azureml.deploymentid': guid(`${endpoint.name}${name}`) },
        codeConfiguration: {
          codeId: `${root}/codes/${endpoint.name}/versions/1`,
          scoringScript: 'score.py',
        },
        environmentId: `${root}/environments/${endpoint.name}/versions/1`,
        environmentVariables: deployment.environmentVariables ?? {},
        scaleSettings: { scaleType: 'Default' },
        requestSettings: {
          maxQueueWait: 'PT0.5S',
          requestTimeout: 'PT5S',
          maxConcurrentRequestsPerInstance: 1,
        },
        modelMountPath: '/var/azureml-app/model',
        appInsightsEnabled: false,
        livenessProbe: probe(),
        readinessProbe: probe(),
        provisioningState: deployment.provisioningState ?? 'Succeeded',
        instanceType: deployment.instanceType,
        ...(modelId !== undefined && { model: modelId }),
        endpointComputeType: computeType,
        ...(deployment.collector && {
          dataCollector: {
            collections: Object.fromEntries(
              Object.entries(deployment.collector.collections).map(
                ([collection, { enabled, samplingRate = 1 }]) => [
                  collection,
                  {
                    dataCollectionMode: enabled ? 'Enabled' : 'Disabled',
                    samplingRate,
                    dataId: `${root}/data/${endpoint.name}-${name}-${collection}/versions/1`,
                    clientId: null,
                  },
                ],
              ),
            ),
            requestLogging: { captureHeaders: [] },
            rollingRate: deployment.collector.rollingRate ?? 'Hour',
          },
        }),
      },
      systemData: this.#systemData(deployment.createdAt),
    };
  }

  /** A registered model as `modelContainers.list` tells it. @param versions - all of one name */
  modelContainer(
    workspace: AzureWorkspace,
    versions: AzureModelVersion[],
  ): object {
    const latest = versions.reduce((a, b) =>
      a.createdAt > b.createdAt ? a : b,
    );
    const first = Math.min(...versions.map(({ createdAt }) => createdAt));
    return {
      id: `${workspaceId(workspace)}/models/${latest.name}`,
      name: latest.name,
      type: `${PROVIDER}/workspaces/models`,
      properties: {
        description: null,
        tags: {},
        properties: {},
        isArchived: versions.every(({ isArchived }) => isArchived === true),
        latestVersion: latest.version,
        nextVersion: String(Number(latest.version) + 1),
      },
      systemData: this.#systemData(first),
    };
  }

  /** A version as `modelVersions.list` and `modelVersions.get` tell it. */
  modelVersion(workspace: AzureWorkspace, model: AzureModelVersion): object {
    const { name, version, isArchived = false } = model;
    const { subscriptionId, resourceGroup, name: workspaceName } = workspace;
    return {
      id: `${workspaceId(workspace)}/models/${name}/versions/${version}`,
      name: version,
      type: `${PROVIDER}/workspaces/models/versions`,
      properties: {
        description: model.description ?? '',
        tags: model.tags ?? {},
        properties: model.properties ?? {},
        isArchived,
        isAnonymous: false,
        flavors: { python_function: { data: { loader_module: 'mlflow' } } },
        modelType: model.modelType ?? 'custom_model',
        modelUri: `azureml://subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/workspaces/${workspaceName}/datastores/${COLLECTOR_DATASTORE}/paths/models/${name}/${version}`,
        ...(model.jobName !== undefined && { jobName: model.jobName }),
      },
      systemData: this.#systemData(model.createdAt, model.createdBy),
    };
  }

  /** The datastore to which the data collector writes. */
  datastore(workspace: AzureWorkspace): object {
    return {
      id: `${workspaceId(workspace)}/datastores/${COLLECTOR_DATASTORE}`,
      name: COLLECTOR_DATASTORE,
      type: `${PROVIDER}/workspaces/datastores`,
      properties: {
        description: null,
        tags: {},
        properties: null,
        datastoreType: 'AzureBlob',
        isDefault: true,
        credentials: { credentialsType: 'AccountKey' },
        accountName: workspace.storage.account,
        containerName: workspace.storage.container,
        endpoint: 'core.windows.net',
        protocol: 'https',
        serviceDataAccessAuthIdentity: 'WorkspaceSystemAssignedIdentity',
      },
      systemData: this.#systemData(workspace.createdAt),
    };
  }

  #systemData(createdAt: number, createdBy = 'pipeline@acme.example') {
    const at = atHours(this.#anchor, createdAt).toISOString();
    return {
      createdAt: at,
      createdBy,
      createdByType: 'User',
      lastModifiedAt: at,
      lastModifiedBy: createdBy,
      lastModifiedByType: 'User',
    };
  }
}

/** Resource id of a workspace. */
export function workspaceId(workspace: AzureWorkspace): string {
  const { subscriptionId, resourceGroup, name } = workspace;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${PROVIDER}/workspaces/${name}`;
}

function identity(seed: string) {
  return {
    type: 'SystemAssigned',
    principalId: guid(`principal ${seed}`),
    tenantId: guid('tenant'),
  };
}

function probe() {
  return {
    failureThreshold: 30,
    successThreshold: 1,
    timeout: 'PT2S',
    period: 'PT10S',
    initialDelay: 'PT10S',
  };
}

/** A GUID that is the same for the same text. */
function guid(text: string): string {
  const hex = createHash('md5').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
