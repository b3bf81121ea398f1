import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AiGovernanceClient } from '@ai-governance/plugin-ai-governance-common';

/**
 * What the pages need of the backend: every operation of the TypeScript SDK, without its private parts, so that a
 * fake can stand in for it.
 * @public
 */
export type AiGovernanceApi = Pick<
  AiGovernanceClient,
  keyof AiGovernanceClient
>;

/** Reference by which extensions find the {@link AiGovernanceApi}. @public */
export const aiGovernanceApiRef = createApiRef<AiGovernanceApi>().with({
  id: 'plugin.ai-governance.client',
  pluginId: 'ai-governance',
});
