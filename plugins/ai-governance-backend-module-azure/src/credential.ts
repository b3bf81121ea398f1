import type { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
} from '@azure/identity';
import type { AzureSettings } from './settings';

/**
 * Who the portal is in Azure: the application whose secret is configured, else whoever Azure's default chain finds
 * (environment, workload identity, managed identity, developer tools).
 */
export function createCredential(
  settings: Pick<AzureSettings, 'tenantId' | 'clientId' | 'clientSecret'>,
): TokenCredential {
  const { tenantId, clientId, clientSecret } = settings;
  if (tenantId && clientId && clientSecret) {
    return new ClientSecretCredential(tenantId, clientId, clientSecret);
  }
  return new DefaultAzureCredential({
    tenantId,
    managedIdentityClientId: clientId,
    workloadIdentityClientId: clientId,
  });
}
