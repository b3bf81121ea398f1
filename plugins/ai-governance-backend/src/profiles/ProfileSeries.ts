import {
  decodeProfile,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';
import type { ProfileScope } from './ProfileStore';

/** Counts of an hour, or of a day whose hours are no longer kept. */
export interface SeriesEntry {
  /** First UTC hour since the epoch that had any row. */
  hour: number;
  unit: 'hour' | 'day';
  profile: Profile;
}

const DAY_HOURS = 24;
const PAGE = 200;

/** Reads tables `profiles` and `profile_days` as a series in time. */
export class ProfileSeries {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ProfileSeries {
    return new ProfileSeries(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * What was counted in the hours `[fromHour, toHour)`, in the order of time, without what has no row. The oldest part
   * comes by day where hours were deleted because they are old. Entries are read in pages and handed out one by one,
   * so keep of each only what is needed.
   */
  async *entries(
    scope: ProfileScope,
    fromHour: number,
    toHour: number,
  ): AsyncGenerator<SeriesEntry> {
    const key = {
      model_id: scope.modelId,
      variant: scope.variant,
      grid_version: scope.gridVersion,
    };
    const first = await this.#knex('profiles')
      .where(key)
      .andWhere('hour', '>=', fromHour)
      .andWhere('hour', '<', toHour)
      .min('hour as hour')
      .first();
    const keptFrom: number = first?.hour ?? toHour;
    const pages = [
      {
        table: 'profile_days',
        unit: 'day' as const,
        from: Math.ceil(fromHour / DAY_HOURS),
        // A day is taken as a whole or not at all.
        to: Math.floor(Math.min(keptFrom, toHour) / DAY_HOURS),
      },
      { table: 'profiles', unit: 'hour' as const, from: keptFrom, to: toHour },
    ];
    for (const { table, unit, from, to } of pages) {
      for (let start = from; start < to; start += PAGE) {
        const rows: { hour: number; counts: Buffer }[] = await this.#knex(table)
          .where(key)
          .andWhere(unit, '>=', start)
          .andWhere(unit, '<', Math.min(start + PAGE, to))
          .modify(query => {
            if (unit === 'hour') {
              query.where('rows', '>', 0);
            }
          })
          .orderBy(unit)
          .select({ hour: unit === 'day' ? 'first_hour' : 'hour' }, 'counts');
        for (const row of rows) {
          yield {
            hour: row.hour,
            unit,
            profile: decodeProfile(row.counts, scope.grid),
          };
        }
      }
    }
  }
}
