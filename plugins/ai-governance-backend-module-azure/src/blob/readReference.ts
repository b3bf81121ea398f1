import type { ContainerClient } from '@azure/storage-blob';
import { restError } from '../errors';
import type { CollectorLocation } from './collectorLocation';

/** Datastore of the collector's container. */
const DATASTORE = 'workspaceblobstore';

/** Longest data that fit into a line; the engine reads lines up to 32 MB. */
const MAX_BYTES = 30 * 1024 * 1024;

/**
 * Reads the blob that an event points to. Only blobs of the event's own container are read: what is logged must not
 * decide where the backend's identity is used.
 * @returns its text; undefined when it is elsewhere, gone or too long
 */
export async function readReference(
  container: ContainerClient,
  options: {
    reference: string;
    location: CollectorLocation;
    signal: AbortSignal;
  },
): Promise<string | undefined> {
  const name = nameOf(options.reference, options.location);
  if (!name) {
    return undefined;
  }
  const blob = container.getBlobClient(name);
  try {
    const { contentLength = 0 } = await blob.getProperties({
      abortSignal: options.signal,
    });
    if (contentLength === 0 || contentLength > MAX_BYTES) {
      return undefined;
    }
    const body = await blob.downloadToBuffer(0, contentLength, {
      abortSignal: options.signal,
    });
    return body.toString('utf8');
  } catch (error) {
    if (restError(error)?.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Name of the blob that a reference means: a URL of the container, a path of its datastore
 * (`azureml://…/datastores/workspaceblobstore/paths/…`), or a path within it. Undefined for everything else.
 */
export function nameOf(
  reference: string,
  { containerUrl }: Pick<CollectorLocation, 'containerUrl'>,
): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) {
    return reference.replace(/^\/+/, '') || undefined;
  }
  const path = reference.match(
    /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/paths\/(.+)$/,
  );
  if (path) {
    return path[1] === DATASTORE ? path[2] : undefined;
  }
  if (!reference.startsWith(`${containerUrl}/`)) {
    return undefined;
  }
  try {
    return decodeURIComponent(
      reference.slice(containerUrl.length + 1).replace(/[?#].*$/, ''),
    );
  } catch {
    return undefined;
  }
}
