import { InputError } from '@backstage/errors';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const MEGABYTE = 1024 * 1024;

/**
 * Writes a stream to a local file for as long as `use` needs it. The file's name is its own, never the caller's.
 * @throws InputError when nothing or too much arrives; the signal's reason when it aborts
 */
export async function withReceivedFile<T>(
  body: Readable,
  options: { directory: string; maxBytes: number; signal: AbortSignal },
  use: (path: string) => Promise<T>,
): Promise<T> {
  const { directory, maxBytes, signal } = options;
  await mkdir(directory, { recursive: true });
  const folder = await mkdtemp(join(directory, 'upload-'));
  try {
    const path = join(folder, 'reference');
    let bytes = 0;
    const limit = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(
          bytes > maxBytes
            ? new InputError(
                `The file is larger than ${Math.floor(
                  maxBytes / MEGABYTE,
                )} MB, the most that is allowed; a sample of the rows serves as well`,
              )
            : null,
          chunk,
        );
      },
    });
    await pipeline(body, limit, createWriteStream(path), { signal });
    if (bytes === 0) {
      throw new InputError('The file is empty: the request has no body');
    }
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
