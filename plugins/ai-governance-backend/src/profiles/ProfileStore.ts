import {
  addEncodedProfile,
  emptyProfile,
  encodeProfile,
  limitUnseen,
  type Grid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { toHour } from '../database/time';
import { type OutcomeHours, writeOutcomes } from '../outcomes/OutcomeStore';
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

const DAY_HOURS = 24;
const READ_BATCH = 200;
const WRITE_BATCH = 50;

/**
 * Tables `profiles`, `log_objects` and `rejected_lines`. An hour's counts, the ledger entries of the objects they were
 * made from and the lines that were rejected are written in one transaction: after a crash an hour is either all there
 * or not at all.
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
    /** Outcomes of the same hours. */
    outcomes?: OutcomeHours;
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
      if (options.outcomes) {
        await writeOutcomes(tx, {
          modelId: options.modelId,
          revision,
          hours: options.outcomes,
        });
      }
      await replaceRejectedLines(tx, scope, options.counts);
      await rollUpDays(tx, {
        ...options,
        touched: options.counts.map(({ variant, hour }) => ({
          variant,
          day: Math.floor(toHour(hour) / DAY_HOURS),
        })),
      });
    });
  }

  /** Sums the hours in `[from, to)`: whole days from their roll-ups, the rest from the hours. */
  async sum(scope: ProfileScope, from: number, to: number): Promise<WindowSum> {
    const total = { profile: emptyProfile(scope.grid), hours: 0, revision: 0 };
    for (const part of parts(from, to)) {
      for (let start = part.from; start < part.to; start += READ_BATCH) {
        const rows = await this.#rows(scope, {
          ...part,
          from: start,
          to: Math.min(start + READ_BATCH, part.to),
        }).select(
          'counts',
          'revision',
          ...(part.unit === 'day' ? ['hours'] : []),
        );
        for (const row of rows) {
          addEncodedProfile(total.profile, row.counts, scope.grid);
          total.hours += row.hours ?? 1;
          total.revision = Math.max(total.revision, row.revision);
        }
      }
    }
    return total;
  }

  /** Highest revision in `[from, to)`; 0 when there is none. */
  async revision(
    scope: Omit<ProfileScope, 'grid'>,
    from: number,
    to: number,
  ): Promise<number> {
    const revisions = await Promise.all(
      parts(from, to).map(async part => {
        const row = await this.#rows(scope, part)
          .max('revision as revision')
          .first();
        return Number(row?.revision ?? 0);
      }),
    );
    return Math.max(0, ...revisions);
  }

  /** Variants that have profiles, with the first and last hour that had any row. */
  async extents(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<{ variant: string; firstHour: number; lastHour: number }[]> {
    const rows = await this.#knex('profile_days')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .groupBy('variant')
      .orderBy('variant')
      .select('variant')
      .min('first_hour as first')
      .max('last_hour as last');
    return rows.map(row => ({
      variant: row.variant,
      firstHour: Number(row.first),
      lastHour: Number(row.last),
    }));
  }

  /**
   * Deletes the hours before an hour; their days stay, and so does the ledger of the hours after it.
   * @returns how many there were
   */
  async deleteHoursBefore(hour: number): Promise<number> {
    await this.#knex('log_objects').where('hour', '<', hour).delete();
    await this.#knex('rejected_lines').where('hour', '<', hour).delete();
    return this.#knex('profiles').where('hour', '<', hour).delete();
  }

  #rows(scope: Omit<ProfileScope, 'grid'>, part: Part): Knex.QueryBuilder {
    const key = {
      model_id: scope.modelId,
      variant: scope.variant,
      grid_version: scope.gridVersion,
    };
    return part.unit === 'day'
      ? this.#knex('profile_days')
          .where(key)
          .andWhere('day', '>=', part.from)
          .andWhere('day', '<', part.to)
      : this.#knex('profiles')
          .where(key)
          .andWhere('hour', '>=', part.from)
          .andWhere('hour', '<', part.to)
          .andWhere('rows', '>', 0);
  }
}

/** A stretch of whole days or of hours, `[from, to)`. */
interface Part {
  unit: 'day' | 'hour';
  from: number;
  to: number;
}

/** Parts the hours `[from, to)` into whole days and the hours at its ends. */
function parts(from: number, to: number): Part[] {
  const firstDay = Math.ceil(from / DAY_HOURS);
  const endDay = Math.floor(to / DAY_HOURS);
  const all: Part[] =
    firstDay < endDay
      ? [
          { unit: 'hour', from, to: firstDay * DAY_HOURS },
          { unit: 'day', from: firstDay, to: endDay },
          { unit: 'hour', from: endDay * DAY_HOURS, to },
        ]
      : [{ unit: 'hour', from, to }];
  return all.filter(part => part.from < part.to);
}

/** The rejected lines of the counted hours take the place of those of their last revision. */
async function replaceRejectedLines(
  tx: Knex,
  scope: { model_id: string; grid_version: number },
  counts: HourlyCounts[],
): Promise<void> {
  const hours = new Map<string, number[]>();
  for (const { variant, hour } of counts) {
    hours.set(variant, [...(hours.get(variant) ?? []), toHour(hour)]);
  }
  for (const [variant, counted] of hours) {
    for (let i = 0; i < counted.length; i += READ_BATCH) {
      await tx('rejected_lines')
        .where({ ...scope, variant })
        .whereIn('hour', counted.slice(i, i + READ_BATCH))
        .delete();
    }
  }
  const rows = counts.flatMap(({ variant, hour, rejectedLines }) =>
    rejectedLines.map(({ object, line, reason }, place) => ({
      ...scope,
      variant,
      hour: toHour(hour),
      place,
      object_key: object,
      line,
      reason,
    })),
  );
  for (let i = 0; i < rows.length; i += WRITE_BATCH) {
    await tx('rejected_lines').insert(rows.slice(i, i + WRITE_BATCH));
  }
}

/** Sums the hours of days of which an hour was written. */
async function rollUpDays(
  tx: Knex,
  options: {
    modelId: string;
    gridVersion: number;
    grid: Grid;
    touched: { variant: string; day: number }[];
  },
): Promise<void> {
  const scope = {
    model_id: options.modelId,
    grid_version: options.gridVersion,
  };
  const days = new Map(
    options.touched.map(day => [`${day.variant}\n${day.day}`, day]),
  );
  for (const { variant, day } of days.values()) {
    const hours = await tx('profiles')
      .where({ ...scope, variant })
      .andWhere('hour', '>=', day * DAY_HOURS)
      .andWhere('hour', '<', (day + 1) * DAY_HOURS)
      .andWhere('rows', '>', 0)
      .orderBy('hour')
      .select('hour', 'revision', 'counts');
    if (hours.length === 0) {
      continue;
    }
    const profile = emptyProfile(options.grid);
    for (const { counts } of hours) {
      addEncodedProfile(profile, counts, options.grid);
    }
    await tx('profile_days')
      .insert({
        ...scope,
        variant,
        day,
        first_hour: hours[0].hour,
        last_hour: hours[hours.length - 1].hour,
        hours: hours.length,
        revision: Math.max(...hours.map(({ revision }) => revision)),
        counts: Buffer.from(encodeProfile(limitUnseen(profile), options.grid)),
      })
      .onConflict(['model_id', 'grid_version', 'variant', 'day'])
      .merge();
  }
}
