import { aiGovernanceLogSourcesExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { S3CaptureLogSource } from './S3CaptureLogSource';

/**
 * Adds SageMaker Data Capture on S3 as a source of inference logs.
 * @public
 */
export const aiGovernanceModuleAws = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'aws',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logSources: aiGovernanceLogSourcesExtensionPoint,
      },
      async init({ config, logSources }) {
        logSources.addLogSource(S3CaptureLogSource.fromConfig(config));
      },
    });
  },
});
