import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ServiceError, type WireRequest } from '../http/wire';

/** Content of an upload as it was meant, with the checksums that came with it. */
export interface UploadedBody {
  body: Buffer;
  /** `x-amz-checksum-…` headers, whether sent as headers or as trailers. */
  checksums: Record<string, string>;
}

const CHECKSUM_HEADER = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/;

/**
 * Takes the content out of an upload, which SDKs may send in signed or unsigned chunks with trailing checksums, and
 * compares CRC32, SHA-1, SHA-256 and MD5 checksums with it.
 * @throws ServiceError IncompleteBody, InvalidRequest or BadDigest
 */
export function readUpload(request: WireRequest): UploadedBody {
  const { headers } = request;
  const isChunked =
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    String(headers['content-encoding'] ?? '').includes('aws-chunked');
  const { body, trailers } = isChunked
    ? readChunks(request.body)
    : { body: request.body, trailers: {} };
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== body.length) {
    throw new ServiceError(
      400,
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  }
  const checksums = Object.fromEntries(
    Object.entries({ ...headers, ...trailers })
      .filter(([name]) => CHECKSUM_HEADER.test(name))
      .map(([name, value]) => [name, String(value)]),
  );
  for (const [name, value] of Object.entries(checksums)) {
    check(name, value, checksum(name, body));
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined) {
    check('Content-MD5', String(md5), digest('md5', body));
  }
  return { body, checksums };
}

/** Chunked body of Signature Version 4: `size[;chunk-signature=…]`, data, …, a chunk of size 0, trailers. */
function readChunks(raw: Buffer): {
  body: Buffer;
  trailers: Record<string, string>;
} {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(size) || lineEnd + 2 + size > raw.length) {
      throw new ServiceError(
        400,
        'IncompleteBody',
        'The request body terminated unexpectedly',
      );
    }
    at = lineEnd + 2;
    if (size === 0) {
      break;
    }
    chunks.push(raw.subarray(at, at + size));
    at += size + 2;
  }
  const trailers = Object.fromEntries(
    raw
      .toString('latin1', at)
      .split('\r\n')
      .filter(line => line.includes(':'))
      .map(line => [
        line.slice(0, line.indexOf(':')).trim().toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  return { body: Buffer.concat(chunks), trailers };
}

function check(name: string, given: string, actual: string | undefined): void {
  if (actual !== undefined && given !== actual) {
    throw new ServiceError(
      400,
      'BadDigest',
      `The ${name} you specified did not match the calculated checksum.`,
    );
  }
}

/** Base64 checksum; undefined for algorithms that Node.js has no function for (CRC32C, CRC64NVME). */
function checksum(header: string, body: Buffer): string | undefined {
  switch (header) {
    case 'x-amz-checksum-crc32': {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc32(body));
      return bytes.toString('base64');
    }
    case 'x-amz-checksum-sha1':
      return digest('sha1', body);
    case 'x-amz-checksum-sha256':
      return digest('sha256', body);
    default:
      return undefined;
  }
}

function digest(algorithm: string, body: Buffer): string {
  return createHash(algorithm).update(body).digest('base64');
}
