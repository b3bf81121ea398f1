import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AiGovernanceAlertsClient } from '@ai-governance/plugin-ai-governance-common';

/**
 * What the pages of alerts need of the backend: every operation of the SDK's part for alerts, without its private parts,
 * so that a fake can stand in for it.
 * @public
 */
export type AiGovernanceAlertsApi = Pick<
  AiGovernanceAlertsClient,
  keyof AiGovernanceAlertsClient
>;

/** Reference by which extensions find the {@link AiGovernanceAlertsApi}. @public */
export const aiGovernanceAlertsApiRef =
  createApiRef<AiGovernanceAlertsApi>().with({
    id: 'plugin.ai-governance.alerts-client',
    pluginId: 'ai-governance',
  });
