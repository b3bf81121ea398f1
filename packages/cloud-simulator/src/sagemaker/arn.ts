import { ServiceError } from '../http/wire';

/** Account and region that a call is about. */
export interface Scope {
  accountId: string;
  region: string;
}

/** ARN of a SageMaker resource. */
export function arn(scope: Scope, type: string, name: string): string {
  return `arn:aws:sagemaker:${scope.region}:${scope.accountId}:${type}/${name}`;
}

/** @throws ServiceError ValidationException in AWS's words when there is no such thing */
export function found<T>(
  item: T | undefined,
  type: string,
  itemArn: string,
): T {
  if (item === undefined) {
    throw new ServiceError(
      400,
      'ValidationException',
      `Could not find ${type} "${itemArn}".`,
    );
  }
  return item;
}
