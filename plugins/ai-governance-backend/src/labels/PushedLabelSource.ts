import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import type {
  GroundTruthSource,
  LabelObject,
  StoredFile,
} from '@ai-governance/plugin-ai-governance-node';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { fromHour, HOUR_MS } from '../database/time';
import { downloadChunk } from '../push/downloadChunk';
import type { AnswerTo } from '../push/PushService';
import type { ChunkEntry, PushStore } from '../push/PushStore';

const PAGE = 500;

/** Address of the labels that were pushed. */
export const PUSHED_LABELS = 'push:';

/** Labels that were pushed, as a source: each chunk that was stored is an object. */
export class PushedLabelSource implements GroundTruthSource {
  readonly id = 'push';
  readonly format = 'labels';
  readonly #store: PushStore<AnswerTo<string>>;

  static create(options: {
    store: PushStore<AnswerTo<string>>;
  }): PushedLabelSource {
    return new PushedLabelSource(options.store);
  }

  private constructor(store: PushStore<AnswerTo<string>>) {
    this.#store = store;
  }

  /** {@inheritdoc GroundTruthSource.serves} */
  serves(uri: string): boolean {
    return uri === PUSHED_LABELS;
  }

  /** {@inheritdoc GroundTruthSource.list} */
  async *list(options: {
    entity: Entity;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LabelObject[]> {
    let after: ChunkEntry | undefined;
    do {
      options.signal.throwIfAborted();
      const page = await this.#store.list({
        modelId: modelIdOf(options.entity),
        fromHour: Math.ceil(options.since.getTime() / HOUR_MS),
        toHour: Math.ceil(options.until.getTime() / HOUR_MS),
        after,
        limit: PAGE,
      });
      if (page.length > 0) {
        yield page.map(({ requestId, position, etag, size, hour }) => ({
          key: `push://${requestId}/${position}`,
          etag,
          size,
          hour: fromHour(hour),
        }));
      }
      after = page.length === PAGE ? page[PAGE - 1] : undefined;
    } while (after);
  }

  /** Pushed labels hold no files. @throws NotFoundError always */
  async find({ uri }: { uri: string }): Promise<StoredFile> {
    throw new NotFoundError(`There is no file ${uri} among pushed labels`);
  }

  /** {@inheritdoc GroundTruthSource.download} */
  async download(options: {
    entity: Entity;
    file: StoredFile;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    await downloadChunk(this.#store, {
      ...options,
      object: options.file,
      modelId: modelIdOf(options.entity),
    });
  }
}

function modelIdOf(entity: Entity): string {
  return toModelId(stringifyEntityRef(entity));
}
