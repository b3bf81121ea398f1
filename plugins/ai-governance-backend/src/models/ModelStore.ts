import type { Entity } from '@backstage/catalog-model';
import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { deploymentEvent, entityEvents } from '../events/entityEvents';
import { ModelEventStore, type NewModelEvent } from '../events/ModelEventStore';

/** An endpoint as the plugin knows it. */
export interface Model {
  /** `<namespace>.<name>` */
  id: string;
  entityRef: string;
  entity: Entity;
  title: string;
  provider: string;
  verdict: Verdict | null;
  summary: string;
  lastRunAt: string | null;
  nextRunAt: string;
}

/** An endpoint as the catalog has it. */
type ModelEntry = Pick<
  Model,
  'id' | 'entityRef' | 'entity' | 'title' | 'provider'
>;

interface ModelRow {
  id: string;
  entity_ref: string;
  entity: string;
  title: string;
  provider: string;
  verdict: string | null;
  summary: string;
  last_run_at: string | null;
  next_run_at: string;
}

const BATCH = 100;

/** Table `models`: which endpoints there are, when each is due, and who works on it. */
export class ModelStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ModelStore {
    return new ModelStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Adds new models, due at once, and refreshes the entity snapshot of known ones. What has changed is stored as
   * events in the same transaction, so that no change is lost or told twice.
   */
  async upsert(models: ModelEntry[], now: Date): Promise<void> {
    for (let i = 0; i < models.length; i += BATCH) {
      const batch = models.slice(i, i + BATCH);
      await this.#knex.transaction(async tx => {
        const events = ModelEventStore.create({ knex: tx });
        await events.append(await whatHappened(tx, events, batch, now), now);
        await tx('models')
          .insert(
            batch.map(model => ({
              id: model.id,
              entity_ref: model.entityRef,
              entity: JSON.stringify(model.entity),
              title: model.title,
              provider: model.provider,
              summary: 'Not measured yet.',
              next_run_at: now.toISOString(),
              removed_at: null,
            })),
          )
          .onConflict('id')
          .merge(['entity_ref', 'entity', 'title', 'provider', 'removed_at']);
      });
    }
  }

  /** Marks every model that is not in the list as gone from the catalog. What was measured stays. */
  async markRemovedExcept(ids: string[], now: Date): Promise<number> {
    const keep = new Set(ids);
    const known: { id: string }[] = await this.#knex('models')
      .whereNull('removed_at')
      .select('id');
    const gone = known.map(row => row.id).filter(id => !keep.has(id));
    for (let i = 0; i < gone.length; i += BATCH) {
      await this.#knex('models')
        .whereIn('id', gone.slice(i, i + BATCH))
        .update({ removed_at: now.toISOString() });
    }
    return gone.length;
  }

  /** A model that is in the catalog, or undefined. */
  async get(id: string): Promise<Model | undefined> {
    const row = await this.#knex<ModelRow>('models')
      .where({ id })
      .whereNull('removed_at' as keyof ModelRow)
      .first();
    return row && toModel(row);
  }

  /** Models in the order of their ids, after a given id. */
  async list(options: { after?: string; limit: number }): Promise<Model[]> {
    const rows = await this.#knex<ModelRow>('models')
      .whereNull('removed_at' as keyof ModelRow)
      .modify(query => {
        if (options.after) {
          query.where('id', '>', options.after);
        }
      })
      .orderBy('id')
      .limit(options.limit);
    return rows.map(toModel);
  }

  /**
   * Takes models that are due and that nobody works on. Replicas may call it at the same time: each model is given
   * to one of them only, until the lease ends.
   */
  async claimDue(options: {
    owner: string;
    now: Date;
    leaseMs: number;
    limit: number;
  }): Promise<Model[]> {
    const now = options.now.toISOString();
    const candidates: { id: string }[] = await this.#knex('models')
      .whereNull('removed_at')
      .where('next_run_at', '<=', now)
      .where(free =>
        free.whereNull('lease_until').orWhere('lease_until', '<=', now),
      )
      .orderBy('next_run_at')
      .limit(options.limit)
      .select('id');
    const claimed: Model[] = [];
    for (const { id } of candidates) {
      const model = await this.claim({ ...options, id });
      if (model) {
        claimed.push(model);
      }
    }
    return claimed;
  }

  /** Takes one model, due or not. Undefined when it is gone or somebody works on it. */
  async claim(options: {
    id: string;
    owner: string;
    now: Date;
    leaseMs: number;
  }): Promise<Model | undefined> {
    const now = options.now.toISOString();
    const taken = await this.#knex('models')
      .where({ id: options.id })
      .whereNull('removed_at')
      .where(free =>
        free.whereNull('lease_until').orWhere('lease_until', '<=', now),
      )
      .update({
        lease_owner: options.owner,
        lease_until: new Date(
          options.now.getTime() + options.leaseMs,
        ).toISOString(),
      });
    return taken ? this.get(options.id) : undefined;
  }

  /** Holds a claim for longer. False when the claim was lost. */
  async renew(options: {
    id: string;
    owner: string;
    now: Date;
    leaseMs: number;
  }): Promise<boolean> {
    const held = await this.#knex('models')
      .where({ id: options.id, lease_owner: options.owner })
      .update({
        lease_until: new Date(
          options.now.getTime() + options.leaseMs,
        ).toISOString(),
      });
    return held > 0;
  }

  /** Gives a model back. */
  async release(options: {
    id: string;
    owner: string;
    nextRunAt?: Date;
  }): Promise<void> {
    await this.#knex('models')
      .where({ id: options.id, lease_owner: options.owner })
      .update({
        lease_owner: null,
        lease_until: null,
        ...(options.nextRunAt && {
          next_run_at: options.nextRunAt.toISOString(),
        }),
      });
  }

  /** Stores what the latest run says of the model as a whole. */
  async setVerdict(options: {
    id: string;
    verdict: Verdict;
    summary: string;
    at: Date;
  }): Promise<void> {
    await this.#knex('models').where({ id: options.id }).update({
      verdict: options.verdict,
      summary: options.summary,
      last_run_at: options.at.toISOString(),
    });
  }
}

/** Events that the entities tell of, compared with those stored; for a model without history, its deployment. */
async function whatHappened(
  knex: Knex,
  events: ModelEventStore,
  models: ModelEntry[],
  now: Date,
): Promise<NewModelEvent[]> {
  const ids = models.map(({ id }) => id);
  const rows: Pick<ModelRow, 'id' | 'entity'>[] = await knex('models')
    .whereIn('id', ids)
    .select('id', 'entity');
  const before = new Map(rows.map(row => [row.id, row.entity]));
  const known = await events.known(ids);
  return models.flatMap(({ id, entity }) => {
    const stored = before.get(id);
    const changes =
      stored === undefined ? [] : entityEvents(JSON.parse(stored), entity, now);
    const first = known.has(id) ? undefined : deploymentEvent(entity);
    const told = changes.some(({ kind }) => kind === 'deployment');
    return [...(first && !told ? [first] : []), ...changes].map(event => ({
      modelId: id,
      ...event,
    }));
  });
}

function toModel(row: ModelRow): Model {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    entity: JSON.parse(row.entity),
    title: row.title,
    provider: row.provider,
    verdict: row.verdict as Verdict | null,
    summary: row.summary,
    lastRunAt: row.last_run_at,
    nextRunAt: row.next_run_at,
  };
}
