import { isError } from '@backstage/errors';

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
    if (
      isError(error) &&
      (error.name === 'ResourceNotFound' ||
        (error.name === 'ValidationException' &&
          /^could not find\b/i.test(error.message)))
    ) {
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
