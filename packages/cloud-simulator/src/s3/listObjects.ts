import { setImmediate as nextTurn } from 'node:timers/promises';
import { escapeMarkup, ServiceError } from '../http/wire';
import type { ObjectEntry, ObjectHead, ObjectStore } from './ObjectStore';

/** Milliseconds of work after which other requests get their turn. */
const TURN_MS = 10;

/** Where the next page goes on. */
export interface Position {
  /** Last key or common prefix told. */
  after: string;
  /** Whether that was a common prefix, so that everything beneath it has been told. */
  isPrefix: boolean;
}

/**
 * ListObjectsV2: one page of a bucket as XML.
 * @param query - the operation's query parameters
 * @throws ServiceError InvalidArgument for a wrong number of keys or token
 */
export async function listObjectsV2(
  store: ObjectStore,
  bucket: string,
  query: URLSearchParams,
): Promise<string> {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const token = query.get('continuation-token');
  const maxKeys = readMaxKeys(query.get('max-keys'));
  const from = token
    ? readToken(token)
    : { after: startAfter, isPrefix: false };
  if (!from) {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'The continuation token provided is incorrect',
    );
  }

  const page = await collectPage(
    store.entries({ bucket, prefix, after: from.after }),
    { prefix, delimiter, maxKeys, from },
  );
  const encode = encoder(query.get('encoding-type'));
  const contents = page.objects.map(
    ({ key, head }) =>
      `<Contents>${tag('Key', encode(key))}${tag(
        'LastModified',
        head.lastModified.toISOString(),
      )}${tag('ETag', `"${head.etag}"`)}${tag('Size', head.size)}${tag(
        'StorageClass',
        'STANDARD',
      )}</Contents>`,
  );
  const prefixes = page.prefixes.map(
    commonPrefix =>
      `<CommonPrefixes>${tag('Prefix', encode(commonPrefix))}</CommonPrefixes>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    tag('Name', bucket),
    tag('Prefix', encode(prefix)),
    startAfter && tag('StartAfter', encode(startAfter)),
    token && tag('ContinuationToken', token),
    page.next && tag('NextContinuationToken', writeToken(page.next)),
    tag('KeyCount', page.objects.length + page.prefixes.length),
    tag('MaxKeys', maxKeys),
    delimiter && tag('Delimiter', encode(delimiter)),
    query.get('encoding-type') && tag('EncodingType', 'url'),
    tag('IsTruncated', String(page.next !== undefined)),
    ...contents,
    ...prefixes,
    '</ListBucketResult>',
  ].join('');
}

/** One page of keys, rolled up at a delimiter. Lets other requests have their turn. */
export async function collectPage(
  entries: Iterable<ObjectEntry>,
  options: {
    prefix: string;
    delimiter: string;
    maxKeys: number;
    from: Position;
  },
): Promise<{
  objects: { key: string; head: ObjectHead }[];
  prefixes: string[];
  next?: Position;
}> {
  const { prefix, delimiter, maxKeys, from } = options;
  const objects: { key: string; head: ObjectHead }[] = [];
  const prefixes: string[] = [];
  let last = from;
  let turnEnds = performance.now() + TURN_MS;
  for (const { key, head } of entries) {
    if (maxKeys === 0) {
      break;
    }
    if (last.isPrefix && key.startsWith(last.after)) {
      continue;
    }
    if (objects.length + prefixes.length === maxKeys) {
      return { objects, prefixes, next: last };
    }
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (cut >= 0) {
      last = { after: key.slice(0, cut + delimiter.length), isPrefix: true };
      prefixes.push(last.after);
    } else {
      last = { after: key, isPrefix: false };
      objects.push({ key, head: head() });
    }
    if (performance.now() > turnEnds) {
      await nextTurn();
      turnEnds = performance.now() + TURN_MS;
    }
  }
  return { objects, prefixes };
}

function readMaxKeys(text: string | null): number {
  const maxKeys = text === null ? 1000 : Number(text);
  if (!Number.isInteger(maxKeys) || maxKeys < 0 || text === '') {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'Provided max-keys not an integer or within integer range',
    );
  }
  return Math.min(maxKeys, 1000);
}

/** Text by which {@link readToken} finds a position again. */
export function writeToken(position: Position): string {
  const kind = position.isPrefix ? 'p' : 'k';
  return Buffer.from(`${kind}${position.after}`).toString('base64url');
}

/** Position of a token; undefined when it is none. */
export function readToken(token: string): Position | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return /^[pk]/.test(text)
    ? { after: text.slice(1), isPrefix: text.startsWith('p') }
    : undefined;
}

function encoder(encodingType: string | null): (text: string) => string {
  if (!encodingType) {
    return text => text;
  }
  if (encodingType !== 'url') {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'Invalid Encoding Method specified in Request',
    );
  }
  // S3 leaves slashes as they are.
  return text => encodeURIComponent(text).replace(/%2F/g, '/');
}

/** XML element with text. */
export function tag(name: string, text: string | number): string {
  return `<${name}>${escapeMarkup(String(text))}</${name}>`;
}
