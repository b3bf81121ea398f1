import { networkCode } from '@ai-governance/plugin-ai-governance-node';
import { AuthenticationError } from '@backstage/errors';

const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
]);
const NO_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
]);
const INVALID = new Set([
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationTokenException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
]);
const BUSY = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
]);

/** How an account is called in messages. @param accountId - undefined for the main account */
export function nameOfAccount(accountId: string | undefined): string {
  return accountId ? `account ${accountId}` : 'the main account';
}

/** HTTP status with which AWS answered; undefined when it did not. */
export function statusOf(error: Error): number | undefined {
  return (
    '$metadata' in error
      ? (error.$metadata as { httpStatusCode?: number } | undefined)
      : undefined
  )?.httpStatusCode;
}

/** What is wrong with the credentials, when an error of the AWS SDK says that they are the problem. */
export function toCredentialsError(
  error: Error,
  accountId: string | undefined,
): AuthenticationError | undefined {
  const { name } = error;
  const account = nameOfAccount(accountId);
  if (EXPIRED.has(name)) {
    return new AuthenticationError(
      `AWS credentials for ${account} have expired: renew them, then run again`,
      error,
    );
  }
  if (NO_CREDENTIALS.has(name)) {
    return new AuthenticationError(
      `AWS credentials for ${account} have expired or cannot be loaded`,
      error,
    );
  }
  return INVALID.has(name)
    ? new AuthenticationError(
        `AWS does not accept the credentials for ${account}`,
        error,
      )
    : undefined;
}

/** Whether AWS denies what was asked for. */
export function isDenied({ name }: Error): boolean {
  return DENIED.has(name);
}

/**
 * The permission that is missing when AWS denies an action; AWS names another one than ours when a role or a key stands
 * in the way.
 * @param permission - what to grant for the action itself
 * @param encrypted - what is encrypted with the key, for example `the capture`
 */
export function missingPermission(
  { message }: Error,
  { permission, encrypted }: { permission: string; encrypted: string },
): string {
  if (message.includes('sts:AssumeRole')) {
    return 'sts:AssumeRole on the role of that account, and trust in that role';
  }
  return message.includes('kms:')
    ? `kms:Decrypt on the key that encrypts ${encrypted}`
    : permission;
}

/** Why a service cannot be used for now, in a few words; undefined when that is not the problem. */
export function unavailability(error: Error): string | undefined {
  const code = networkCode(error);
  const status = statusOf(error);
  if (!code && !BUSY.has(error.name) && (status ?? 0) < 500) {
    return undefined;
  }
  return code ?? (status ? `${error.name}, HTTP ${status}` : error.name);
}
