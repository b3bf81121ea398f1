import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { SlackAlertChannel } from './SlackAlertChannel';

/**
 * Adds Slack as an alert channel where `aiGovernance.slack` is configured.
 * @public
 */
export const aiGovernanceModuleSlack = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'slack',
  register(env) {
    env.registerInit({
      deps: {
        channels: aiGovernanceAlertChannelsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ channels, config, logger }) {
        const channel = SlackAlertChannel.fromConfig(config, { logger });
        if (!channel) {
          logger.info('Slack alerts are off: aiGovernance.slack is not set');
          return;
        }
        channels.addAlertChannel(channel);
      },
    });
  },
});
