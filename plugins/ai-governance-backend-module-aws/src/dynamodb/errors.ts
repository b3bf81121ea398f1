import {
  ForwardedError,
  InputError,
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
} from '../awsErrors';
import type { AwsSite } from '../SiteClients';

/** What was queried, for the message. */
export interface QueryAttempt {
  site: AwsSite;
  tableName: string;
  index?: string;
  /** Host the request went to. */
  host: string;
}

/**
 * Turns an error of the AWS SDK into a typed one whose message an endpoint's owner understands. The SDK's error is the
 * cause. An abort and everything that is not from AWS stay as they are.
 */
export function toTypedError(error: unknown, attempt: QueryAttempt): unknown {
  if (!isError(error) || error.name === 'AbortError') {
    return error;
  }
  const { site, tableName, index, host } = attempt;
  const table = `table '${tableName}'${index ? `, index '${index}',` : ''} in ${
    site.region
  }`;
  const credentials = toCredentialsError(error, site.accountId);
  if (credentials) {
    return credentials;
  }
  const account = nameOfAccount(site.accountId);
  if (isDenied(error)) {
    const arn = `arn:aws:dynamodb:${site.region}:${
      site.accountId ?? '*'
    }:table/${tableName}${index ? `/index/${index}` : ''}`;
    return new NotAllowedError(
      `AWS denies dynamodb:Query on ${table} to the credentials of ${account}: grant ${missingPermission(
        error,
        {
          permission: `dynamodb:Query on ${arn}`,
          encrypted: 'the table',
        },
      )}`,
      error,
    );
  }
  if (error.name === 'ResourceNotFoundException') {
    return new NotFoundError(
      `There is no DynamoDB ${table} of ${account}`,
      error,
    );
  }
  if (error.name === 'ValidationException') {
    return new InputError(
      `DynamoDB cannot query ${table} by the keys in aiGovernance.aws.dynamodb.tables: ${error.message}`,
      error,
    );
  }
  const why = unavailability(error);
  if (why) {
    return new ServiceUnavailableError(
      `DynamoDB at ${host} cannot be reached or does not answer (${why})`,
      error,
    );
  }
  // Local failures, such as a full disk, keep their own name and code.
  return statusOf(error) === undefined
    ? error
    : new ForwardedError(`dynamodb:Query on ${table} failed`, error);
}
