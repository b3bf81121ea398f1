import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';

/**
 * Client for one account and region. SageMaker's describe calls have low rate limits, so it slows down by itself
 * (adaptive retry) rather than failing a listing of many endpoints.
 * @throws whatever the credentials manager throws when there are no credentials for the account
 */
export async function createSageMakerClient(options: {
  credentialsManager: AwsCredentialsManager;
  accountId?: string;
  region: string;
  /** URL instead of the AWS endpoint. */
  endpoint?: string;
}): Promise<SageMakerClient> {
  const { credentialsManager, accountId, region, endpoint } = options;
  const credentials = await credentialsManager.getCredentialProvider(
    accountId ? { accountId } : undefined,
  );
  return new SageMakerClient({
    region,
    endpoint,
    credentialDefaultProvider: () => credentials.sdkCredentialProvider,
    customUserAgent: 'backstage-ai-governance-sagemaker',
    retryMode: 'adaptive',
    maxAttempts: 8,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  });
}
