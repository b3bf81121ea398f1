import { isError } from '@backstage/errors';

/** Most pages of a listing; more than that is a listing that does not end. */
const MAX_PAGES = 2_000;

/** Errors that concern the account as a whole: its credentials, or the role that is to be assumed (`AccessDenied`). */
const CREDENTIAL_ERRORS = new Set([
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/** Whether an error says that nothing of this account can be read. */
export function isCredentialError(error: unknown): boolean {
  return isError(error) && CREDENTIAL_ERRORS.has(error.name);
}

/** Whether an error code says that there is no such thing. */
export function isGone(code: string, message: string): boolean {
  return (
    code === 'ResourceNotFound' ||
    (code === 'ValidationException' &&
      /^(could not find|.* does not exist)\b/i.test(message))
  );
}

/**
 * The result of a call, or undefined when SageMaker says that there is no such thing.
 * @throws every other error of the call
 */
export async function unlessGone<T>(
  result: Promise<T>,
): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isError(error) && isGone(error.name, error.message)) {
      return undefined;
    }
    throw error;
  }
}

/** A field that AWS always sends. @throws Error naming call and field when it did not */
export function required<T>(
  value: T | undefined,
  call: string,
  field: string,
): T {
  if (value === undefined) {
    throw new Error(`SageMaker's answer to ${call} has no ${field}`);
  }
  return value;
}

/**
 * Passes the pages of a listing on. A page may be empty and yet not be the last.
 * @param operation - for messages, for example `ListEndpoints`
 * @throws Error when the listing does not end
 */
export async function* limitPages<T extends { NextToken?: string }>(
  pages: AsyncIterable<T>,
  operation: string,
  maxPages: number = MAX_PAGES,
): AsyncIterable<T> {
  let count = 0;
  for await (const page of pages) {
    count += 1;
    yield page;
    if (count >= maxPages && page.NextToken) {
      throw new Error(
        `${operation} returned more than ${maxPages} pages: the listing does not end`,
      );
    }
  }
}
