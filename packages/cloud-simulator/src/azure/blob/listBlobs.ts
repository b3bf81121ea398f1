import { escapeMarkup, ServiceError } from '../../http/wire';
import {
  collectPage,
  type Position,
  readToken,
  tag,
  writeToken,
} from '../../s3/listObjects';
import type { ObjectStore } from '../../s3/ObjectStore';
import { blobTypeOf, etagOf } from './getBlob';

/** Blobs of a page when the request does not say, and the most it can ask for. */
const MAX_RESULTS = 5000;

/**
 * List Blobs: one page of a container as XML, flat or rolled up at a delimiter.
 * @throws ServiceError OutOfRangeQueryParameterValue for a wrong number of results or marker
 */
export async function listBlobs(
  store: ObjectStore,
  options: {
    bucket: string;
    container: string;
    query: URLSearchParams;
    /** Whether the page is to hold nothing but a marker. */
    emptyPage: boolean;
  },
): Promise<string> {
  const { bucket, query } = options;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('marker') ?? '';
  const maxResults = Number(query.get('maxresults') ?? MAX_RESULTS);
  const from: Position | undefined = marker
    ? readToken(marker)
    : { after: '', isPrefix: false };
  if (!from || !Number.isInteger(maxResults) || maxResults < 1) {
    throw new ServiceError(
      400,
      'OutOfRangeQueryParameterValue',
      'One of the query parameters specified in the request URI is outside the permissible range.',
    );
  }
  const page = options.emptyPage
    ? { objects: [], prefixes: [], next: from }
    : await collectPage(store.entries({ bucket, prefix, after: from.after }), {
        prefix,
        delimiter,
        maxKeys: Math.min(maxResults, MAX_RESULTS),
        from,
      });
  const blobs = page.objects.map(
    ({ key, head }) =>
      `<Blob>${tag('Name', key)}<Properties>${tag(
        'Last-Modified',
        head.lastModified.toUTCString(),
      )}${tag('Etag', etagOf(head))}${tag('Content-Length', head.size)}${tag(
        'Content-Type',
        head.contentType,
      )}${tag('BlobType', blobTypeOf(head))}${tag(
        'LeaseStatus',
        'unlocked',
      )}</Properties></Blob>`,
  );
  const prefixes = page.prefixes.map(
    name => `<BlobPrefix>${tag('Name', name)}</BlobPrefix>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<EnumerationResults ServiceEndpoint="http://${escapeMarkup(
      bucket.split('/')[0],
    )}.blob.core.windows.net/" ContainerName="${escapeMarkup(
      options.container,
    )}">`,
    prefix && tag('Prefix', prefix),
    marker && tag('Marker', marker),
    tag('MaxResults', maxResults),
    delimiter && tag('Delimiter', delimiter),
    '<Blobs>',
    ...blobs,
    ...prefixes,
    '</Blobs>',
    page.next ? tag('NextMarker', writeToken(page.next)) : '<NextMarker />',
    '</EnumerationResults>',
  ].join('');
}
