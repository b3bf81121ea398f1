import { Knex } from 'knex';
import type { ModelFacts } from '../intake/labels';

/** Table `models`, as far as alerts know of it. */
export class ModelFactsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ModelFactsStore {
    return new ModelFactsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Those of the models that are in the catalog, by their ids. @param ids - at most 1 000 */
  async byIds(ids: string[]): Promise<Map<string, ModelFacts>> {
    const rows = await this.#knex('models')
      .whereIn('id', ids)
      .whereNull('removed_at')
      .select('id', 'entity_ref', 'title', 'entity', 'lifecycle', 'cloud');
    return new Map(
      rows.map(row => [
        row.id,
        {
          id: row.id,
          entityRef: row.entity_ref,
          title: row.title,
          entity: JSON.parse(row.entity),
          lifecycle: row.lifecycle,
          cloud: row.cloud,
        },
      ]),
    );
  }
}
