import { randomUUID } from 'node:crypto';
import type {
  AzureModelVersion,
  AzureWorkspace,
  SimulatedAzure,
} from '../../fleet/azureTypes';
import {
  jsonResponse,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../../http/wire';
import { armPage } from './paging';
import { ReadLimiter } from './ReadLimiter';
import { ArmResources, COLLECTOR_DATASTORE } from './resources';
import { route, type ArmRoute } from './routes';

/** Azure Resource Manager, as far as the discovery of Azure ML needs it. Any bearer token is good. */
export class ArmService implements SimulatedService {
  readonly name = 'arm';
  readonly #azure: SimulatedAzure;
  readonly #root: string;
  readonly #resources: ArmResources;
  readonly #limiter: ReadLimiter;

  /** @param options - `root`: where the service is below the simulator's address; `anchor`: the hour that times are relative to */
  constructor(options: {
    azure: SimulatedAzure;
    root: string;
    anchor: Date;
    now: () => Date;
  }) {
    this.#azure = options.azure;
    this.#root = options.root;
    this.#resources = new ArmResources(options.anchor);
    this.#limiter = new ReadLimiter(options.azure.readLimit, options.now);
  }

  identify(request: WireRequest): ServiceCall {
    const found = route(request);
    return {
      operation: found?.operation ?? `${request.method} ${request.path}`,
      resource: found?.id ?? request.path,
      accountId: found?.subscriptionId,
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) {
      throw new ServiceError(
        401,
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
      );
    }
    const found = route(request);
    if (!found) {
      throw new ServiceError(
        404,
        'InvalidResourceType',
        `The simulator does not know ${request.method} ${request.path}`,
      );
    }
    if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(apiVersion(request) ?? '')) {
      throw new ServiceError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      );
    }
    const { left, retryAfterSeconds } = this.#limiter.take(
      found.subscriptionId,
    );
    if (retryAfterSeconds !== undefined) {
      return this.error(
        {
          status: 429,
          code: 'SubscriptionRequestsThrottled',
          message: `Number of 'read' requests for subscription '${found.subscriptionId}' exceeded. Please try again after '${retryAfterSeconds}' seconds.`,
          retryAfterSeconds,
        },
        call,
      );
    }
    return jsonResponse(200, this.#answer(found, request), {
      'x-ms-ratelimit-remaining-subscription-reads': String(left),
      'x-ms-request-id': randomUUID(),
    });
  }

  error(error: WireError, _call: ServiceCall): WireResponse {
    const { status, code, message, retryAfterSeconds } = error;
    return jsonResponse(
      status,
      { error: { code, message } },
      {
        'x-ms-request-id': randomUUID(),
        ...(status === 429 && {
          'x-ms-ratelimit-remaining-subscription-reads': '0',
        }),
        ...(retryAfterSeconds !== undefined && {
          'retry-after': String(retryAfterSeconds),
        }),
      },
    );
  }

  #answer(found: ArmRoute, request: WireRequest): object {
    const { subscriptionId, names } = found;
    if (!this.#azure.subscriptions.some(({ id }) => same(id, subscriptionId))) {
      throw new ServiceError(
        404,
        'SubscriptionNotFound',
        `The subscription '${subscriptionId}' could not be found.`,
      );
    }
    const list = <T>(
      items: T[],
      toResource: (item: T) => object,
      keep?: (item: T) => boolean,
    ) => {
      const { page, nextLink } = armPage(items, {
        url: `http://${request.headers.host}${this.#root}${request.path}`,
        query: request.query,
        paging: this.#azure.paging,
        keep,
      });
      return { value: page.map(toResource), ...(nextLink && { nextLink }) };
    };
    if (found.operation === 'workspaces.listBySubscription') {
      return list(
        this.#azure.workspaces.filter(item =>
          same(item.subscriptionId, subscriptionId),
        ),
        item => this.#resources.workspace(item),
      );
    }
    const workspace = this.#workspace(found);
    switch (found.operation) {
      case 'onlineEndpoints.list':
        return list(workspace.endpoints, item =>
          this.#resources.endpoint(workspace, item),
        );
      case 'onlineDeployments.list': {
        const endpoint =
          workspace.endpoints.find(({ name }) =>
            same(name, names.endpointName),
          ) ?? notFound(found);
        return list(endpoint.deployments, item =>
          this.#resources.deployment(workspace, endpoint, item),
        );
      }
      case 'modelContainers.list':
        return list(
          modelNames(workspace).map(name => modelVersions(workspace, name)),
          versions => this.#resources.modelContainer(workspace, versions),
          versions => isListed(request, versions.every(isArchived)),
        );
      case 'modelVersions.list': {
        const versions = modelVersions(workspace, names.modelName);
        return list(
          versions.length > 0 ? versions : notFound(found),
          item => this.#resources.modelVersion(workspace, item),
          item => isListed(request, isArchived(item)),
        );
      }
      case 'modelVersions.get':
        return this.#resources.modelVersion(
          workspace,
          modelVersions(workspace, names.modelName).find(
            ({ version }) => version === names.version,
          ) ?? notFound(found),
        );
      case 'datastores.list':
        return list([workspace], item => this.#resources.datastore(item));
      case 'datastores.get':
        return same(names.datastoreName, COLLECTOR_DATASTORE)
          ? this.#resources.datastore(workspace)
          : notFound(found);
      default:
        throw new Error(`No answer is written for ${found.operation}`);
    }
  }

  #workspace(found: ArmRoute): AzureWorkspace {
    const { subscriptionId, names } = found;
    const inGroup = this.#azure.workspaces.filter(
      item =>
        same(item.subscriptionId, subscriptionId) &&
        same(item.resourceGroup, names.resourceGroup),
    );
    if (inGroup.length === 0) {
      throw new ServiceError(
        404,
        'ResourceGroupNotFound',
        `Resource group '${names.resourceGroup}' could not be found.`,
      );
    }
    return (
      inGroup.find(({ name }) => same(name, names.workspaceName)) ??
      notFound(found)
    );
  }
}

function apiVersion(request: WireRequest): string | undefined {
  return request.query.get('api-version') ?? undefined;
}

function modelNames({ models }: AzureWorkspace): string[] {
  return [...new Set(models.map(({ name }) => name))];
}

/** Newest first. */
function modelVersions(
  workspace: AzureWorkspace,
  modelName: string,
): AzureModelVersion[] {
  return workspace.models
    .filter(({ name }) => name === modelName)
    .sort((a, b) => b.createdAt - a.createdAt);
}

function isArchived(model: AzureModelVersion): boolean {
  return model.isArchived === true;
}

function isListed(request: WireRequest, archived: boolean): boolean {
  const view = request.query.get('listViewType') ?? 'ActiveOnly';
  return view === 'All' || archived === (view === 'ArchivedOnly');
}

/** Names in resource ids are compared without regard to case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function notFound(found: ArmRoute): never {
  throw new ServiceError(
    404,
    'ResourceNotFound',
    `The Resource '${found.id}' was not found.`,
  );
}
