import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AlertChannel } from './alertChannel';
import type { InferenceLogSource } from './logSource';

/** Accepts sources of inference logs. @public */
export interface AiGovernanceLogSourcesExtensionPoint {
  /** Throws ConflictError when a source with the same id is there already. */
  addLogSource(...sources: InferenceLogSource[]): void;
}

/** Extension point for sources of inference logs. @public */
export const aiGovernanceLogSourcesExtensionPoint =
  createExtensionPoint<AiGovernanceLogSourcesExtensionPoint>({
    id: 'ai-governance.logSources',
  });

/** Accepts alert channels. @public */
export interface AiGovernanceAlertChannelsExtensionPoint {
  /** Throws ConflictError when a channel with the same id is there already. */
  addAlertChannel(...channels: AlertChannel[]): void;
}

/** Extension point for alert channels. @public */
export const aiGovernanceAlertChannelsExtensionPoint =
  createExtensionPoint<AiGovernanceAlertChannelsExtensionPoint>({
    id: 'ai-governance.alertChannels',
  });
