import {
  ConflictError,
  ForwardedError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  isDenied,
  missingPermission,
  nameOfAccount,
  statusOf,
  toCredentialsError,
  unavailability,
} from './awsErrors';

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

/**
 * Turns an error of the AWS SDK into a typed one whose message an endpoint's owner understands. The SDK's error is the
 * cause. An abort and everything that is not from AWS stay as they are.
 */
export function toTypedError(error: unknown, attempt: S3Attempt): unknown {
  if (!isError(error) || error.name === 'AbortError') {
    return error;
  }
  const { accountId, action, bucket, key, host } = attempt;
  const target = `s3://${bucket}/${key}`;
  const status = statusOf(error);
  const { name } = error;

  const credentials = toCredentialsError(error, accountId);
  if (credentials) {
    return credentials;
  }
  if (isDenied(error)) {
    return new NotAllowedError(
      `AWS denies ${action} on ${target} to the credentials of ${nameOfAccount(
        accountId,
      )}: grant ${missingPermission(error, {
        permission: permissionFor(attempt),
        encrypted: 'the capture',
      })}`,
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
  const why = unavailability(error);
  if (why) {
    return new ServiceUnavailableError(
      `S3 at ${host} cannot be reached or does not answer (${why})`,
      error,
    );
  }
  // Local failures, such as a full disk, keep their own name and code.
  return status === undefined
    ? error
    : new ForwardedError(`${action} on ${target} failed`, error);
}

function permissionFor({ action, bucket, key }: S3Attempt): string {
  return action === 's3:ListBucket'
    ? `s3:ListBucket on arn:aws:s3:::${bucket} for the prefix ${key}`
    : `s3:GetObject on arn:aws:s3:::${bucket}/${key}`;
}
