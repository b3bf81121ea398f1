import { Knex } from 'knex';

/** A label object as the ledger remembers it. */
export interface LabelEntry {
  key: string;
  etag: string;
  size: number;
  /** Address below which it lies. */
  source: string;
  /** UTC hour since the epoch in which its labels were collected. */
  hour: number;
}

const BATCH = 100;

/** Table `label_objects`: label objects whose labels are in the outcomes. */
export class LabelLedger {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): LabelLedger {
    return new LabelLedger(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Entries of some sources from an hour on, by key. */
  async since(
    modelId: string,
    sources: string[],
    fromHour: number,
  ): Promise<Map<string, LabelEntry>> {
    const rows = await this.#knex('label_objects')
      .where({ model_id: modelId })
      .whereIn('source', sources)
      .andWhere('hour', '>=', fromHour);
    return byKey(rows);
  }

  /** Entries of some sources that have labels of decisions of the given hours, by key. */
  async ofHours(
    modelId: string,
    sources: string[],
    hours: number[],
  ): Promise<Map<string, LabelEntry>> {
    const rows: LabelRow[] = [];
    for (let i = 0; i < hours.length; i += BATCH) {
      rows.push(
        ...(await this.#knex('label_objects as object')
          .where({ 'object.model_id': modelId })
          .whereIn('object.source', sources)
          .whereExists(
            this.#knex('label_object_hours as touched')
              .whereRaw('touched.model_id = object.model_id')
              .andWhereRaw('touched.object_key = object.object_key')
              .whereIn('touched.hour', hours.slice(i, i + BATCH)),
          )
          .select('object.*')),
      );
    }
    return byKey(rows);
  }

  /** The last hour of a source of which any object is in the ledger. */
  async lastHour(modelId: string, source: string): Promise<number | undefined> {
    const row = await this.#knex('label_objects')
      .where({ model_id: modelId, source })
      .max('hour as hour')
      .first();
    return row?.hour ?? undefined;
  }

  /** Adds objects all of whose labels are in the outcomes now. */
  async add(
    modelId: string,
    entries: (LabelEntry & { labels: number; rejected: number })[],
  ): Promise<void> {
    const rows = entries.map(({ key, ...entry }) => ({
      model_id: modelId,
      object_key: key,
      ...entry,
    }));
    for (let i = 0; i < rows.length; i += BATCH) {
      await this.#knex('label_objects')
        .insert(rows.slice(i, i + BATCH))
        .onConflict(['model_id', 'object_key'])
        .merge();
    }
  }

  /** Deletes objects of earlier hours. */
  async deleteBefore(hour: number): Promise<number> {
    return this.#knex('label_objects').where('hour', '<', hour).delete();
  }
}

interface LabelRow {
  object_key: string;
  etag: string;
  size: string | number;
  source: string;
  hour: number;
}

function byKey(rows: LabelRow[]): Map<string, LabelEntry> {
  return new Map(
    rows.map(({ object_key: key, etag, size, source, hour }) => [
      key,
      { key, etag, size: Number(size), source, hour },
    ]),
  );
}
