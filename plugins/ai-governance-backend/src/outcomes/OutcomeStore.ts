import type { HourlyOutcomes } from '@ai-governance/plugin-ai-governance-node';
import {
  addOutcomes,
  decodeOutcomes,
  emptyOutcomes,
  encodeOutcomes,
  type OutcomeGrid,
  type OutcomeProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';
import { toHour } from '../database/time';

/** Outcomes of hours, to be stored. */
export interface OutcomeHours {
  gridVersion: number;
  grid: OutcomeGrid;
  /** State of the files that were joined. */
  filesTag: string;
  counts: HourlyOutcomes[];
}

/** Which outcomes are meant. */
export interface OutcomeScope {
  modelId: string;
  variant: string;
  gridVersion: number;
  grid: OutcomeGrid;
}

/** The sum of a stretch of hours. */
export interface OutcomeSum {
  profile: OutcomeProfile;
  /** Hours that had any row. */
  hours: number;
  /** Highest revision of the hours that went in. */
  revision: number;
}

const READ_BATCH = 200;
const WRITE_BATCH = 50;

/** Tables `outcome_profiles` and `label_object_hours`, which are written together. */
export class OutcomeStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): OutcomeStore {
    return new OutcomeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores whole hours as a new revision. */
  async putHours(modelId: string, hours: OutcomeHours): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx('models').where({ id: modelId }).increment('revision', 1);
      const model = await tx('models').where({ id: modelId }).first('revision');
      await writeOutcomes(tx, {
        modelId,
        revision: Number(model?.revision ?? 1),
        hours,
      });
    });
  }

  /** Remembers that the logs of hours are gone, so that they are not looked for again. */
  async markUnreadable(
    scope: { modelId: string; gridVersion: number; grid: OutcomeGrid },
    hours: { variant: string; hour: number }[],
  ): Promise<void> {
    const counts = Buffer.from(
      encodeOutcomes(emptyOutcomes(scope.grid), scope.grid),
    );
    const rows = hours.map(({ variant, hour }) => ({
      model_id: scope.modelId,
      grid_version: scope.gridVersion,
      variant,
      hour,
      revision: 0,
      rows: 0,
      files_tag: '',
      readable: false,
      counts,
      id_scheme: '',
      ids: Buffer.alloc(0),
    }));
    for (let i = 0; i < rows.length; i += WRITE_BATCH) {
      await this.#knex('outcome_profiles')
        .insert(rows.slice(i, i + WRITE_BATCH))
        .onConflict(['model_id', 'grid_version', 'variant', 'hour'])
        .ignore();
    }
  }

  /** Variants that have outcomes, with the first and last hour that had any row. */
  async extents(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<{ variant: string; firstHour: number; lastHour: number }[]> {
    const rows = await this.#knex('outcome_profiles')
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

  /** Sums the hours in `[from, to)`. */
  async sum(
    scope: OutcomeScope,
    from: number,
    to: number,
  ): Promise<OutcomeSum> {
    const total: OutcomeSum = {
      profile: emptyOutcomes(scope.grid),
      hours: 0,
      revision: 0,
    };
    for await (const entry of this.entries(scope, from, to)) {
      addOutcomes(total.profile, entry.profile);
      total.hours += 1;
      total.revision = Math.max(total.revision, entry.revision);
    }
    return total;
  }

  /** The hours in `[from, to)` that have any row, in the order of time; read in pages. */
  async *entries(
    scope: OutcomeScope,
    from: number,
    to: number,
  ): AsyncGenerator<{
    hour: number;
    revision: number;
    profile: OutcomeProfile;
  }> {
    for (let start = from; start < to; start += READ_BATCH) {
      const rows: { hour: number; revision: number; counts: Buffer }[] =
        await this.#knex('outcome_profiles')
          .where({
            model_id: scope.modelId,
            grid_version: scope.gridVersion,
            variant: scope.variant,
          })
          .andWhere('hour', '>=', start)
          .andWhere('hour', '<', Math.min(start + READ_BATCH, to))
          .andWhere('rows', '>', 0)
          .orderBy('hour')
          .select('hour', 'revision', 'counts');
      for (const { hour, revision, counts } of rows) {
        yield { hour, revision, profile: decodeOutcomes(counts, scope.grid) };
      }
    }
  }

  /** Hours from one on whose columns were counted and whose outcomes were not. */
  async uncounted(options: {
    modelId: string;
    profileGridVersion: number;
    gridVersion: number;
    fromHour: number;
  }): Promise<{ variant: string; hour: number }[]> {
    return this.#knex('profiles as profile')
      .leftJoin('outcome_profiles as outcome', join =>
        join
          .on('outcome.model_id', 'profile.model_id')
          .andOn('outcome.variant', 'profile.variant')
          .andOn('outcome.hour', 'profile.hour')
          .andOnVal('outcome.grid_version', options.gridVersion),
      )
      .where({
        'profile.model_id': options.modelId,
        'profile.grid_version': options.profileGridVersion,
      })
      .andWhere('profile.hour', '>=', options.fromHour)
      .andWhere('profile.rows', '>', 0)
      .whereNull('outcome.hour')
      .orderBy(['profile.hour', 'profile.variant'])
      .select('profile.variant as variant', 'profile.hour as hour');
  }

  /** Hours from one on that were counted with files in another state. */
  async joinedOtherwise(options: {
    modelId: string;
    gridVersion: number;
    filesTag: string;
    fromHour: number;
  }): Promise<{ variant: string; hour: number }[]> {
    return this.#knex('outcome_profiles')
      .where({
        model_id: options.modelId,
        grid_version: options.gridVersion,
        readable: true,
      })
      .andWhere('hour', '>=', options.fromHour)
      .andWhere('rows', '>', 0)
      .andWhereNot('files_tag', options.filesTag)
      .orderBy(['hour', 'variant'])
      .select('variant', 'hour');
  }

  /**
   * Hours from one on that have a decision of any of the given ids, or whose ids were hashed otherwise. Two different ids have the same hash once in four
   * billion pairs; then an hour is counted again and comes to the same.
   */
  async hoursOf(options: {
    modelId: string;
    gridVersion: number;
    fromHour: number;
    ids: Set<number>;
    idScheme: string;
  }): Promise<{ variant: string; hour: number }[]> {
    const found: { variant: string; hour: number }[] = [];
    if (options.ids.size === 0) {
      return found;
    }
    let after = { hour: options.fromHour, variant: '' };
    for (;;) {
      const rows: {
        variant: string;
        hour: number;
        id_scheme: string;
        ids: Buffer;
      }[] = await this.#knex('outcome_profiles')
        .where({
          model_id: options.modelId,
          grid_version: options.gridVersion,
        })
        .andWhereRaw('(hour, variant) > (?, ?)', [after.hour, after.variant])
        .andWhere('rows', '>', 0)
        .orderBy(['hour', 'variant'])
        .limit(READ_BATCH)
        .select('variant', 'hour', 'id_scheme', 'ids');
      for (const { variant, hour, id_scheme: scheme, ids } of rows) {
        if (scheme !== options.idScheme || hasAny(ids, options.ids)) {
          found.push({ variant, hour });
        }
      }
      if (rows.length < READ_BATCH) {
        return found;
      }
      after = rows[rows.length - 1];
    }
  }

  /** Deletes the hours before an hour. @returns how many there were */
  async deleteHoursBefore(hour: number): Promise<number> {
    await this.#knex('label_object_hours').where('hour', '<', hour).delete();
    return this.#knex('outcome_profiles').where('hour', '<', hour).delete();
  }
}

/** Writes outcomes of whole hours in the transaction that writes what else they were counted to. */
export async function writeOutcomes(
  tx: Knex,
  options: { modelId: string; revision: number; hours: OutcomeHours },
): Promise<void> {
  const { modelId, revision, hours } = options;
  const rows = hours.counts.map(
    ({ variant, hour, profile, ids, idScheme }) => ({
      model_id: modelId,
      grid_version: hours.gridVersion,
      variant,
      hour: toHour(hour),
      revision,
      rows: profile.rows,
      files_tag: hours.filesTag,
      readable: true,
      counts: Buffer.from(encodeOutcomes(profile, hours.grid)),
      id_scheme: idScheme,
      ids: toBytes(ids),
    }),
  );
  for (let i = 0; i < rows.length; i += WRITE_BATCH) {
    await tx('outcome_profiles')
      .insert(rows.slice(i, i + WRITE_BATCH))
      .onConflict(['model_id', 'grid_version', 'variant', 'hour'])
      .merge();
  }
  const touched = hours.counts.flatMap(({ hour, labelObjects }) =>
    labelObjects.map(key => ({
      model_id: modelId,
      hour: toHour(hour),
      object_key: key,
    })),
  );
  for (let i = 0; i < touched.length; i += WRITE_BATCH) {
    await tx('label_object_hours')
      .insert(touched.slice(i, i + WRITE_BATCH))
      .onConflict(['model_id', 'hour', 'object_key'])
      .ignore();
  }
}

function toBytes(ids: Uint32Array): Buffer {
  const bytes = Buffer.alloc(ids.length * 4);
  ids.forEach((id, i) => bytes.writeUInt32LE(id, i * 4));
  return bytes;
}

function hasAny(bytes: Buffer, ids: Set<number>): boolean {
  for (let at = 0; at < bytes.length; at += 4) {
    if (ids.has(bytes.readUInt32LE(at))) {
      return true;
    }
  }
  return false;
}
