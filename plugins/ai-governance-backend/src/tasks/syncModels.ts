import {
  ANNOTATION_PROVIDER,
  COMPONENT_TYPE_MODEL_ENDPOINT,
  toModelId,
} from '@ai-governance/plugin-ai-governance-common';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { ModelStore } from '../models/ModelStore';

const PAGE = 500;

/**
 * Brings the table of models in line with the catalog's endpoints. Pages through all of them before anything is
 * marked as gone, so that a catalog that fails half-way loses nothing.
 */
export async function syncModels(options: {
  catalog: CatalogService;
  auth: AuthService;
  models: ModelStore;
  logger: LoggerService;
  now: Date;
  signal: AbortSignal;
}): Promise<void> {
  const { catalog, auth, models, logger, now, signal } = options;
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const credentials = await auth.getOwnServiceCredentials();
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, limit: PAGE }
        : {
            filter: {
              kind: 'component',
              'spec.type': COMPONENT_TYPE_MODEL_ENDPOINT,
            },
            fields: ['apiVersion', 'kind', 'metadata', 'spec'],
            limit: PAGE,
          },
      { credentials },
    );
    const batch = page.items.map(toModelEntry);
    await models.upsert(batch, now);
    ids.push(...batch.map(({ id }) => id));
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  const gone = await models.markRemovedExcept(ids, now);
  if (gone > 0) {
    logger.info(`${gone} endpoints are no longer in the catalog`);
  }
}

function toModelEntry(entity: Entity) {
  const entityRef = stringifyEntityRef(entity);
  return {
    id: toModelId(entityRef),
    entityRef,
    entity,
    title: entity.metadata.title ?? entity.metadata.name,
    provider: entity.metadata.annotations?.[ANNOTATION_PROVIDER] ?? 'unknown',
  };
}
