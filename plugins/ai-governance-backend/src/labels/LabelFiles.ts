import type {
  GroundTruthSource,
  LocalLabelFile,
  StoredFile,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import limiter from 'p-limit';
import { fromHour } from '../database/time';
import type { LabelEntry } from '../outcomes/LabelLedger';
import { PUSHED_LABELS } from './PushedLabelSource';

/**
 * Label objects on local disk, for as long as one model is worked on. Each is fetched once, when it is first needed.
 */
export class LabelFiles {
  readonly #directory: string;
  readonly #sources: GroundTruthSource[];
  readonly #entity: Entity;
  readonly #signal: AbortSignal;
  readonly #limit: ReturnType<typeof limiter>;
  readonly #paths = new Map<string, Promise<string | undefined>>();
  /** Keys of objects that were gone, or had changed since they were listed. */
  readonly vanished = new Set<string>();

  /** @param options - `concurrency`: downloads at a time */
  static async create(options: {
    tempDirectory: string;
    sources: GroundTruthSource[];
    entity: Entity;
    concurrency: number;
    signal: AbortSignal;
  }): Promise<LabelFiles> {
    await mkdir(options.tempDirectory, { recursive: true });
    return new LabelFiles(
      await mkdtemp(join(options.tempDirectory, 'labels-')),
      options,
    );
  }

  private constructor(
    directory: string,
    options: Parameters<typeof LabelFiles.create>[0],
  ) {
    this.#directory = directory;
    this.#sources = options.sources;
    this.#entity = options.entity;
    this.#signal = options.signal;
    this.#limit = limiter(options.concurrency);
  }

  /**
   * Fetches label objects.
   * @returns those that are still there, the oldest first, so that of labels of the same time the later object's counts
   */
  async labels(entries: Iterable<LabelEntry>): Promise<LocalLabelFile[]> {
    const sorted = [...entries].sort(
      (a, b) => a.hour - b.hour || (a.key < b.key ? -1 : 1),
    );
    const files = await Promise.all(
      sorted.map(async entry => {
        const source = findGroundTruth(this.#sources, entry.source);
        const path = await this.#fetch(source, entry, '.jsonl');
        return path === undefined
          ? undefined
          : {
              path,
              key: entry.key,
              format: source.format,
              time: fromHour(entry.hour),
            };
      }),
    );
    return files.filter(file => file !== undefined);
  }

  /**
   * Fetches the file at an address.
   * @throws NotFoundError when there is none
   */
  async file(
    uri: string,
  ): Promise<{ path: string; etag: string; key: string }> {
    const source = findGroundTruth(this.#sources, uri);
    const file = await source.find({
      entity: this.#entity,
      uri,
      signal: this.#signal,
    });
    const path = await this.#fetch(
      source,
      file,
      uri.toLocaleLowerCase('en-US').endsWith('.csv') ? '.csv' : '.parquet',
    );
    if (!path) {
      throw new ConflictError(
        `${uri} changed while it was fetched; the next run tries again`,
      );
    }
    return { path, etag: file.etag, key: file.key };
  }

  /** Deletes the local copies. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#paths.values());
    await rm(this.#directory, { recursive: true, force: true });
  }

  #fetch(
    source: GroundTruthSource,
    file: StoredFile,
    ending: string,
  ): Promise<string | undefined> {
    const known = this.#paths.get(file.key);
    if (known) {
      return known;
    }
    const destination = join(this.#directory, `${this.#paths.size}${ending}`);
    const fetched = this.#limit(async () => {
      this.#signal.throwIfAborted();
      try {
        await source.download({
          entity: this.#entity,
          file,
          destination,
          signal: this.#signal,
        });
        return destination;
      } catch (error) {
        if (error instanceof NotFoundError || error instanceof ConflictError) {
          this.vanished.add(file.key);
          return undefined;
        }
        throw error;
      }
    });
    this.#paths.set(file.key, fetched);
    return fetched;
  }
}

/**
 * The installed source that reads an address.
 * @throws NotFoundError with the sources that are installed
 */
export function findGroundTruth(
  sources: GroundTruthSource[],
  uri: string,
): GroundTruthSource {
  const source = sources.find(candidate => candidate.serves(uri));
  if (!source) {
    throw new NotFoundError(
      `No installed source reads ${uri}; installed are: ${sources
        .map(({ id }) => id)
        .join(', ')}`,
    );
  }
  return source;
}

/** Address of a source of labels. */
export function addressOf(
  source: { kind: 'push' } | { kind: 's3' | 'blob'; uri: string },
): string {
  return source.kind === 'push' ? PUSHED_LABELS : source.uri;
}
