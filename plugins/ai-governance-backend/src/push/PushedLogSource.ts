import {
  ANNOTATION_LOG_SOURCE,
  LOG_SOURCE_PUSH,
  toModelId,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { fromHour, HOUR_MS } from '../database/time';
import { downloadChunk } from './downloadChunk';
import type { ChunkEntry, PushStore } from './PushStore';

const PAGE = 500;

/** Inferences that were pushed, as a source of logs: each chunk that was stored is a log object. */
export class PushedLogSource implements InferenceLogSource {
  readonly id = 'push';
  readonly format = 'rows';
  readonly #store: PushStore;

  static create(options: { store: PushStore }): PushedLogSource {
    return new PushedLogSource(options.store);
  }

  private constructor(store: PushStore) {
    this.#store = store;
  }

  /** {@inheritdoc InferenceLogSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return (
      entity.metadata.annotations?.[ANNOTATION_LOG_SOURCE] === LOG_SOURCE_PUSH
    );
  }

  /** Always on: whether somebody pushes shows in the logs only. */
  captureState(_entity: Entity): CaptureState {
    return { state: 'on' };
  }

  /** {@inheritdoc InferenceLogSource.list} */
  async *list(options: {
    entity: Entity;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LogObject[]> {
    const { entity, since, until, signal } = options;
    let after: ChunkEntry | undefined;
    do {
      signal.throwIfAborted();
      const page = await this.#store.list({
        modelId: modelIdOf(entity),
        fromHour: Math.ceil(since.getTime() / HOUR_MS),
        toHour: Math.ceil(until.getTime() / HOUR_MS),
        after,
        limit: PAGE,
      });
      if (page.length > 0) {
        yield page.map(toLogObject);
      }
      after = page.length === PAGE ? page[PAGE - 1] : undefined;
    } while (after);
  }

  /** {@inheritdoc InferenceLogSource.changedHours} */
  async changedHours(options: {
    entity: Entity;
    since: Date;
  }): Promise<Date[]> {
    const { entity, since } = options;
    const hours = await this.#store.hoursAddedTo(modelIdOf(entity), since);
    return hours.map(fromHour);
  }

  /**
   * {@inheritdoc InferenceLogSource.download}
   * @throws InputError for the key of another source; NotFoundError when the chunk was deleted
   */
  async download(options: {
    entity: Entity;
    object: LogObject;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    await downloadChunk(this.#store, {
      ...options,
      modelId: modelIdOf(options.entity),
    });
  }
}

function modelIdOf(entity: Entity): string {
  return toModelId(stringifyEntityRef(entity));
}

function toLogObject(chunk: ChunkEntry): LogObject {
  return {
    key: `push://${chunk.requestId}/${chunk.position}`,
    etag: chunk.etag,
    size: chunk.size,
    variant: chunk.variant,
    hour: fromHour(chunk.hour),
  };
}
