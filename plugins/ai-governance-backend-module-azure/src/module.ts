import {
  aiGovernanceLogSourcesExtensionPoint,
  aiGovernanceMetricsSourcesExtensionPoint,
} from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { BlobCollectorLogSource } from './blob/BlobCollectorLogSource';
import { AzureMonitorMetricsSource } from './monitor/AzureMonitorMetricsSource';

/**
 * Adds the Azure ML data collector as a source of inference logs, and Azure Monitor as one of service metrics.
 * @public
 */
export const aiGovernanceModuleAzure = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'azure',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logSources: aiGovernanceLogSourcesExtensionPoint,
        metricsSources: aiGovernanceMetricsSourcesExtensionPoint,
      },
      async init({ config, logSources, metricsSources }) {
        logSources.addLogSource(BlobCollectorLogSource.fromConfig(config));
        metricsSources.addMetricsSource(
          AzureMonitorMetricsSource.fromConfig(config),
        );
      },
    });
  },
});
