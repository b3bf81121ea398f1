import { networkCode } from '@ai-governance/plugin-ai-governance-node';
import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import {
  AggregateAuthenticationErrorName,
  AuthenticationErrorName,
  CredentialUnavailableErrorName,
} from '@azure/identity';
import {
  AuthenticationError,
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

const SIGN_IN = [
  AggregateAuthenticationErrorName,
  AuthenticationErrorName,
  CredentialUnavailableErrorName,
];

/** What was tried, for the message. */
export interface Attempt {
  /** In words, for example `to list 'https://…'`. */
  action: string;
  /** Role that allows it, and on what. */
  role: string;
  /** Host that the request went to. */
  host: string;
  /** The caller's: an abort that is not its doing is a broken connection. */
  signal: AbortSignal;
}

/** The HTTP error behind an error of an Azure client; undefined when it is none. */
export function restError(error: unknown): RestError | undefined {
  return isRestError(error) ? error : undefined;
}

/**
 * What an error of an Azure client says that has nothing to do with what was asked for: no identity, no permission, a
 * closed firewall, or a service that cannot be reached or is busy.
 * @returns undefined for everything else
 */
export function toCommonError(
  error: unknown,
  { action, role, host, signal }: Attempt,
): Error | undefined {
  if (!isError(error)) {
    return undefined;
  }
  const { statusCode, code } = restError(error) ?? {};
  if (SIGN_IN.includes(error.name)) {
    return new AuthenticationError(
      'Azure cannot be signed in to: give the backend a workload or managed identity, or set aiGovernance.azure.tenantId, clientId and clientSecret',
      error,
    );
  }
  if (statusCode === 401 || code === 'AuthenticationFailed') {
    return new AuthenticationError(
      `Azure does not accept the identity that tried ${action}`,
      error,
    );
  }
  if (statusCode === 403 && code === 'AuthorizationFailure') {
    return new NotAllowedError(
      `Azure refuses ${action}: ${host} does not let this network in, or the account forbids this kind of sign-in; open its firewall to the backend`,
      error,
    );
  }
  if (statusCode === 403) {
    return new NotAllowedError(
      `Azure refuses ${action}: the identity of the backend lacks ${role}`,
      error,
    );
  }
  const network =
    networkCode(error) ??
    (error.name === 'AbortError' && !signal.aborted
      ? 'the connection broke'
      : undefined);
  if (network || statusCode === 429 || (statusCode ?? 0) >= 500) {
    return new ServiceUnavailableError(
      `Azure at ${host} cannot be reached or is busy (${
        network ?? `${code ?? 'no code'}, HTTP ${statusCode}`
      }), while the backend tried ${action}`,
      error,
    );
  }
  return undefined;
}
