import { InputError } from '@backstage/errors';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ContentTooLargeError } from './errors';
import { MAX_BODY_BYTES, MAX_UNPACKED_BYTES } from './limits';

const MEGABYTE = 1024 * 1024;
const TYPES = ['application/x-ndjson', 'application/jsonl'];

/** Bytes that are read and dropped after a body was too large, so that its sender comes to read the answer. */
const DROPPED_BYTES = 4 * MAX_BODY_BYTES;

/**
 * The unpacked body of a push, in pieces.
 * @throws InputError for another content type or encoding, or broken gzip; ContentTooLargeError when more is sent, or
 *   comes out of it, than is allowed
 */
export async function* readBody(
  request: IncomingMessage,
): AsyncGenerator<Buffer> {
  checkType(request);
  const sent = takeSent(request);
  let unpacked = 0;
  for await (const piece of isPacked(request) ? gunzipped(sent) : sent) {
    unpacked += piece.length;
    if (unpacked > MAX_UNPACKED_BYTES) {
      throw tooLarge(MAX_UNPACKED_BYTES, 'unpacked');
    }
    yield piece;
  }
}

/** The body as it is sent. Ending early leaves the connection as it is, for the answer. */
async function* takeSent(request: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    bytes += piece.length;
    if (bytes <= MAX_BODY_BYTES) {
      yield piece;
    } else if (bytes > DROPPED_BYTES) {
      break;
    }
  }
  if (bytes > MAX_BODY_BYTES) {
    throw tooLarge(MAX_BODY_BYTES, 'as it is sent');
  }
}

async function* gunzipped(sent: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const source = Readable.from(sent, { objectMode: false });
  source.on('error', error => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    yield* gunzip;
  } catch (error) {
    throw String((error as { code?: unknown }).code).startsWith('Z_')
      ? new InputError('The body is not gzip as Content-Encoding says', error)
      : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function checkType({ headers }: IncomingMessage): void {
  const type = (headers['content-type'] ?? '').split(';')[0].trim();
  if (!TYPES.includes(type.toLocaleLowerCase('en-US'))) {
    throw new InputError(
      `Content-Type is '${type}'; allowed are ${TYPES.join(', ')}`,
    );
  }
}

function isPacked({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new InputError(
      `Content-Encoding is '${encoding}'; allowed are gzip, identity`,
    );
  }
  return encoding === 'gzip';
}

function tooLarge(bytes: number, how: string): ContentTooLargeError {
  return new ContentTooLargeError(
    `The body is larger than ${
      bytes / MEGABYTE
    } MB ${how}, the most that is allowed; push it in parts`,
  );
}
