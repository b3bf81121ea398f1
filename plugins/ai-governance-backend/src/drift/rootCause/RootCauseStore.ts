import type { RootCause } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';

/** A root cause with the drifted columns it was made for. */
export interface StoredRootCause {
  cause: RootCause;
  /** Names, in the order of the monitor. */
  failing: string[];
}

/** Table `root_causes`: one per variant whose drift goes on. */
export class RootCauseStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): RootCauseStore {
    return new RootCauseStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What is known of a variant's drift; undefined when nothing has drifted. */
  async get(
    modelId: string,
    variant: string,
  ): Promise<StoredRootCause | undefined> {
    const row = await this.#knex('root_causes')
      .where({ model_id: modelId, variant })
      .first();
    return (
      row && {
        cause: JSON.parse(row.cause),
        failing: JSON.parse(row.failing_columns),
      }
    );
  }

  /** Stores a root cause in place of the variant's earlier one. */
  async put({ cause, failing }: StoredRootCause): Promise<void> {
    await this.#knex('root_causes')
      .insert({
        model_id: cause.modelId,
        variant: cause.variant,
        run_id: cause.runId,
        created_at: cause.createdAt,
        failing_columns: JSON.stringify(failing),
        cause: JSON.stringify(cause),
      })
      .onConflict(['model_id', 'variant'])
      .merge();
  }

  /** Forgets the root cause of drift that is over. */
  async delete(modelId: string, variant: string): Promise<void> {
    await this.#knex('root_causes')
      .where({ model_id: modelId, variant })
      .delete();
  }
}
