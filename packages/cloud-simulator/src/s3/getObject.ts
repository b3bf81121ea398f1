import { randomUUID } from 'node:crypto';
import {
  ServiceError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import type { ObjectStore } from './ObjectStore';

/**
 * GetObject and HeadObject, with Range, If-Match and If-None-Match.
 * @throws ServiceError NoSuchKey, PreconditionFailed or InvalidRange
 */
export function getObject(
  store: ObjectStore,
  bucket: string,
  key: string,
  request: WireRequest,
): WireResponse {
  const object = store.get(bucket, key);
  if (!object) {
    throw new ServiceError(
      404,
      'NoSuchKey',
      'The specified key does not exist.',
    );
  }
  const { head, body } = object;
  const etag = `"${head.etag}"`;
  const headers: Record<string, string> = {
    'x-amz-request-id': randomUUID(),
    etag,
    'last-modified': head.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': head.contentType,
    ...withoutChecksums(head.headers),
  };
  const ifMatch = request.headers['if-match'];
  if (ifMatch !== undefined && !namesTag(ifMatch, etag)) {
    throw new ServiceError(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  }
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifNoneMatch !== undefined && namesTag(ifNoneMatch, etag)) {
    return { status: 304, headers, body: '' };
  }

  const range = readRange(request.headers.range, body.length);
  if (range) {
    const { from, until } = range;
    headers['content-range'] = `bytes ${from}-${until - 1}/${body.length}`;
    return part(request, 206, headers, body.subarray(from, until));
  }
  const wantsChecksums = request.headers['x-amz-checksum-mode'] === 'ENABLED';
  return part(
    request,
    200,
    wantsChecksums ? { ...headers, ...head.headers } : headers,
    body,
  );
}

/** HEAD has the headers of GET, with the length of a body that is not sent. */
function part(
  request: WireRequest,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
): WireResponse {
  return request.method === 'HEAD'
    ? {
        status,
        headers: { ...headers, 'content-length': String(body.length) },
        body: '',
      }
    : { status, headers, body };
}

/** Whether a list of entity tags names this one; quotes are optional, `*` is any. */
function namesTag(list: string, etag: string): boolean {
  return list
    .split(',')
    .map(item => item.trim().replace(/^W\//, ''))
    .some(item => item === '*' || item === etag || `"${item}"` === etag);
}

/**
 * Bytes that a Range header asks for; undefined for the whole object. Like S3, headers that are not one range of
 * bytes are passed over.
 * @throws ServiceError InvalidRange when the range begins after the end
 */
function readRange(
  header: string | undefined,
  size: number,
): { from: number; until: number } | undefined {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (!match[1] && !match[2])) {
    return undefined;
  }
  const [, first, last] = match;
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  const until = first && last ? Math.min(Number(last) + 1, size) : size;
  if (first && last && Number(last) < from) {
    return undefined;
  }
  if (from >= size) {
    throw new ServiceError(
      416,
      'InvalidRange',
      'The requested range is not satisfiable',
    );
  }
  return { from, until };
}

function withoutChecksums(
  headers: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith('x-amz-checksum-'),
    ),
  );
}
