import { ResponseError } from '@backstage/errors';

/**
 * Name of the error as the backend threw it. The client wraps it in a `ResponseError`; a proxy in between may have
 * left only the status.
 */
export function errorName(error: Error): string {
  if (!(error instanceof ResponseError) && error.name !== 'ResponseError') {
    return error.name;
  }
  const { cause, statusCode } = error as ResponseError;
  switch (statusCode) {
    case 401:
    case 403:
      return 'NotAllowedError';
    case 404:
      return 'NotFoundError';
    default:
      return cause?.name ?? error.name;
  }
}
