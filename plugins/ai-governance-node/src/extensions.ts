import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AlertChannel } from './alertChannel';
import type { GroundTruthSource } from './groundTruthSource';
import type { InferenceLogSource } from './logSource';
import type { EndpointMetricsSource } from './metricsSource';

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

/** Accepts sources of labels and of files that are joined with logs. @public */
export interface AiGovernanceGroundTruthExtensionPoint {
  /** Throws ConflictError when a source with the same id is there already. */
  addGroundTruthSource(...sources: GroundTruthSource[]): void;
}

/** Extension point for sources of labels and of files that are joined with logs. @public */
export const aiGovernanceGroundTruthExtensionPoint =
  createExtensionPoint<AiGovernanceGroundTruthExtensionPoint>({
    id: 'ai-governance.groundTruth',
  });

/** Accepts sources of service metrics. @public */
export interface AiGovernanceMetricsSourcesExtensionPoint {
  /** Throws ConflictError when a source with the same id is there already. */
  addMetricsSource(...sources: EndpointMetricsSource[]): void;
}

/** Extension point for sources of service metrics. @public */
export const aiGovernanceMetricsSourcesExtensionPoint =
  createExtensionPoint<AiGovernanceMetricsSourcesExtensionPoint>({
    id: 'ai-governance.metricsSources',
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
