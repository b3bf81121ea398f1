import {
  ConflictError,
  ForwardedError,
  NotFoundError,
} from '@backstage/errors';
import { restError, toCommonError } from '../errors';
import type { CollectorLocation } from './collectorLocation';

/** What was tried, for the message. */
export interface BlobAttempt {
  action: 'list' | 'read';
  location: CollectorLocation;
  /** Name of a blob or prefix. */
  name: string;
  host: string;
  /** The caller's. */
  signal: AbortSignal;
}

/**
 * Turns an error of the Blob client into a typed one whose message an endpoint's owner understands. The client's error
 * is the cause. An abort and everything that is not from Azure stay as they are.
 */
export function toTypedError(error: unknown, attempt: BlobAttempt): unknown {
  const { action, location, name, host, signal } = attempt;
  const { account, container, containerUrl } = location;
  const target = `${containerUrl}/${name}`;
  const { statusCode, code } = restError(error) ?? {};
  if (code === 'ContainerNotFound') {
    return new NotFoundError(
      `The container '${container}' of storage account '${account}' does not exist`,
      error,
    );
  }
  if (statusCode === 404) {
    return new NotFoundError(`The log object ${target} is gone`, error);
  }
  if (statusCode === 412 || statusCode === 416) {
    return new ConflictError(
      `The log object ${target} has changed since it was listed`,
      error,
    );
  }
  const common = toCommonError(error, {
    action: `to ${action} ${target}`,
    role: `the role 'Storage Blob Data Reader' on storage account '${account}' or its container '${container}'`,
    host,
    signal,
  });
  if (common || statusCode === undefined) {
    return common ?? error;
  }
  return new ForwardedError(`Azure failed to ${action} ${target}`, error);
}
