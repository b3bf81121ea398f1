import {
  decodeProfile,
  encodeProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';
import { UploadStore } from '../baselines/UploadStore';
import type { ProfileScope, WindowSum } from './ProfileStore';

/** A baseline that has been summed. */
export interface StoredBaseline extends WindowSum {
  version: number;
  /** First UTC hour since the epoch, inclusive. */
  fromHour: number;
  /** Last UTC hour since the epoch, exclusive. */
  toHour: number;
}

/** Table `baselines`: append only, so that a result's baseline can always be shown again. */
export class BaselineStore {
  readonly #knex: Knex;
  /** Uploaded references, which stand for a period. */
  readonly uploads: UploadStore;

  static create(options: { knex: Knex }): BaselineStore {
    return new BaselineStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.uploads = UploadStore.create({ knex });
  }

  /** The latest sum of a period, in hours since the epoch; undefined before the first. */
  async latest(
    scope: ProfileScope,
    period: { from: number; to: number },
  ): Promise<StoredBaseline | undefined> {
    const row = await this.#knex('baselines')
      .where({
        model_id: scope.modelId,
        variant: scope.variant,
        grid_version: scope.gridVersion,
        from_hour: period.from,
        to_hour: period.to,
      })
      .orderBy('version', 'desc')
      .first();
    return (
      row && {
        version: row.version,
        fromHour: row.from_hour,
        toHour: row.to_hour,
        revision: row.revision,
        hours: row.hours,
        profile: decodeProfile(row.counts, scope.grid),
      }
    );
  }

  /** Adds the next version. */
  async append(
    scope: ProfileScope,
    baseline: Omit<StoredBaseline, 'version'>,
    at: Date,
  ): Promise<StoredBaseline> {
    return this.#knex.transaction(async tx => {
      const key = {
        model_id: scope.modelId,
        variant: scope.variant,
        grid_version: scope.gridVersion,
      };
      const last = await tx('baselines')
        .where(key)
        .max('version as version')
        .first();
      const version = Number(last?.version ?? 0) + 1;
      await tx('baselines').insert({
        ...key,
        version,
        from_hour: baseline.fromHour,
        to_hour: baseline.toHour,
        revision: baseline.revision,
        hours: baseline.hours,
        counts: Buffer.from(encodeProfile(baseline.profile, scope.grid)),
        created_at: at.toISOString(),
      });
      return { ...baseline, version };
    });
  }
}
