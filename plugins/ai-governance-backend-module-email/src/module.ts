import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { EmailAlertChannel } from './EmailAlertChannel';
import { readSettings } from './settings';

/**
 * Adds e-mail as an alert channel where `aiGovernance.email` is configured.
 * @public
 */
export const aiGovernanceModuleEmail = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'email',
  register(env) {
    env.registerInit({
      deps: {
        channels: aiGovernanceAlertChannelsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ channels, config, logger }) {
        const settings = readSettings(config);
        if (!settings) {
          logger.info('E-mail alerts are off: aiGovernance.email is not set');
          return;
        }
        channels.addAlertChannel(
          EmailAlertChannel.create(settings, { logger }),
        );
      },
    });
  },
});
