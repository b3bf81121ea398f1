import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { WebhookAlertChannel } from './WebhookAlertChannel';

/**
 * Adds webhooks as an alert channel where `aiGovernance.webhook` is configured.
 * @public
 */
export const aiGovernanceModuleWebhook = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'webhook',
  register(env) {
    env.registerInit({
      deps: {
        channels: aiGovernanceAlertChannelsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ channels, config, logger }) {
        const channel = WebhookAlertChannel.fromConfig(config);
        if (!channel) {
          logger.info(
            'Alerts by webhook are off: aiGovernance.webhook is not set',
          );
          return;
        }
        channels.addAlertChannel(channel);
      },
    });
  },
});
