import type { ResponseError } from '@backstage/errors';

/**
 * Name of the error as the backend threw it; the client wraps it in a `ResponseError`. A 404 without the backend's
 * own error in it comes from a proxy or a portal without the backend plugin, and is not taken for one.
 */
export function errorName(error: Error): string {
  if (error.name !== 'ResponseError') {
    return error.name;
  }
  const { cause, statusCode } = error as ResponseError;
  return statusCode === 403 ? 'NotAllowedError' : cause.name;
}

/** What the backend said, without the client's "Request failed with …" around it. */
export function errorMessage(error: Error): string {
  return error.name === 'ResponseError'
    ? (error as ResponseError).cause.message
    : error.message;
}
