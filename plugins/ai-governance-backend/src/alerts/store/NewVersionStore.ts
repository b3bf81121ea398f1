import type {
  DeployedModel,
  VersionChange,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { locked } from '../../database/bulk';

/** Name of the mark up to which versions were announced. */
const MARK = 'announced-versions';
const LIMIT = 200;

/** A version that came to be served in place of another. */
export interface NewVersion {
  /** Number in the history. */
  id: number;
  entityRef: string;
  entity: string;
  title: string;
  variant: string;
  model: DeployedModel;
  changes: VersionChange[];
  /** ISO instant. */
  firstSeen: string;
}

/** Versions of table `model_versions` that were not announced yet. */
export class NewVersionStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): NewVersionStore {
    return new NewVersionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Takes versions first seen since the last time, in a transaction: others wait for its end. What was seen before the
   * first time is not announced.
   */
  async take(now: Date): Promise<NewVersion[]> {
    await this.#knex('task_marks')
      .insert({ name: MARK, at: now.toISOString() })
      .onConflict('name')
      .ignore();
    const [{ at: since }] = await locked(
      this.#knex('task_marks').where({ name: MARK }).select('at'),
      this.#knex,
    );
    const rows = await this.#knex('model_versions as v')
      .join('models as m', 'm.id', 'v.model_id')
      .where('v.first_seen', '>', since)
      .whereNull('m.removed_at')
      .orderBy(['v.first_seen', 'v.id'])
      .limit(LIMIT)
      .select('v.id', 'v.variant', 'v.model', 'v.changes', 'v.first_seen')
      .select('m.entity_ref', 'm.entity', 'm.title');
    // Versions of one instant are announced together.
    const last = rows.at(-1)?.first_seen;
    if (last === undefined) {
      return [];
    }
    const whole =
      rows.length < LIMIT || rows[0].first_seen === last
        ? rows
        : rows.filter(row => row.first_seen !== last);
    await this.#knex('task_marks')
      .where({ name: MARK })
      .update({ at: whole[whole.length - 1].first_seen });
    return whole.map(row => ({
      id: row.id,
      entityRef: row.entity_ref,
      entity: row.entity,
      title: row.title,
      variant: row.variant,
      model: JSON.parse(row.model),
      changes: JSON.parse(row.changes),
      firstSeen: row.first_seen,
    }));
  }
}
