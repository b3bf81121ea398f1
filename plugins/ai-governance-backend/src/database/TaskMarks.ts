import { Knex } from 'knex';

/** Table `task_marks`: when something was last done to its end. */
export class TaskMarks {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): TaskMarks {
    return new TaskMarks(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** ISO instant; undefined when it was never done. */
  async get(name: string): Promise<string | undefined> {
    const row = await this.#knex('task_marks').where({ name }).first('at');
    return row?.at;
  }

  /** Sets the mark. @param name - at most 64 characters */
  async set(name: string, at: Date): Promise<void> {
    await this.#knex('task_marks')
      .insert({ name, at: at.toISOString() })
      .onConflict('name')
      .merge();
  }
}
