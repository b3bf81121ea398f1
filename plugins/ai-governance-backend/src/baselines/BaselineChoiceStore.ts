import type { BaselinePeriod } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';

/** A baseline that somebody chose. */
export interface BaselineChoice {
  /** Counted per model from 1. */
  version: number;
  /** Undefined for that of the configuration again. */
  baseline: BaselinePeriod | undefined;
  /** Version that was chosen again; 0 for that of the configuration, undefined when it was new. */
  restores: number | undefined;
  author: string;
  reason: string;
  createdAt: string;
}

interface ChoiceRow {
  model_id: string;
  version: number;
  baseline: string | null;
  restores: number | null;
  author: string;
  reason: string;
  created_at: string;
}

/** Table `baseline_choices`: append only, the highest version is in force. */
export class BaselineChoiceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): BaselineChoiceStore {
    return new BaselineChoiceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The choice in force, or undefined before the first. */
  async latest(modelId: string): Promise<BaselineChoice | undefined> {
    const row = await this.#knex<ChoiceRow>('baseline_choices')
      .where({ model_id: modelId })
      .orderBy('version', 'desc')
      .first();
    return row && toChoice(row);
  }

  /** Every choice there ever was, the latest first. */
  async all(modelId: string): Promise<BaselineChoice[]> {
    const rows = await this.#knex<ChoiceRow>('baseline_choices')
      .where({ model_id: modelId })
      .orderBy('version', 'desc');
    return rows.map(toChoice);
  }

  /**
   * Adds the next version.
   * @param tx - transaction to do it in; one of its own when absent
   */
  async append(
    modelId: string,
    choice: Omit<BaselineChoice, 'version' | 'createdAt'> & { at: Date },
    tx?: Knex.Transaction,
  ): Promise<BaselineChoice> {
    if (!tx) {
      return this.#knex.transaction(own => this.append(modelId, choice, own));
    }
    const last = await tx('baseline_choices')
      .where({ model_id: modelId })
      .max('version as version')
      .first();
    const row: ChoiceRow = {
      model_id: modelId,
      version: Number(last?.version ?? 0) + 1,
      baseline: choice.baseline ? JSON.stringify(choice.baseline) : null,
      restores: choice.restores ?? null,
      author: choice.author,
      reason: choice.reason,
      created_at: choice.at.toISOString(),
    };
    await tx<ChoiceRow>('baseline_choices').insert(row);
    return toChoice(row);
  }
}

function toChoice(row: ChoiceRow): BaselineChoice {
  return {
    version: row.version,
    baseline: row.baseline === null ? undefined : JSON.parse(row.baseline),
    restores: row.restores ?? undefined,
    author: row.author,
    reason: row.reason,
    createdAt: row.created_at,
  };
}
