import { Knex } from 'knex';

/** Table `profiles` as far as it says of which hours there are logged rows. */
export class LoggedHourStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): LoggedHourStore {
    return new LoggedHourStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The hours of `[from, to)` that have any row, with their variants. */
  async read(options: {
    modelId: string;
    gridVersion: number;
    from: number;
    to: number;
  }): Promise<{ variant: string; hour: number }[]> {
    return this.#knex('profiles')
      .where({ model_id: options.modelId, grid_version: options.gridVersion })
      .where('hour', '>=', options.from)
      .where('hour', '<', options.to)
      .where('rows', '>', 0)
      .select('variant', 'hour');
  }
}
