import {
  AuthenticationError,
  ConflictError,
  ForwardedError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** What was tried, for the message. */
export interface S3Attempt {
  /** IAM action, for example `s3:GetObject`. */
  action: 's3:ListBucket' | 's3:GetObject';
  accountId?: string;
  bucket: string;
  /** Key or prefix. */
  key: string;
  /** Host the request went to. */
  host: string;
}

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
  'InvalidToken',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
]);
const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
]);
const BUSY = new Set([
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
]);

/**
 * Turns an error of the AWS SDK into a typed one whose message an endpoint's owner understands. The SDK's error is the
 * cause. An abort and everything that is not from AWS stay as they are.
 */
export function toTypedError(error: unknown, attempt: S3Attempt): unknown {
  if (!isError(error) || error.name === 'AbortError') {
    return error;
  }
  const { action, bucket, key, host } = attempt;
  const account = attempt.accountId
    ? `account ${attempt.accountId}`
    : 'the main account';
  const target = `s3://${bucket}/${key}`;
  const status = (error.$metadata as { httpStatusCode?: number } | undefined)
    ?.httpStatusCode;
  const { name, message } = error;

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
  if (INVALID.has(name)) {
    return new AuthenticationError(
      `AWS does not accept the credentials for ${account}`,
      error,
    );
  }
  if (DENIED.has(name)) {
    return new NotAllowedError(
      `AWS denies ${action} on ${target} to the credentials of ${account}: grant ${permissionFor(
        message,
        attempt,
      )}`,
      error,
    );
  }
  if (name === 'NoSuchBucket') {
    return new NotFoundError(
      `The capture bucket '${bucket}' does not exist`,
      error,
    );
  }
  if (name === 'NoSuchKey' || name === 'NotFound') {
    return new NotFoundError(`The log object ${target} is gone`, error);
  }
  if (name === 'PreconditionFailed' || status === 412) {
    return new ConflictError(
      `The log object ${target} has changed since it was listed`,
      error,
    );
  }
  const code = networkCode(error);
  if (code || BUSY.has(name) || (status ?? 0) >= 500) {
    return new ServiceUnavailableError(
      `S3 at ${host} cannot be reached or does not answer (${
        code ?? (status ? `${name}, HTTP ${status}` : name)
      })`,
      error,
    );
  }
  // Local failures, such as a full disk, keep their own name and code.
  return status === undefined
    ? error
    : new ForwardedError(`${action} on ${target} failed`, error);
}

/** The permission that is missing; AWS names another one than ours when a role or a key stands in the way. */
function permissionFor(message: string, { action, bucket, key }: S3Attempt) {
  if (message.includes('sts:AssumeRole')) {
    return 'sts:AssumeRole on the role of that account, and trust in that role';
  }
  if (message.includes('kms:')) {
    return 'kms:Decrypt on the key that encrypts the capture';
  }
  return action === 's3:ListBucket'
    ? `s3:ListBucket on arn:aws:s3:::${bucket} for the prefix ${key}`
    : `s3:GetObject on arn:aws:s3:::${bucket}/${key}`;
}

/**
 * Code of the network failure, looked for in the causes too; undefined when it is none. The SDK wraps errors that come
 * from another realm, such as Node's own under a test runner, and then the code is left in the message only.
 */
function networkCode(error: unknown, depth = 0): string | undefined {
  if (!isError(error) || depth > 4) {
    return undefined;
  }
  const words = [error.code, ...error.message.split(/[^A-Z_]+/)];
  const code = words.find(
    (word): word is string => typeof word === 'string' && NETWORK.has(word),
  );
  if (code) {
    return code;
  }
  const inner = [
    error.cause,
    ...(Array.isArray(error.errors) ? error.errors : []),
  ];
  return inner
    .map(cause => networkCode(cause, depth + 1))
    .find(found => found !== undefined);
}
