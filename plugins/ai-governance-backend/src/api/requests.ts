import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';

/**
 * Checks the query or the body of a request.
 * @throws InputError that names each parameter and what is allowed
 */
export function parse<T extends z.ZodTypeAny>(
  schema: T,
  input: unknown,
  what: 'query' | 'body' = 'query',
): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || what}: ${message}`)
        .join('; '),
    );
  }
  return parsed.data;
}

/** Who acts: the ref of a user, or the name of a service. */
export function authorOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'unknown';
}
