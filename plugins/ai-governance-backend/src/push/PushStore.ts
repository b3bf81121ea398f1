import type { PushAnswer } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type { Chunk } from './ChunkWriter';

/** A push that was answered. */
export interface AnsweredPush<A = PushAnswer> {
  /** Hash of its unpacked body. */
  hash: string;
  answer: A;
}

/** A stored chunk without its lines. */
export interface ChunkEntry extends Omit<Chunk, 'body'> {
  requestId: string;
  position: number;
}

/** Place of a chunk in the order of listing. */
type ChunkPlace = Pick<ChunkEntry, 'hour' | 'requestId' | 'position'>;

interface ChunkRow {
  request_id: string;
  position: number;
  variant: string;
  hour: number;
  etag: string;
  lines: number;
  size: string | number;
}

/** Bytes and chunks per statement. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_CHUNKS = 50;

/** Where pushes of one kind are kept; the tables of all kinds are alike. */
export interface PushTables {
  requests: 'push_requests' | 'label_requests';
  chunks: 'pushed_chunks' | 'label_chunks';
}

/** Tables of pushed inferences. */
export const INFERENCE_TABLES: PushTables = {
  requests: 'push_requests',
  chunks: 'pushed_chunks',
};

/** Tables of pushed labels. */
export const LABEL_TABLES: PushTables = {
  requests: 'label_requests',
  chunks: 'label_chunks',
};

/** Tables of pushes. */
export class PushStore<A extends { requestId: string } = PushAnswer> {
  readonly #knex: Knex;
  readonly #tables: PushTables;

  /** @param options - `tables`: of pushed inferences when absent */
  static create<A extends { requestId: string } = PushAnswer>(options: {
    knex: Knex;
    tables?: PushTables;
  }): PushStore<A> {
    return new PushStore(options.knex, options.tables ?? INFERENCE_TABLES);
  }

  private constructor(knex: Knex, tables: PushTables) {
    this.#knex = knex;
    this.#tables = tables;
  }

  /** The push of a model that was answered under a key, or undefined. */
  async answered(
    modelId: string,
    idempotencyKey: string,
  ): Promise<AnsweredPush<A> | undefined> {
    return this.#answered(this.#knex, modelId, idempotencyKey);
  }

  /**
   * Stores a push as a whole or, when its key was used before or is used by another replica at the same moment,
   * nothing of it.
   * @returns what is stored under the key now; durable when it is returned
   */
  async put(
    push: AnsweredPush<A> & {
      modelId: string;
      idempotencyKey: string;
      author: string;
      at: Date;
    },
    chunks: Chunk[],
  ): Promise<AnsweredPush<A>> {
    const { modelId, idempotencyKey, answer } = push;
    return this.#knex.transaction(async tx => {
      // The first statement, so that of two that come at the same time the second waits here and finds the first.
      await tx(this.#tables.requests)
        .insert({
          model_id: modelId,
          idempotency_key: idempotencyKey,
          request_id: answer.requestId,
          body_hash: push.hash,
          answer: JSON.stringify(answer),
          author: push.author,
          created_at: push.at.toISOString(),
        })
        .onConflict(['model_id', 'idempotency_key'])
        .ignore();
      const stored = await this.#answered(tx, modelId, idempotencyKey);
      if (stored && stored.answer.requestId !== answer.requestId) {
        return stored;
      }
      const rows = chunks.map((chunk, position) => ({
        request_id: answer.requestId,
        position,
        model_id: modelId,
        ...chunk,
      }));
      for (const batch of batches(rows)) {
        await tx(this.#tables.chunks).insert(batch);
      }
      return { hash: push.hash, answer };
    });
  }

  /** UTC hours, counted from the epoch, to which chunks were added since an instant; in the order of time. */
  async hoursAddedTo(modelId: string, since: Date): Promise<number[]> {
    const { requests, chunks } = this.#tables;
    const rows: { hour: number }[] = await this.#knex(requests)
      .join(chunks, `${chunks}.request_id`, `${requests}.request_id`)
      .where(`${requests}.model_id`, modelId)
      .andWhere(`${requests}.created_at`, '>=', since.toISOString())
      .distinct(`${chunks}.hour as hour`)
      .orderBy('hour');
    return rows.map(({ hour }) => hour);
  }

  /** The next chunks of the hours in `[fromHour, toHour)` in the order of time, without their lines. */
  async list(options: {
    modelId: string;
    fromHour: number;
    toHour: number;
    after?: ChunkPlace;
    limit: number;
  }): Promise<ChunkEntry[]> {
    const { modelId, fromHour, toHour, after, limit } = options;
    const rows: ChunkRow[] = await this.#knex(this.#tables.chunks)
      .where({ model_id: modelId })
      .andWhere('hour', '>=', after?.hour ?? fromHour)
      .andWhere('hour', '<', toHour)
      .modify(query => {
        if (after) {
          query.andWhereRaw('(hour, request_id, position) > (?, ?, ?)', [
            after.hour,
            after.requestId,
            after.position,
          ]);
        }
      })
      .orderBy(['hour', 'request_id', 'position'])
      .limit(limit)
      .select(
        'request_id',
        'position',
        'variant',
        'hour',
        'etag',
        'lines',
        'size',
      );
    return rows.map(row => ({
      requestId: row.request_id,
      position: row.position,
      variant: row.variant,
      hour: row.hour,
      etag: row.etag,
      lines: row.lines,
      size: Number(row.size),
    }));
  }

  /** The packed lines of a chunk with their hash, or undefined when it is gone. */
  async body(
    modelId: string,
    requestId: string,
    position: number,
  ): Promise<Pick<Chunk, 'body' | 'etag'> | undefined> {
    return this.#knex(this.#tables.chunks)
      .where({ model_id: modelId, request_id: requestId, position })
      .first('body', 'etag');
  }

  /**
   * Deletes chunks of earlier hours, and what earlier pushes were answered.
   * @returns the number of chunks deleted
   */
  async deleteBefore(options: { hour: number; answered: Date }) {
    await this.#knex(this.#tables.requests)
      .where('created_at', '<', options.answered.toISOString())
      .delete();
    return this.#knex(this.#tables.chunks)
      .where('hour', '<', options.hour)
      .delete();
  }

  async #answered(
    knex: Knex,
    modelId: string,
    idempotencyKey: string,
  ): Promise<AnsweredPush<A> | undefined> {
    const row = await knex(this.#tables.requests)
      .where({ model_id: modelId, idempotency_key: idempotencyKey })
      .first('body_hash', 'answer');
    return row && { hash: row.body_hash, answer: JSON.parse(row.answer) };
  }
}

function* batches<T extends Pick<Chunk, 'body'>>(rows: T[]): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    const full =
      bytes + row.body.length > BATCH_BYTES || batch.length >= BATCH_CHUNKS;
    if (full && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += row.body.length;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
