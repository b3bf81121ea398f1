import { Knex } from 'knex';
import { whereListed } from './listed';

/** A model as far as permissions go. */
export interface ReadableEntry {
  id: string;
  entityRef: string;
}

/** The table `models` as far as permissions go. */
export class ReadableStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ReadableStore {
    return new ReadableStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Listed models in the order of their ids, after a given id. */
  async entries(options: {
    after?: string;
    limit: number;
  }): Promise<ReadableEntry[]> {
    const rows: { id: string; entity_ref: string }[] = await this.#knex(
      'models',
    )
      .modify(whereListed, 'all')
      .modify(query => {
        if (options.after) {
          query.where('models.id', '>', options.after);
        }
      })
      .orderBy('models.id')
      .limit(options.limit)
      .select('models.id', 'models.entity_ref');
    return rows.map(row => ({ id: row.id, entityRef: row.entity_ref }));
  }
}
