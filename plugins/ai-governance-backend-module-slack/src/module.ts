import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createRouter, INTERACTIVITY_PATH } from './createRouter';
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
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ channels, config, httpRouter, logger }) {
        const channel = SlackAlertChannel.fromConfig(config, { logger });
        if (!channel) {
          logger.info('Slack alerts are off: aiGovernance.slack is not set');
          return;
        }
        channels.addAlertChannel(channel);
        const secret = config.getOptionalString(
          'aiGovernance.slack.signingSecret',
        );
        if (secret === undefined) {
          return;
        }
        httpRouter.use(
          createRouter({ secret, inbox: () => channel.inbox, logger }),
        );
        httpRouter.addAuthPolicy({
          path: INTERACTIVITY_PATH,
          allow: 'unauthenticated',
        });
      },
    });
  },
});
