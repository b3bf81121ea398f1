import type { WireRequest } from '../../http/wire';

/** What a request to Azure Resource Manager is about. */
export interface ArmRoute {
  /** In the words of the SDK, for example `onlineEndpoints.list`. */
  operation: string;
  /** Path below the service, decoded. */
  id: string;
  subscriptionId: string;
  /** Parts of the path, decoded: resourceGroup, workspaceName and so on; empty when the operation has none. */
  names: Record<string, string>;
}

const PROVIDER = 'providers/Microsoft.MachineLearningServices/workspaces';
const WORKSPACE = `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/${PROVIDER}/{workspaceName}`;

const ROUTES = Object.entries({
  'workspaces.listBySubscription': `/subscriptions/{subscriptionId}/${PROVIDER}`,
  'onlineEndpoints.list': `${WORKSPACE}/onlineEndpoints`,
  'onlineDeployments.list': `${WORKSPACE}/onlineEndpoints/{endpointName}/deployments`,
  'modelContainers.list': `${WORKSPACE}/models`,
  'modelVersions.list': `${WORKSPACE}/models/{modelName}/versions`,
  'modelVersions.get': `${WORKSPACE}/models/{modelName}/versions/{version}`,
  'datastores.list': `${WORKSPACE}/datastores`,
  'datastores.get': `${WORKSPACE}/datastores/{datastoreName}`,
}).map(([operation, template]) => ({
  operation,
  pattern: new RegExp(
    `^${template.replace(/\./g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
    'i',
  ),
}));

/** @returns undefined when the simulator does not serve it */
export function route(request: WireRequest): ArmRoute | undefined {
  const id = decode(request.path);
  if (request.method !== 'GET' || id === undefined) {
    return undefined;
  }
  for (const { operation, pattern } of ROUTES) {
    const found = pattern.exec(id)?.groups;
    if (found) {
      const { subscriptionId, ...names } = found;
      return { operation, id, subscriptionId, names };
    }
  }
  return undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not a path that any client of ours makes; it is told as unknown.
    return undefined;
  }
}
