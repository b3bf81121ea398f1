import { ANNOTATION_ENDPOINT_DEPLOYED_AT } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { deploymentEvent, entityEvents } from '../events/entityEvents';
import { ModelEventStore, type NewModelEvent } from '../events/ModelEventStore';
import { compareVersions } from '../versions/compareVersions';
import { VersionStore } from '../versions/VersionStore';
import { readDeployment, type RegistryFacts } from './deployment';
import { factsOf } from './facts';

/** An endpoint as the catalog has it. */
export interface ModelEntry {
  /** `<namespace>.<name>` */
  id: string;
  entityRef: string;
  entity: Entity;
  /** Whether it registers an endpoint; its entity may hold what discovery knows of it. */
  registers?: boolean;
  /** What is wrong with its registration, in one sentence. */
  problem?: string;
}

/** What one look at the catalog goes by. */
export interface Look {
  now: Date;
  /** ISO instant of the look before; default: now. */
  lastLook?: string;
  /** What the catalog says of registered models, by ref. */
  registry?: ReadonlyMap<string, RegistryFacts>;
}

interface StoredEntity {
  id: string;
  entity: string;
  fingerprint: string;
  removed_at: string | null;
}

const BATCH = 100;

/** Columns that say what the entity says; what was measured stays. */
const MERGED = [
  'entity_ref',
  'entity',
  'title',
  'provider',
  'owner',
  'system',
  'lifecycle',
  'cloud',
  'place',
  'endpoint_id',
  'discovered',
  'owner_told',
  'capture',
  'sampling_percent',
  'problem',
  'console_url',
  'edit_url',
  'fingerprint',
  'title_key',
  'search_text',
  'removed_at',
];

/**
 * Adds new models, due at once, and refreshes known ones whose entity has changed. What has changed is stored as
 * events and versions in the same transaction, so that no change is lost or told twice.
 */
export async function upsertModels(
  knex: Knex,
  models: ModelEntry[],
  look: Look,
): Promise<void> {
  for (let i = 0; i < models.length; i += BATCH) {
    const batch = models
      .slice(i, i + BATCH)
      .map(model => ({ ...model, fingerprint: fingerprint(model, look) }));
    const stored: StoredEntity[] = await knex('models')
      .whereIn(
        'id',
        batch.map(({ id }) => id),
      )
      .select('id', 'fingerprint', 'removed_at');
    const same = new Set(
      stored
        .filter(row => row.removed_at === null)
        .map(row => `${row.id}\n${row.fingerprint}`),
    );
    const changed = batch.filter(
      model => !same.has(`${model.id}\n${model.fingerprint}`),
    );
    if (changed.length > 0) {
      await knex.transaction(tx => write(tx, changed, look));
    }
  }
}

async function write(
  tx: Knex,
  models: (ModelEntry & { fingerprint: string })[],
  look: Look,
): Promise<void> {
  const { now } = look;
  const ids = models.map(({ id }) => id);
  const rows: StoredEntity[] = await tx('models')
    .whereIn('id', ids)
    .select('id', 'entity', 'removed_at');
  const before = new Map(
    rows.map(row => [row.id, JSON.parse(row.entity) as Entity]),
  );
  const events = ModelEventStore.create({ knex: tx });
  await events.append(
    whatHappened(models, before, await events.known(ids), now),
    now,
  );
  const versions = VersionStore.create({ knex: tx });
  const open = await versions.open(ids);
  await versions.apply(
    models.map(({ id, entity }) => ({
      modelId: id,
      plan: compareVersions({
        before: before.get(id),
        after: entity,
        open: open.get(id) ?? [],
        registry: look.registry ?? new Map(),
        now: now.toISOString(),
      }),
      deployedAt: deployedAt(entity),
    })),
    {
      now: now.toISOString(),
      lastLook: look.lastLook ?? now.toISOString(),
    },
  );
  await tx('models')
    .insert(models.map(model => toRow(model, now)))
    .onConflict('id')
    .merge(MERGED);
}

/** Events that the entities tell of, compared with those stored; for a model without history, its deployment. */
function whatHappened(
  models: ModelEntry[],
  before: Map<string, Entity>,
  known: Set<string>,
  now: Date,
): NewModelEvent[] {
  return models.flatMap(({ id, entity }) => {
    const stored = before.get(id);
    const changes =
      stored === undefined ? [] : entityEvents(stored, entity, now);
    const first = known.has(id) ? undefined : deploymentEvent(entity);
    const told = changes.some(({ kind }) => kind === 'deployment');
    return [...(first && !told ? [first] : []), ...changes].map(event => ({
      modelId: id,
      ...event,
    }));
  });
}

function toRow(model: ModelEntry & { fingerprint: string }, now: Date) {
  const facts = factsOf(model.entity);
  return {
    id: model.id,
    entity_ref: model.entityRef,
    entity: JSON.stringify(model.entity),
    title: facts.title,
    provider: facts.provider.slice(0, 64),
    owner: facts.owner,
    system: facts.system,
    lifecycle: facts.lifecycle,
    cloud: facts.cloud,
    place: facts.place,
    endpoint_id: facts.endpointId,
    discovered: facts.discovered && !model.registers,
    owner_told: facts.ownerTold,
    capture: facts.capture,
    sampling_percent: facts.samplingPercent,
    problem: model.problem ?? null,
    console_url: facts.consoleUrl,
    edit_url: facts.editUrl,
    fingerprint: model.fingerprint,
    title_key: lower(facts.title).slice(0, 255),
    search_text: lower(`${facts.title}\n${model.id}\n${facts.owner}`),
    summary: 'Not measured yet.',
    next_run_at: now.toISOString(),
    removed_at: null,
  };
}

/** Text in which case does not matter. */
export function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

/** Changes whenever anything does that a model's row, events or versions are made from. */
function fingerprint(model: ModelEntry, { registry }: Look): string {
  const registered = (readDeployment(model.entity)?.variants ?? []).flatMap(
    ({ models }) =>
      models.map(({ entityRef }) => registry?.get(lower(entityRef ?? ''))),
  );
  return createHash('sha256')
    .update(JSON.stringify([model.entity, model.problem, registered]))
    .digest('hex');
}

/** Since when the endpoint serves what it serves now by the cloud's clock, ISO instant. */
function deployedAt(entity: Entity): string | null {
  const at = Date.parse(
    entity.metadata.annotations?.[ANNOTATION_ENDPOINT_DEPLOYED_AT] ?? '',
  );
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
