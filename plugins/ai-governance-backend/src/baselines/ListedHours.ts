import { Knex } from 'knex';
import { type HourRange, joinRanges } from './hourRanges';

/**
 * Table `listed_hours`: which hours' logs were listed and read. The ledger cannot tell, because an hour without logs
 * leaves nothing in it, and old hours leave it.
 */
export class ListedHours {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ListedHours {
    return new ListedHours(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The stretches that were read, in the order of time. What has counts was read, too. */
  async get(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<HourRange[]> {
    const key = {
      model_id: options.modelId,
      grid_version: options.gridVersion,
    };
    const rows: { from_hour: number; to_hour: number }[] = await this.#knex(
      'listed_hours',
    )
      .where(key)
      .select('from_hour', 'to_hour');
    if (rows.length === 0) {
      // Counted before this table was there.
      const counted = await this.#knex('profile_days')
        .where(key)
        .min('first_hour as first')
        .max('last_hour as last')
        .first();
      return counted?.last === null || counted?.last === undefined
        ? []
        : [[Number(counted.first), Number(counted.last) + 1]];
    }
    return joinRanges(rows.map(row => [row.from_hour, row.to_hour] as const));
  }

  /** Adds stretches that have been read to the end. */
  async add(options: {
    modelId: string;
    gridVersion: number;
    ranges: readonly HourRange[];
  }): Promise<void> {
    const known = await this.get(options);
    const key = {
      model_id: options.modelId,
      grid_version: options.gridVersion,
    };
    const joined = joinRanges([...known, ...options.ranges]);
    await this.#knex.transaction(async tx => {
      await tx('listed_hours').where(key).delete();
      for (const [from, to] of joined) {
        await tx('listed_hours').insert({
          ...key,
          from_hour: from,
          to_hour: to,
        });
      }
    });
  }

  /** The first hour of a model that was ever counted, on whatever grid, or undefined. */
  async firstCounted(modelId: string): Promise<number | undefined> {
    const row = await this.#knex('profile_days')
      .where({ model_id: modelId })
      .min('first_hour as first')
      .first();
    return row?.first === null || row?.first === undefined
      ? undefined
      : Number(row.first);
  }
}
