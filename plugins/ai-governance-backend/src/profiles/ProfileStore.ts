import {
  addEncodedProfile,
  decodeProfile,
  emptyProfile,
  encodeProfile,
  type Grid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { toHour } from '../database/time';
import type { LedgerEntry } from './LedgerStore';

/** The sum of a stretch of hours. */
export interface WindowSum {
  profile: Profile;
  /** Hours that had any row. */
  hours: number;
  /** Highest revision of the hours that went in; names the state of the data exactly. */
  revision: number;
}

/** Which profiles are meant. */
export interface ProfileScope {
  modelId: string;
  variant: string;
  gridVersion: number;
  grid: Grid;
}

const READ_BATCH = 200;
const WRITE_BATCH = 50;

/**
 * Tables `profiles` and `log_objects`. An hour's counts and the ledger entries of the objects they were made from
 * are written in one transaction: after a crash an hour is either all there or not at all.
 */
export class ProfileStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ProfileStore {
    return new ProfileStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Stores whole hours with the objects they were counted from. An hour that is there already is replaced as a new
   * revision.
   */
  async putHours(options: {
    modelId: string;
    sourceId: string;
    gridVersion: number;
    grid: Grid;
    counts: HourlyCounts[];
    objects: LedgerEntry[];
  }): Promise<void> {
    const scope = {
      model_id: options.modelId,
      grid_version: options.gridVersion,
    };
    await this.#knex.transaction(async tx => {
      await tx('models')
        .where({ id: options.modelId })
        .increment('revision', 1);
      const model = await tx('models')
        .where({ id: options.modelId })
        .first('revision');
      const revision = Number(model?.revision ?? 1);

      const objectsPerHour = new Map<string, number>();
      for (const object of options.objects) {
        const key = `${object.variant}\n${object.hour}`;
        objectsPerHour.set(key, (objectsPerHour.get(key) ?? 0) + 1);
      }
      const profileRows = options.counts.map(counts => ({
        ...scope,
        variant: counts.variant,
        hour: toHour(counts.hour),
        revision,
        objects:
          objectsPerHour.get(`${counts.variant}\n${toHour(counts.hour)}`) ?? 0,
        rows: counts.profile.rows,
        duplicates: counts.duplicates,
        rejected: JSON.stringify(counts.rejected),
        counts: Buffer.from(encodeProfile(counts.profile, options.grid)),
      }));
      for (let i = 0; i < profileRows.length; i += WRITE_BATCH) {
        await tx('profiles')
          .insert(profileRows.slice(i, i + WRITE_BATCH))
          .onConflict(['model_id', 'grid_version', 'variant', 'hour'])
          .merge();
      }
      const ledgerRows = options.objects.map(object => ({
        ...scope,
        source_id: options.sourceId,
        object_key: object.key,
        etag: object.etag,
        variant: object.variant,
        hour: object.hour,
        revision,
        problem: object.problem?.slice(0, 1000) ?? null,
      }));
      for (let i = 0; i < ledgerRows.length; i += WRITE_BATCH) {
        await tx('log_objects')
          .insert(ledgerRows.slice(i, i + WRITE_BATCH))
          .onConflict(['model_id', 'grid_version', 'object_key'])
          .merge();
      }
    });
  }

  /** Sums the hours in `[fromHour, toHour)`. */
  async sum(
    scope: ProfileScope,
    fromHour: number,
    toHour: number,
  ): Promise<WindowSum> {
    const profile = emptyProfile(scope.grid);
    let hours = 0;
    let revision = 0;
    for await (const row of this.#rows(scope, fromHour, toHour)) {
      addEncodedProfile(profile, row.counts, scope.grid);
      hours += 1;
      revision = Math.max(revision, row.revision);
    }
    return { profile, hours, revision };
  }

  /**
   * The hours in `[fromHour, toHour)` that have any row, in the order of time. They are read in pages and handed out
   * one by one, so keep of each only what is needed.
   */
  async *hours(
    scope: ProfileScope,
    fromHour: number,
    toHour: number,
  ): AsyncGenerator<{ hour: number; profile: Profile }> {
    for await (const row of this.#rows(scope, fromHour, toHour)) {
      yield {
        hour: row.hour,
        profile: decodeProfile(row.counts, scope.grid),
      };
    }
  }

  /** Highest revision in `[fromHour, toHour)`; 0 when there is none. */
  async revision(
    scope: Omit<ProfileScope, 'grid'>,
    fromHour: number,
    toHour: number,
  ): Promise<number> {
    const row = await this.#scoped(scope)
      .andWhere('hour', '>=', fromHour)
      .andWhere('hour', '<', toHour)
      .max('revision as revision')
      .first();
    return Number(row?.revision ?? 0);
  }

  /** Variants that have profiles, with the first and last hour that had any row. */
  async extents(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<{ variant: string; firstHour: number; lastHour: number }[]> {
    const rows = await this.#knex('profiles')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .andWhere('rows', '>', 0)
      .groupBy('variant')
      .orderBy('variant')
      .select('variant')
      .min('hour as first')
      .max('hour as last');
    return rows.map(row => ({
      variant: row.variant,
      firstHour: Number(row.first),
      lastHour: Number(row.last),
    }));
  }

  async *#rows(
    scope: ProfileScope,
    fromHour: number,
    toHour: number,
  ): AsyncGenerator<{ hour: number; counts: Buffer; revision: number }> {
    for (let start = fromHour; start < toHour; start += READ_BATCH) {
      yield* await this.#scoped(scope)
        .andWhere('hour', '>=', start)
        .andWhere('hour', '<', Math.min(start + READ_BATCH, toHour))
        .andWhere('rows', '>', 0)
        .orderBy('hour')
        .select('hour', 'counts', 'revision');
    }
  }

  #scoped(scope: Omit<ProfileScope, 'grid'>) {
    return this.#knex('profiles').where({
      model_id: scope.modelId,
      variant: scope.variant,
      grid_version: scope.gridVersion,
    });
  }
}
