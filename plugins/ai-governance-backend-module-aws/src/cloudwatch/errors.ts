import {
  ForwardedError,
  isError,
  NotAllowedError,
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

/**
 * Turns an error of the AWS SDK into a typed one whose message an endpoint's owner understands. The SDK's error is the
 * cause. An abort and everything that is not from AWS stay as they are.
 * @param attempt - `host`: that the request went to
 */
export function toTypedError(
  error: unknown,
  attempt: { site: AwsSite; host: string },
): unknown {
  if (!isError(error) || error.name === 'AbortError') {
    return error;
  }
  const { site, host } = attempt;
  const credentials = toCredentialsError(error, site.accountId);
  if (credentials) {
    return credentials;
  }
  const where = `${nameOfAccount(site.accountId)} in ${site.region}`;
  if (isDenied(error)) {
    return new NotAllowedError(
      `AWS denies cloudwatch:GetMetricData to the credentials of ${where}: grant ${missingPermission(
        error,
        {
          permission: 'cloudwatch:GetMetricData on *',
          encrypted: 'the metrics',
        },
      )}`,
      error,
    );
  }
  const why = unavailability(error);
  if (why) {
    return new ServiceUnavailableError(
      `CloudWatch at ${host} cannot be reached or does not answer (${why})`,
      error,
    );
  }
  return statusOf(error) === undefined
    ? error
    : new ForwardedError(`cloudwatch:GetMetricData failed for ${where}`, error);
}
