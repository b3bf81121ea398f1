import {
  COMPONENT_TYPE_MODEL_ENDPOINT,
  RESOURCE_TYPE_ML_MODEL,
  toModelId,
} from '@ai-governance/plugin-ai-governance-common';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { TaskMarks } from '../database/TaskMarks';
import { readRegisteredModel, type RegistryFacts } from '../models/deployment';
import { endpointIdOf, isDiscovered } from '../models/facts';
import type { ModelStore } from '../models/ModelStore';
import {
  type PairedEndpoint,
  pairRegistrations,
  withDiscoveredFacts,
} from '../models/registrations';
import type { Look, ModelEntry } from '../models/upsertModels';
import { LAST_LOOK } from '../versions/VersionStore';

const PAGE = 500;
const BATCH = 100;

/** What `syncModels` works with. */
export interface SyncOptions {
  catalog: CatalogService;
  auth: AuthService;
  models: ModelStore;
  marks: TaskMarks;
  logger: LoggerService;
  now: Date;
  signal: AbortSignal;
}

/**
 * Brings the table of models in line with the catalog's endpoints. Pages through all of them before anything is
 * marked as gone, so that a catalog that fails half-way loses nothing. An endpoint that a catalog-info.yaml registers
 * is governed as that entity says; what discovery knows of it is taken over.
 */
export async function syncModels(options: SyncOptions): Promise<void> {
  const { models, marks, logger, now, signal } = options;
  const look: Omit<Look, 'now'> = {
    lastLook: await marks.get(LAST_LOOK),
    registry: await readRegistry(options),
  };
  const seen: PairedEndpoint[] = [];
  const registering: Entity[] = [];
  for await (const page of pagesOf(options, {
    kind: 'component',
    'spec.type': COMPONENT_TYPE_MODEL_ENDPOINT,
  })) {
    seen.push(...page.map(toPaired));
    const isRegistering = (entity: Entity) =>
      !isDiscovered(entity) && endpointIdOf(entity) !== undefined;
    registering.push(...page.filter(isRegistering));
    await models.upsert(
      page.filter(entity => !isRegistering(entity)).map(toEntry),
      now,
      look,
    );
  }
  const pairs = pairRegistrations(seen);
  await models.setReplaced(pairs.replacedBy);
  for (let i = 0; i < registering.length; i += BATCH) {
    signal.throwIfAborted();
    const batch = registering.slice(i, i + BATCH).map(toEntry);
    const discovered = await models.getAll(
      batch.flatMap(({ id }) => pairs.factsOf.get(id) ?? []),
    );
    await models.upsert(
      batch.map(entry => {
        const facts = discovered.get(pairs.factsOf.get(entry.id) ?? '');
        return {
          ...entry,
          registers: true,
          problem: pairs.problems.get(entry.id),
          entity: facts
            ? withDiscoveredFacts(entry.entity, facts.entity)
            : entry.entity,
        };
      }),
      now,
      look,
    );
  }
  const gone = await models.markRemovedExcept(
    seen.map(({ id }) => id),
    now,
    look.lastLook,
  );
  await marks.set(LAST_LOOK, now);
  if (gone > 0) {
    logger.info(`${gone} endpoints are no longer in the catalog`);
  }
}

/** What the catalog says of registered models, by ref. */
async function readRegistry(
  options: SyncOptions,
): Promise<Map<string, RegistryFacts>> {
  const registry = new Map<string, RegistryFacts>();
  for await (const page of pagesOf(options, {
    kind: 'resource',
    'spec.type': RESOURCE_TYPE_ML_MODEL,
  })) {
    for (const entity of page) {
      const facts = readRegisteredModel(entity);
      if (facts) {
        registry.set(stringifyEntityRef(entity), facts);
      }
    }
  }
  return registry;
}

async function* pagesOf(
  { catalog, auth, signal }: SyncOptions,
  filter: Record<string, string>,
): AsyncGenerator<Entity[]> {
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const credentials = await auth.getOwnServiceCredentials();
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, limit: PAGE }
        : {
            filter,
            fields: ['apiVersion', 'kind', 'metadata', 'spec'],
            limit: PAGE,
          },
      { credentials },
    );
    yield page.items;
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
}

function toEntry(entity: Entity): ModelEntry {
  const entityRef = stringifyEntityRef(entity);
  return { id: toModelId(entityRef), entityRef, entity };
}

function toPaired(entity: Entity): PairedEndpoint {
  const { id, entityRef } = toEntry(entity);
  return {
    id,
    entityRef,
    endpointId: endpointIdOf(entity),
    discovered: isDiscovered(entity),
  };
}
