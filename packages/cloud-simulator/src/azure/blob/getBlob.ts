import { randomUUID } from 'node:crypto';
import {
  ServiceError,
  type WireRequest,
  type WireResponse,
} from '../../http/wire';
import type { ObjectHead, StoredObject } from '../../s3/ObjectStore';

/** Entity tag as Azure writes it. */
export function etagOf({ etag }: ObjectHead): string {
  return `0x8D${etag.slice(0, 13).toUpperCase()}`;
}

/** Type of a blob; log files of the data collector are append blobs. */
export function blobTypeOf({ headers }: ObjectHead): string {
  return headers['x-ms-blob-type'] || 'AppendBlob';
}

/** Headers that every answer about a blob has. */
export function blobHeaders(head: ObjectHead): Record<string, string> {
  return {
    etag: `"${etagOf(head)}"`,
    'last-modified': head.lastModified.toUTCString(),
  };
}

/**
 * Get Blob and Get Blob Properties, with ranges and conditions.
 * @throws ServiceError BlobNotFound, ConditionNotMet or InvalidRange
 */
export function getBlob(
  request: WireRequest,
  found: StoredObject | undefined,
): WireResponse {
  if (!found) {
    throw new ServiceError(
      404,
      'BlobNotFound',
      'The specified blob does not exist.',
    );
  }
  const { head, body } = found;
  const etag = `"${etagOf(head)}"`;
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  if (
    (ifMatch !== undefined && !names(ifMatch, etag)) ||
    (ifNoneMatch !== undefined && names(ifNoneMatch, etag))
  ) {
    throw new ServiceError(
      ifMatch === undefined ? 304 : 412,
      'ConditionNotMet',
      'The condition specified using HTTP conditional header(s) is not met.',
    );
  }
  const range = readRange(
    String(request.headers['x-ms-range'] ?? request.headers.range ?? ''),
    body.length,
  );
  const part = range ? body.subarray(range.from, range.until) : body;
  const headers: Record<string, string> = {
    ...blobHeaders(head),
    'content-type': head.contentType,
    'content-length': String(part.length),
    'accept-ranges': 'bytes',
    'x-ms-blob-type': blobTypeOf(head),
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2025-11-05',
    ...(range && {
      'content-range': `bytes ${range.from}-${range.until - 1}/${body.length}`,
    }),
  };
  return {
    status: range ? 206 : 200,
    headers,
    body: request.method === 'HEAD' ? '' : part,
  };
}

function names(list: string, etag: string): boolean {
  return list
    .split(',')
    .map(item => item.trim())
    .some(item => item === '*' || item === etag || `"${item}"` === etag);
}

function readRange(
  header: string,
  size: number,
): { from: number; until: number } | undefined {
  const match = header.match(/^bytes=(\d+)-(\d*)$/);
  if (!match) {
    return undefined;
  }
  const from = Number(match[1]);
  if (from >= size) {
    throw new ServiceError(
      416,
      'InvalidRange',
      'The range specified is invalid for the current size of the resource.',
    );
  }
  return {
    from,
    until: match[2] ? Math.min(Number(match[2]) + 1, size) : size,
  };
}
