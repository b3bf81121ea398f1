import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AiGovernanceOutcomesClient } from '@ai-governance/plugin-ai-governance-common';

/**
 * What the Fairness and Performance tabs need of the backend: every operation of the SDK's part for outcomes, without
 * its private parts, so that a fake can stand in for it.
 * @public
 */
export type AiGovernanceOutcomesApi = Pick<
  AiGovernanceOutcomesClient,
  keyof AiGovernanceOutcomesClient
>;

/** Reference by which extensions find the {@link AiGovernanceOutcomesApi}. @public */
export const aiGovernanceOutcomesApiRef =
  createApiRef<AiGovernanceOutcomesApi>().with({
    id: 'plugin.ai-governance.outcomes-client',
    pluginId: 'ai-governance',
  });
