import { aiGovernanceLogSourcesExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { BlobCollectorLogSource } from './blob/BlobCollectorLogSource';

/**
 * Adds the Azure ML data collector as a source of inference logs.
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
      },
      async init({ config, logSources }) {
        logSources.addLogSource(BlobCollectorLogSource.fromConfig(config));
      },
    });
  },
});
