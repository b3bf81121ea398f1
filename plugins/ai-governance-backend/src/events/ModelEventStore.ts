import type {
  ModelEvent,
  ModelEventKind,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';

/** An event with the endpoint it happened to. */
export interface NewModelEvent extends ModelEvent {
  modelId: string;
}

const WRITE_BATCH = 100;

/** Table `model_events`: what happened to endpoints, append only. */
export class ModelEventStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ModelEventStore {
    return new ModelEventStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Those of the given models of which any event is known. */
  async known(modelIds: string[]): Promise<Set<string>> {
    const rows: { model_id: string }[] = await this.#knex('model_events')
      .whereIn('model_id', modelIds)
      .distinct('model_id');
    return new Set(rows.map(row => row.model_id));
  }

  /** Adds events. @param seenAt - when they were noticed */
  async append(events: NewModelEvent[], seenAt: Date): Promise<void> {
    for (let i = 0; i < events.length; i += WRITE_BATCH) {
      await this.#knex('model_events').insert(
        events.slice(i, i + WRITE_BATCH).map(event => ({
          model_id: event.modelId,
          at: event.at,
          kind: event.kind,
          title: event.title,
          detail: event.detail,
          seen_at: seenAt.toISOString(),
        })),
      );
    }
  }

  /** Gives a model that has no events those of another one. */
  async copy(from: string, to: string): Promise<void> {
    if ((await this.known([to])).size > 0) {
      return;
    }
    const rows = await this.#knex('model_events')
      .where({ model_id: from })
      .orderBy('id');
    const copies = rows.map(({ id: _, ...row }) => ({ ...row, model_id: to }));
    for (let i = 0; i < copies.length; i += WRITE_BATCH) {
      await this.#knex('model_events').insert(copies.slice(i, i + WRITE_BATCH));
    }
  }

  /** Events of a model in `[from, to]`, ISO instants, the oldest first. */
  async between(
    modelId: string,
    from: string,
    to: string,
  ): Promise<ModelEvent[]> {
    const rows = await this.#knex('model_events')
      .where({ model_id: modelId })
      .andWhere('at', '>=', from)
      .andWhere('at', '<=', to)
      .orderBy(['at', 'id']);
    return rows.map(row => ({
      at: row.at,
      kind: row.kind as ModelEventKind,
      title: row.title,
      detail: row.detail,
    }));
  }
}
