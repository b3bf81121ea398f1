import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Concerned } from '../delivery/AddressBook';
import { type ModelFacts, ownershipOf } from '../intake/labels';

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

  /** Whom messages about an entity concern. @throws NotFoundError when it is no model of the catalog */
  async concerned(entityRef: string): Promise<Concerned> {
    const row = await this.#knex('models')
      .where({ entity_ref: entityRef })
      .whereNull('removed_at')
      .first('entity');
    if (!row) {
      throw new NotFoundError(`There is no model of entity '${entityRef}'`);
    }
    const { owner, system } = ownershipOf(JSON.parse(row.entity));
    return { entityRef, owner, system };
  }
}
