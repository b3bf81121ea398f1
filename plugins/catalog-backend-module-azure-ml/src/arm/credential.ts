import type { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
} from '@azure/identity';

/** How to sign in to Azure. All ids are GUIDs. */
export interface AzureSignIn {
  /** Tenant of the subscriptions; that of the environment when absent. */
  tenantId?: string;
  /** Application (service principal) or user-assigned managed identity. */
  clientId?: string;
  /** Secret of the application; without it the environment signs in. */
  clientSecret?: string;
}

/**
 * Credential of one block: the application whose secret is configured, else Azure's default chain (environment,
 * workload identity, managed identity, developer tools), which the ids point to the right identity.
 */
export function createCredential(signIn: AzureSignIn): TokenCredential {
  const { tenantId, clientId, clientSecret } = signIn;
  if (tenantId && clientId && clientSecret) {
    return new ClientSecretCredential(tenantId, clientId, clientSecret);
  }
  return new DefaultAzureCredential({
    tenantId,
    managedIdentityClientId: clientId,
    workloadIdentityClientId: clientId,
  });
}
