import type {
  AzureBlobDatastore,
  AzureMachineLearningWorkspaces,
  ModelVersion,
  OnlineDeployment,
  OnlineEndpoint,
} from '@azure/arm-machinelearning';
import {
  BoundedCalls,
  DiscoveryProblem,
  readEach,
} from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { concernsEveryCall, isGone } from './arm/errors';
import { parseModelReference } from './arm/ids';
import { readPages } from './arm/pages';
import type { EntityNames } from './names';
import type {
  AzureMlEndpointRecord,
  AzureMlModelRecord,
  AzureMlWorkspace,
  DiscoveredWorkspace,
} from './records';

/** Datastore to which deployments log unless their collections name a data asset of their own. */
const COLLECTOR_DATASTORE = 'workspaceblobstore';
/** Folder of its container below which they log. */
const COLLECTOR_FOLDER = 'modelDataCollector';

/** Which registered models are read: those that are deployed, or all that are not archived, too. */
export type ModelScope = 'deployed' | 'all';

/** What a {@link WorkspaceReader} is made of. */
export interface WorkspaceReaderOptions {
  client: AzureMachineLearningWorkspaces;
  calls: BoundedCalls;
  names: EntityNames;
  modelScope: ModelScope;
  logger: LoggerService;
}

/** Reads workspaces of one subscription. Lives for one reading. */
export class WorkspaceReader {
  readonly #client: AzureMachineLearningWorkspaces;
  readonly #calls: BoundedCalls;
  readonly #names: EntityNames;
  readonly #modelScope: ModelScope;
  readonly #logger: LoggerService;

  private constructor(options: WorkspaceReaderOptions) {
    this.#client = options.client;
    this.#calls = options.calls;
    this.#names = options.names;
    this.#modelScope = options.modelScope;
    this.#logger = options.logger;
  }

  static create(options: WorkspaceReaderOptions): WorkspaceReader {
    return new WorkspaceReader(options);
  }

  /**
   * Reads endpoints, their deployments and the models. Calls: one per page of endpoints, one per endpoint for its
   * deployments, one per deployed version (or one per registered model and page when all are read), and one for the
   * place of the logs.
   * @returns what could be read; single endpoints and models that could not are among the problems
   * @throws the SDK's error when it cannot be told what the workspace holds
   */
  async read(workspace: AzureMlWorkspace): Promise<DiscoveredWorkspace> {
    const [found, collectorUrl] = await Promise.all([
      this.#listEndpoints(workspace),
      this.#readCollectorUrl(workspace),
    ]);
    const endpoints = await readEach(found, {
      read: endpoint => this.#readDeployments(workspace, endpoint),
      subject: ({ name }) =>
        `Endpoint '${name}' in ${describeWorkspace(workspace)}`,
      entityRef: ({ name }) => this.#names.endpointRef(workspace, name),
      isFatal: concernsEveryCall,
    });
    const present = endpoints.results.filter(item => item !== undefined);
    const models = await this.#readModels(workspace, present);
    return {
      workspace,
      collectorUrl,
      endpoints: present,
      models: models.results,
      problems: [...endpoints.problems, ...models.problems],
    };
  }

