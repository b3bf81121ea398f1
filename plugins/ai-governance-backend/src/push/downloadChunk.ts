import { InputError, NotFoundError } from '@backstage/errors';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { AnswerTo } from './PushService';
import type { PushStore } from './PushStore';

const KEY = /^push:\/\/([0-9a-f-]{36})\/(\d{1,9})$/;

/**
 * Writes the lines of a stored chunk to a file.
 * @param options - `object`: its key is `push://<request>/<number>`
 * @throws InputError for the key of another source; NotFoundError when the chunk was deleted
 */
export async function downloadChunk(
  store: PushStore<AnswerTo<string>>,
  options: {
    modelId: string;
    object: { key: string; etag: string };
    destination: string;
    signal: AbortSignal;
  },
): Promise<void> {
  const { modelId, object, destination, signal } = options;
  const [, requestId, position] = KEY.exec(object.key) ?? [];
  if (!requestId) {
    throw new InputError(
      `'${object.key}' is not an object of this source, expected push://<request>/<number>`,
    );
  }
  const chunk = await store.body(modelId, requestId, Number(position));
  if (!chunk || chunk.etag !== object.etag) {
    throw new NotFoundError(`The pushed lines ${object.key} are gone`);
  }
  try {
    await pipeline(
      Readable.from([chunk.body]),
      createGunzip(),
      createWriteStream(destination),
      { signal },
    );
  } catch (error) {
    await rm(destination, { force: true });
    throw error;
  }
}
