import { createHash } from 'node:crypto';
import type { CaptureArchive } from '../traffic/CaptureArchive';

/** What S3 tells of an object without its content. */
export interface ObjectHead {
  size: number;
  /** Hexadecimal MD5 of the content, without quotes. */
  etag: string;
  lastModified: Date;
  contentType: string;
  /** `x-amz-meta-` and `x-amz-checksum-` headers as they were put. */
  headers: Record<string, string>;
}

/** A listed key; its head is only worked out when asked for. */
export interface ObjectEntry {
  key: string;
  head(): ObjectHead;
}

/** Object with its content. */
export interface StoredObject {
  head: ObjectHead;
  body: Buffer;
}

/** What was put into and deleted from one bucket. */
class BucketContent {
  readonly stored = new Map<string, StoredObject>();
  readonly deleted = new Set<string>();
  #keys: string[] | undefined = [];

  put(key: string, object: StoredObject): void {
    if (!this.stored.has(key)) {
      this.#keys = undefined;
    }
    this.stored.set(key, object);
    this.deleted.delete(key);
  }

  delete(key: string): void {
    if (this.stored.delete(key)) {
      this.#keys = undefined;
    }
    this.deleted.add(key);
  }

  sortedKeys(): string[] {
    this.#keys ??= [...this.stored.keys()].sort();
    return this.#keys;
  }
}

/**
 * Buckets with the objects that were put into them and, beneath those, the fleet's capture files.
 * A put object hides a capture file of the same key, a deleted one is gone.
 */
export class ObjectStore {
  readonly #archive: CaptureArchive;
  readonly #now: () => Date;
  readonly #buckets: Map<string, BucketContent>;

  /** @param options - `buckets`: names of those that are there from the start */
  constructor(options: {
    archive: CaptureArchive;
    buckets: string[];
    now: () => Date;
  }) {
    this.#archive = options.archive;
    this.#now = options.now;
    this.#buckets = new Map(
      options.buckets.map(name => [name, new BucketContent()]),
    );
  }

  /** Names of the buckets in order. */
  buckets(): string[] {
    return [...this.#buckets.keys()].sort();
  }

  hasBucket(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  /** Makes a bucket; does nothing when it is there. */
  createBucket(bucket: string): void {
    if (!this.#buckets.has(bucket)) {
      this.#buckets.set(bucket, new BucketContent());
    }
  }

  /** Puts an object, and makes its bucket when it is not there. */
  put(
    bucket: string,
    key: string,
    body: Buffer,
    options: { contentType: string; headers: Record<string, string> },
  ): ObjectHead {
    this.createBucket(bucket);
    const head: ObjectHead = {
      size: body.length,
      etag: createHash('md5').update(body).digest('hex'),
      // S3 keeps whole seconds.
      lastModified: new Date(Math.floor(this.#now().getTime() / 1000) * 1000),
      ...options,
    };
    this.#buckets.get(bucket)!.put(key, { head, body });
    return head;
  }

  /** Deletes an object; does nothing when there is none. */
  delete(bucket: string, key: string): void {
    this.#buckets.get(bucket)?.delete(key);
  }

  /** The object; undefined when there is none. */
  get(bucket: string, key: string): StoredObject | undefined {
    const content = this.#buckets.get(bucket);
    if (!content || content.deleted.has(key)) {
      return undefined;
    }
    const stored = content.stored.get(key);
    if (stored) {
      return stored;
    }
    const captured = this.#archive.object(bucket, key);
    return captured && { head: toHead(captured.head), body: captured.body };
  }

  /**
   * Keys of a bucket in order.
   * @param options - only keys that start with `prefix` and come after `after`
   */
  *entries(options: {
    bucket: string;
    prefix: string;
    after: string;
  }): Iterable<ObjectEntry> {
    const content = this.#buckets.get(options.bucket) ?? new BucketContent();
    const { prefix, after } = options;
    const stored = content
      .sortedKeys()
      .filter(key => key > after && key.startsWith(prefix));
    let next = 0;
    const putEntry = (key: string): ObjectEntry => ({
      key,
      head: () => content.stored.get(key)!.head,
    });
    for (const captured of this.#archive.entries(options)) {
      while (next < stored.length && stored[next] < captured.key) {
        yield putEntry(stored[next++]);
      }
      if (
        !content.deleted.has(captured.key) &&
        !content.stored.has(captured.key)
      ) {
        yield { key: captured.key, head: () => toHead(captured.head()) };
      }
    }
    while (next < stored.length) {
      yield putEntry(stored[next++]);
    }
  }
}

function toHead(captured: {
  size: number;
  md5: string;
  lastModified: number;
}): ObjectHead {
  return {
    size: captured.size,
    etag: captured.md5,
    lastModified: new Date(Math.floor(captured.lastModified / 1000) * 1000),
    contentType: 'binary/octet-stream',
    headers: {},
  };
}