  async #listEndpoints(workspace: AzureMlWorkspace) {
    const { resourceGroup, workspace: name } = workspace;
    const endpoints = await this.#calls.call(abortSignal =>
      readPages(
        this.#client.onlineEndpoints.list(resourceGroup, name, {
          abortSignal,
        }),
        { what: `online endpoints of ${describeWorkspace(workspace)}` },
      ),
    );
    // An endpoint created while paging shifts the others, so one may be listed twice.
    const byName = new Map<string, OnlineEndpoint & { name: string }>();
    for (const endpoint of endpoints) {
      if (endpoint.name === undefined) {
        throw new Error(
          `Azure's list of online endpoints of ${describeWorkspace(
            workspace,
          )} has one without a name`,
        );
      }
      byName.set(endpoint.name, { ...endpoint, name: endpoint.name });
    }
    return [...byName.values()];
  }

  async #readDeployments(
    workspace: AzureMlWorkspace,
    endpoint: OnlineEndpoint & { name: string },
  ): Promise<AzureMlEndpointRecord | undefined> {
    const { resourceGroup, workspace: name } = workspace;
    const deployments = await this.#unlessGone(abortSignal =>
      readPages(
        this.#client.onlineDeployments.list(
          resourceGroup,
          name,
          endpoint.name,
          { abortSignal },
        ),
        { what: `deployments of endpoint '${endpoint.name}'` },
      ),
    );
    if (!deployments) {
      this.#logger.info(
        `Endpoint '${endpoint.name}' in ${describeWorkspace(
          workspace,
        )} was deleted while it was being read, it is left out`,
      );
      return undefined;
    }
    return {
      kind: 'endpoint',
      workspace,
      endpoint,
      deployments: deployments.map(withoutSecrets),
    };
  }

  async #readModels(
    workspace: AzureMlWorkspace,
    endpoints: AzureMlEndpointRecord[],
  ): Promise<{ results: AzureMlModelRecord[]; problems: DiscoveryProblem[] }> {
    const registered =
      this.#modelScope === 'all'
        ? await this.#readRegistered(workspace)
        : { results: [], problems: [] };
    const known = new Set(registered.results.map(toKey));
    const deployed = new Map(
      endpoints.flatMap(({ deployments }) =>
        deployments.flatMap(({ properties }) => {
          const reference = parseModelReference(properties.model, workspace.id);
          return reference?.local && !known.has(toKey(reference))
            ? [[toKey(reference), reference] as const]
            : [];
        }),
      ),
    );
    const others = await readEach([...deployed.values()], {
      read: ({ name, version }) => this.#readVersion(workspace, name, version),
      subject: ({ name, version }) =>
        `Version ${version} of model '${name}' in ${describeWorkspace(
          workspace,
        )}`,
      entityRef: ({ name, version }) =>
        this.#names.modelRef(workspace, name, version),
      isFatal: concernsEveryCall,
    });
    return {
      results: [
        ...registered.results,
        ...others.results.filter(item => item !== undefined),
      ],
      problems: [...registered.problems, ...others.problems],
    };
  }

  /** All versions of all models that are not archived. */
  async #readRegistered(workspace: AzureMlWorkspace) {
    const { resourceGroup, workspace: name } = workspace;
    const containers = await this.#calls.call(abortSignal =>
      readPages(
        this.#client.modelContainers.list(resourceGroup, name, {
          abortSignal,
        }),
        { what: `models of ${describeWorkspace(workspace)}` },
      ),
    );
    const modelNames = [
      ...new Set(containers.flatMap(container => container.name ?? [])),
    ];
    const { results, problems } = await readEach(modelNames, {
      read: async modelName => {
        const versions = await this.#unlessGone(abortSignal =>
          readPages(
            this.#client.modelVersions.list(resourceGroup, name, modelName, {
              abortSignal,
            }),
            { what: `versions of model '${modelName}'` },
          ),
        );
        return (versions ?? []).flatMap(resource =>
          resource.name === undefined
            ? []
            : [toRecord(workspace, modelName, resource.name, resource)],
        );
      },
      subject: modelName =>
        `Model '${modelName}' in ${describeWorkspace(workspace)}`,
      isFatal: concernsEveryCall,
    });
    return { results: results.flat(), problems };
  }

  async #readVersion(
    workspace: AzureMlWorkspace,
    modelName: string,
    version: string,
  ): Promise<AzureMlModelRecord | undefined> {
    const { resourceGroup, workspace: name } = workspace;
    const resource = await this.#unlessGone(abortSignal =>
      this.#client.modelVersions.get(resourceGroup, name, modelName, version, {
        abortSignal,
      }),
    );
    if (!resource) {
      this.#logger.warn(
        `Version ${version} of model '${modelName}' in ${describeWorkspace(
          workspace,
        )} no longer exists although a deployment uses it`,
      );
      return undefined;
    }
    return toRecord(workspace, modelName, version, resource);
  }

  async #readCollectorUrl(
    workspace: AzureMlWorkspace,
  ): Promise<string | undefined> {
    const { resourceGroup, workspace: name } = workspace;
    const datastore = await this.#unlessGone(abortSignal =>
      this.#client.datastores.get(resourceGroup, name, COLLECTOR_DATASTORE, {
        abortSignal,
      }),
    );
    const properties = datastore?.properties as
      | Partial<AzureBlobDatastore>
      | undefined;
    const { accountName, containerName } = properties ?? {};
    if (!accountName || !containerName) {
      this.#logger.warn(
        `The datastore ${COLLECTOR_DATASTORE} of ${describeWorkspace(
          workspace,
        )} is no blob container, so it is not known where its deployments log`,
      );
      return undefined;
    }
    const { protocol = 'https', endpoint = 'core.windows.net' } =
      properties ?? {};
    return `${protocol}://${accountName}.blob.${endpoint}/${containerName}/${COLLECTOR_FOLDER}`;
  }

  /** The answer of a call, or undefined when there is no such thing. */
  async #unlessGone<T>(
    send: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await this.#calls.call(send);
    } catch (error) {
      if (isGone(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

/** A workspace in a sentence. */
export function describeWorkspace(workspace: AzureMlWorkspace): string {
  return `workspace '${workspace.workspace}' of resource group '${workspace.resourceGroup}'`;
}

function toRecord(
  workspace: AzureMlWorkspace,
  name: string,
  version: string,
  resource: ModelVersion,
): AzureMlModelRecord {
  return { kind: 'model', workspace, name, version, resource };
}

function toKey({ name, version }: { name: string; version: string }): string {
  return `${name}:${version}`;
}

/** Environment variables may hold secrets; they go no further than this. */
function withoutSecrets(deployment: OnlineDeployment): OnlineDeployment {
  const { environmentVariables: _, ...properties } = deployment.properties;
  return { ...deployment, properties };
}
