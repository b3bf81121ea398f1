import {
  BoundedCalls,
  DiscoveredEntity,
  Discovery,
  DiscoverySource,
  readEach,
} from '@ai-governance/plugin-ai-governance-node';
import type { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { concernsEveryCall } from './arm/errors';
import { parseWorkspaceId } from './arm/ids';
import { readPages } from './arm/pages';
import { servedModels, toDeployment } from './deployment';
import { toEndpointEntity } from './endpointEntity';
import { EntityOptions, PROVIDER } from './entityOptions';
import { toModelEntity } from './modelEntity';
import type {
  AzureMlEndpointRecord,
  AzureMlModelRecord,
  AzureMlRecord,
  AzureMlWorkspace,
  DiscoveredWorkspace,
} from './records';
import { WorkspaceFilter } from './WorkspaceFilter';
import {
  describeWorkspace,
  ModelScope,
  WorkspaceReader,
} from './WorkspaceReader';

/** What an {@link AzureMlSource} is made of. */
export interface AzureMlSourceOptions {
  /** Makes the client when a reading begins. */
  createClient(): AzureMachineLearningWorkspaces;
  subscriptionId: string;
  /** Which workspaces are read. */
  filter: WorkspaceFilter;
  modelScope: ModelScope;
  /** Requests at a time. */
  concurrency: number;
  entities: EntityOptions;
  logger: LoggerService;
}

/** The workspaces of one subscription. One that cannot be read does not stop the others. */
export class AzureMlSource implements DiscoverySource<AzureMlRecord> {
  readonly #options: AzureMlSourceOptions;

  private constructor(options: AzureMlSourceOptions) {
    this.#options = options;
  }

  static create(options: AzureMlSourceOptions): AzureMlSource {
    return new AzureMlSource(options);
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#DiscoverySource.subject} */
  get subject(): string {
    return `Azure ML endpoints in subscription ${this.#options.subscriptionId}`;
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#DiscoverySource.read} */
  async read(options: {
    known: Entity[];
    signal: AbortSignal;
  }): Promise<Discovery<AzureMlRecord>> {
    const { createClient, concurrency, entities, modelScope, logger } =
      this.#options;
    const calls = BoundedCalls.create({ concurrency, signal: options.signal });
    try {
      const client = createClient();
      const reader = WorkspaceReader.create({
        client,
        calls,
        names: entities.names,
        modelScope,
        logger,
      });
      const { results, problems } = await readEach(
        await this.#listWorkspaces(client, calls),
        {
          read: workspace => reader.read(workspace),
          subject: workspace => capitalise(describeWorkspace(workspace)),
          entityRef: workspace => knownEndpoints(options.known, workspace),
          isFatal: concernsEveryCall,
        },
      );
      return {
        found: results.flatMap(item => toEntities(item, entities)),
        problems: [...problems, ...results.flatMap(item => item.problems)],
      };
    } finally {
      calls.stop();
    }
  }

  /** Oldest first: where two want the same entity name, the one that had it keeps it. */
  async #listWorkspaces(
    client: AzureMachineLearningWorkspaces,
    calls: BoundedCalls,
  ): Promise<AzureMlWorkspace[]> {
    const { filter, subscriptionId } = this.#options;
    const workspaces = await calls.call(abortSignal =>
      readPages(client.workspaces.listBySubscription({ abortSignal }), {
        what: `workspaces of subscription ${subscriptionId}`,
      }),
    );
    const byId = new Map<string, AzureMlWorkspace>();
    for (const resource of workspaces) {
      const place = parseWorkspaceId(resource.id);
      if (filter.accepts(place)) {
        byId.set(place.id.toLocaleLowerCase('en-US'), { ...place, resource });
      }
    }
    const age = ({ resource }: AzureMlWorkspace) =>
      resource.systemData?.createdAt?.getTime() ?? Infinity;
    return [...byId.values()].sort(
      (a, b) => age(a) - age(b) || (a.id < b.id ? -1 : 1),
    );
  }
}

function toEntities(
  discovered: DiscoveredWorkspace,
  options: EntityOptions,
): DiscoveredEntity<AzureMlRecord>[] {
  const { names } = options;
  const refOf = ({ workspace, name, version }: AzureMlModelRecord) =>
    names.modelRef(workspace, name, version);
  const modelRefs = new Set(discovered.models.map(refOf));
  const users = new Map<string, AzureMlEndpointRecord>();
  const endpoints = discovered.endpoints
    .sort((a, b) => (a.endpoint.name < b.endpoint.name ? -1 : 1))
    .map(record => {
      const deployment = toDeployment(record, (name, version) => {
        const ref = names.modelRef(record.workspace, name, version);
        return modelRefs.has(ref) ? ref : undefined;
      });
      for (const ref of servedModels(deployment)) {
        if (!users.has(ref)) {
          users.set(ref, record);
        }
      }
      const { collectorUrl } = discovered;
      return {
        record,
        entity: toEndpointEntity({ record, deployment, collectorUrl }, options),
      };
    });
  const models = discovered.models.map(record => ({
    record,
    entity: toModelEntity(
      record,
      users.get(refOf(record))?.endpoint.tags,
      options,
    ),
  }));
  return [...endpoints, ...models];
}

/** Refs of the endpoints of a workspace that the catalog has. */
function knownEndpoints(
  known: Entity[],
  workspace: AzureMlWorkspace,
): string[] {
  const prefix = `${PROVIDER}:${workspace.id}/onlineEndpoints/`;
  return known
    .filter(({ metadata }) =>
      metadata.annotations?.[ANNOTATION_LOCATION]?.toLocaleLowerCase(
        'en-US',
      ).startsWith(prefix.toLocaleLowerCase('en-US')),
    )
    .map(entity => stringifyEntityRef(entity));
}

function capitalise(text: string): string {
  return `${text[0].toLocaleUpperCase('en-US')}${text.slice(1)}`;
}
