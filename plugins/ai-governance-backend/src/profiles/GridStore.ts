import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';

/** A grid that profiles of a model are counted on. */
export interface StoredGrid {
  version: number;
  /** Version of the monitor whose columns it covers. */
  monitorVersion: number;
  grid: Grid;
}

/** Table `grids`: append only, the highest version is in use. */
export class GridStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): GridStore {
    return new GridStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The grid in use, or undefined before the first. */
  async latest(modelId: string): Promise<StoredGrid | undefined> {
    const row = await this.#knex('grids')
      .where({ model_id: modelId })
      .orderBy('version', 'desc')
      .first();
    return row && toGrid(row);
  }

  /** One version, or undefined. */
  async get(modelId: string, version: number): Promise<StoredGrid | undefined> {
    const row = await this.#knex('grids')
      .where({ model_id: modelId, version })
      .first();
    return row && toGrid(row);
  }

  /** The grid that an uploaded reference was counted on, or undefined. */
  async ofUpload(modelId: string, upload: number): Promise<Grid | undefined> {
    const row = await this.#knex('baseline_uploads')
      .where({ model_id: modelId, upload })
      .first('grid');
    return row && JSON.parse(row.grid);
  }

  /** Adds the next version. */
  async append(options: {
    modelId: string;
    monitorVersion: number;
    grid: Grid;
    at: Date;
  }): Promise<StoredGrid> {
    return this.#knex.transaction(async tx => {
      const last = await tx('grids')
        .where({ model_id: options.modelId })
        .max('version as version')
        .first();
      const version = Number(last?.version ?? 0) + 1;
      await tx('grids').insert({
        model_id: options.modelId,
        version,
        monitor_version: options.monitorVersion,
        grid: JSON.stringify(options.grid),
        created_at: options.at.toISOString(),
      });
      return {
        version,
        monitorVersion: options.monitorVersion,
        grid: options.grid,
      };
    });
  }
}

function toGrid(row: {
  version: number;
  monitor_version: number;
  grid: string;
}): StoredGrid {
  return {
    version: row.version,
    monitorVersion: row.monitor_version,
    grid: JSON.parse(row.grid),
  };
}
