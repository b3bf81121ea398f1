import type { Entity } from '@backstage/catalog-model';
import type {
  Cloud,
  HealthState,
  VariantHealth,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { ModelEventStore } from '../events/ModelEventStore';
import { VersionStore } from '../versions/VersionStore';
import type { EndpointFacts } from './facts';
import { verdictRank } from './ranks';
import { type Look, type ModelEntry, upsertModels } from './upsertModels';

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
  owner: string;
  system: string | null;
  lifecycle: string;
  cloud: Cloud;
  capture: EndpointFacts['capture'];
  /** Percent of requests that are logged; null when unknown. */
  samplingPercent: number | null;
  health: HealthState;
  healthReason: string;
  healthVariants: VariantHealth[];
  /** ISO instant at which the cloud was last asked; null when never. */
  healthCheckedAt: string | null;
  /** UTC hour since the epoch up to which service hours were asked for; null when never. */
  healthHour: number | null;
  /** Id of the model that registers this endpoint; null when none does. */
  replacedBy: string | null;
  /** What is wrong with its registration, in one sentence; null when nothing is. */
  problem: string | null;
}

/** Columns of a model's row that `toModel` reads. */
export interface ModelRow {
  id: string;
  entity_ref: string;
  entity: string;
  title: string;
  provider: string;
  verdict: string | null;
  summary: string;
  last_run_at: string | null;
  next_run_at: string;
  owner: string;
  system: string | null;
  lifecycle: string;
  cloud: string;
  capture: string;
  sampling_percent: number | null;
  health: string;
  health_reason: string;
  health_variants: string;
  health_checked_at: string | null;
  health_hour: number | null;
  replaced_by: string | null;
  problem: string | null;
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
   * Adds new models, due at once, and refreshes known ones whose entity has changed. What has changed is stored as
   * events and versions in the same transaction, so that no change is lost or told twice.
   */
  async upsert(
    models: ModelEntry[],
    now: Date,
    look: Omit<Look, 'now'> = {},
  ): Promise<void> {
    await upsertModels(this.#knex, models, { ...look, now });
  }

  /**
   * Marks every model that is not in the list as gone from the catalog. What was measured stays.
   * @param lastLook - ISO instant of the look before, at which they were last seen; default: now
   */
  async markRemovedExcept(
    ids: string[],
    now: Date,
    lastLook: string = now.toISOString(),
  ): Promise<number> {
    const keep = new Set(ids);
    const known: { id: string }[] = await this.#knex('models')
      .whereNull('removed_at')
      .select('id');
    const gone = known.map(row => row.id).filter(id => !keep.has(id));
    for (let i = 0; i < gone.length; i += BATCH) {
      const batch = gone.slice(i, i + BATCH);
      await this.#knex.transaction(async tx => {
        await tx('models')
          .whereIn('id', batch)
          .update({ removed_at: now.toISOString(), replaced_by: null });
        await VersionStore.create({ knex: tx }).closeAll(batch, lastLook);
      });
    }
    return gone.length;
  }

  /**
   * Sets which models stand behind others that register their endpoint. A registering model without a history takes
   * over that of the endpoint.
   * @param replacedBy - all of them, by id: the id of the registering model
   */
  async setReplaced(replacedBy: ReadonlyMap<string, string>): Promise<void> {
    const known: { id: string; replaced_by: string }[] = await this.#knex(
      'models',
    )
      .whereNotNull('replaced_by')
      .select('id', 'replaced_by');
    const stored = new Map(known.map(row => [row.id, row.replaced_by]));
    for (const id of stored.keys()) {
      if (!replacedBy.has(id)) {
        await this.#knex('models').where({ id }).update({ replaced_by: null });
      }
    }
    for (const [id, by] of replacedBy) {
      if (stored.get(id) !== by) {
        await this.#knex.transaction(async tx => {
          await tx('models').where({ id }).update({ replaced_by: by });
          await VersionStore.create({ knex: tx }).copy(id, by);
          await ModelEventStore.create({ knex: tx }).copy(id, by);
        });
      }
    }
  }

  /** A model that is in the catalog, or undefined. */
  async get(id: string): Promise<Model | undefined> {
    const row = await this.#knex<ModelRow>('models')
      .where({ id })
      .whereNull('removed_at' as keyof ModelRow)
      .first();
    return row && toModel(row);
  }

  /** Models by id, whether or not another one registers their endpoint; those that are gone are left out. */
  async getAll(ids: string[]): Promise<Map<string, Model>> {
    const models = new Map<string, Model>();
    for (let i = 0; i < ids.length; i += BATCH) {
      const rows = await this.#knex<ModelRow>('models')
        .whereIn('id', ids.slice(i, i + BATCH))
        .whereNull('removed_at' as keyof ModelRow);
      rows.forEach(row => models.set(row.id, toModel(row)));
    }
    return models;
  }

  /** Models in the order of their ids, after a given id; without those whose endpoint another one registers. */
  async list(options: {
    after?: string;
    limit: number;
    /** Only those whose service metrics were never asked for. */
    healthNeverAsked?: boolean;
  }): Promise<Model[]> {
    const rows = await this.#knex<ModelRow>('models')
      .whereNull('removed_at' as keyof ModelRow)
      .whereNull('replaced_by')
      .modify(query => {
        if (options.after) {
          query.where('id', '>', options.after);
        }
        if (options.healthNeverAsked) {
          query.whereNull('health_asked_at');
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
      .whereNull('replaced_by')
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
      .whereNull('replaced_by')
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
    await this.#knex('models')
      .where({ id: options.id })
      .update({
        verdict: options.verdict,
        verdict_rank: verdictRank(options.verdict),
        summary: options.summary,
        last_run_at: options.at.toISOString(),
      });
  }
}

/** A model from its row. */
export function toModel(row: ModelRow): Model {
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
    owner: row.owner,
    system: row.system,
    lifecycle: row.lifecycle,
    cloud: row.cloud as Cloud,
    capture: row.capture as Model['capture'],
    samplingPercent: row.sampling_percent,
    health: row.health as HealthState,
    healthReason: row.health_reason,
    healthVariants: JSON.parse(row.health_variants),
    healthCheckedAt: row.health_checked_at,
    healthHour: row.health_hour,
    replacedBy: row.replaced_by,
    problem: row.problem,
  };
}
