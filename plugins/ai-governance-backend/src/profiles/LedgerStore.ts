import type {
  IngestionState,
  RejectedLine,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { ListedHours } from '../baselines/ListedHours';
import { fromHour } from '../database/time';

/** A log object as the ledger remembers it. */
export interface LedgerEntry {
  key: string;
  etag: string;
  variant: string;
  /** UTC hour since the epoch. */
  hour: number;
  /** Why its rows are not in the profile; undefined when they are. */
  problem?: string;
}

/** Rejected lines that a model's state tells. */
const LISTED_LINES = 50;

/**
 * What has been read: the tables `log_objects` and `rejected_lines`, which `ProfileStore` writes together with the
 * counts, and the sums of what each hour's reading met with.
 */
export class LedgerStore {
  readonly #knex: Knex;
  /** Hours whose logs were looked for, whether or not there were any. */
  readonly listed: ListedHours;

  static create(options: { knex: Knex }): LedgerStore {
    return new LedgerStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.listed = ListedHours.create({ knex });
  }

  /** Ledger entries of the hours in `[fromHour, toHour)`, by object key. */
  async entries(options: {
    modelId: string;
    gridVersion: number;
    fromHour: number;
    toHour: number;
  }): Promise<Map<string, LedgerEntry>> {
    const rows = await this.#knex('log_objects')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .andWhere('hour', '>=', options.fromHour)
      .andWhere('hour', '<', options.toHour)
      .select('object_key', 'etag', 'variant', 'hour', 'problem');
    return new Map(
      rows.map(row => [
        row.object_key,
        {
          key: row.object_key,
          etag: row.etag,
          variant: row.variant,
          hour: row.hour,
          problem: row.problem ?? undefined,
        },
      ]),
    );
  }

  /** The last hour of which any object is in the ledger, or undefined. */
  async lastHour(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<number | undefined> {
    const row = await this.#knex('log_objects')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .max('hour as hour')
      .first();
    return row?.hour ?? undefined;
  }

  /** What has been ingested of a model on one grid, in all. */
  async state(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<IngestionState> {
    const rows: {
      objects: string | number;
      rows: string | number;
      duplicates: string | number;
      rejected: string;
      hours: string | number;
      first: number;
      last: number;
    }[] = await this.#knex('profiles')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .groupBy('rejected')
      .select('rejected')
      .sum({ objects: 'objects', rows: 'rows', duplicates: 'duplicates' })
      .count({ hours: '*' })
      .min('hour as first')
      .max('hour as last');
    const state: IngestionState = {
      objects: 0,
      rows: 0,
      duplicates: 0,
      rejected: {},
      hours: 0,
      firstHour: null,
      lastHour: null,
      problems: await this.#problems(options),
      rejectedLines: await this.#rejectedLines(options),
    };
    let first = Infinity;
    let last = -Infinity;
    for (const row of rows) {
      const hours = Number(row.hours);
      state.objects += Number(row.objects);
      state.rows += Number(row.rows);
      state.duplicates += Number(row.duplicates);
      state.hours += hours;
      first = Math.min(first, row.first);
      last = Math.max(last, row.last);
      for (const [reason, n] of Object.entries(JSON.parse(row.rejected))) {
        const key = reason as RejectionReason;
        state.rejected[key] = (state.rejected[key] ?? 0) + Number(n) * hours;
      }
    }
    if (rows.length > 0) {
      state.firstHour = fromHour(first).toISOString();
      state.lastHour = fromHour(last).toISOString();
    }
    return state;
  }

  async #rejectedLines(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<RejectedLine[]> {
    const rows = await this.#knex('rejected_lines')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .orderBy([
        { column: 'hour', order: 'desc' },
        { column: 'variant' },
        { column: 'place' },
      ])
      .limit(LISTED_LINES)
      .select('object_key', 'line', 'reason');
    return rows.map(row => ({
      object: row.object_key,
      line: Number(row.line),
      reason: row.reason,
    }));
  }

  async #problems(options: {
    modelId: string;
    gridVersion: number;
  }): Promise<IngestionState['problems']> {
    const rows = await this.#knex('log_objects')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .whereNotNull('problem')
      .orderBy([
        { column: 'hour', order: 'desc' },
        { column: 'object_key', order: 'desc' },
      ])
      .limit(10)
      .select('object_key', 'problem');
    return rows.map(row => ({ object: row.object_key, problem: row.problem }));
  }
}
