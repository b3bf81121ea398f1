import { isRestError } from '@azure/core-rest-pipeline';
import {
  AggregateAuthenticationErrorName,
  AuthenticationErrorName,
  CredentialUnavailableErrorName,
} from '@azure/identity';
import { isError } from '@backstage/errors';

const SIGN_IN_ERRORS = [
  AggregateAuthenticationErrorName,
  AuthenticationErrorName,
  CredentialUnavailableErrorName,
];

/** Whether Azure says that there is no such thing. */
export function isGone(error: unknown): boolean {
  return isRestError(error) && error.statusCode === 404;
}

/** Whether an error would meet every other call alike: there is no identity, it is not accepted, or the reading was stopped. */
export function concernsEveryCall(error: unknown): boolean {
  return (
    (isRestError(error) && error.statusCode === 401) ||
    (isError(error) &&
      (error.name === 'AbortError' || SIGN_IN_ERRORS.includes(error.name)))
  );
}
