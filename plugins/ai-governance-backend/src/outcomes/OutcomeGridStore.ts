import type { OutcomeGrid } from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';
import type { OutcomeBasis } from './outcomeBasis';

/** A grid that outcomes of a model are counted on. */
export interface StoredOutcomeGrid {
  version: number;
  basis: OutcomeBasis;
  grid: OutcomeGrid;
}

/** Table `outcome_grids`: append only, the highest version is in use. */
export class OutcomeGridStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): OutcomeGridStore {
    return new OutcomeGridStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The grid in use, or undefined before the first. */
  async latest(modelId: string): Promise<StoredOutcomeGrid | undefined> {
    const row = await this.#knex('outcome_grids')
      .where({ model_id: modelId })
      .orderBy('version', 'desc')
      .first();
    return (
      row && {
        version: row.version,
        basis: JSON.parse(row.basis),
        grid: JSON.parse(row.grid),
      }
    );
  }

  /** Adds the next version. */
  async append(options: {
    modelId: string;
    basis: OutcomeBasis;
    grid: OutcomeGrid;
    at: Date;
  }): Promise<StoredOutcomeGrid> {
    const { modelId, basis, grid, at } = options;
    return this.#knex.transaction(async tx => {
      const last = await tx('outcome_grids')
        .where({ model_id: modelId })
        .max('version as version')
        .first();
      const version = Number(last?.version ?? 0) + 1;
      await tx('outcome_grids').insert({
        model_id: modelId,
        version,
        basis: JSON.stringify(basis),
        grid: JSON.stringify(grid),
        created_at: at.toISOString(),
      });
      return { version, basis, grid };
    });
  }
}
