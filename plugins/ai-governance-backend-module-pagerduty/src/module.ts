import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createRouter, WEBHOOK_PATH } from './createRouter';
import { PagerDutyAlertChannel } from './PagerDutyAlertChannel';
import { readSettings } from './settings';

/**
 * Adds PagerDuty as an alert channel where `aiGovernance.pagerDuty` is configured.
 * @public
 */
export const aiGovernanceModulePagerDuty = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'pagerduty',
  register(env) {
    env.registerInit({
      deps: {
        channels: aiGovernanceAlertChannelsExtensionPoint,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ channels, config, httpRouter, logger }) {
        const settings = readSettings(config);
        if (!settings) {
          logger.info(
            'PagerDuty alerts are off: aiGovernance.pagerDuty is not set',
          );
          return;
        }
        const channel = PagerDutyAlertChannel.create(settings);
        channels.addAlertChannel(channel);
        const secrets = settings.webhookSecrets;
        if (secrets.length === 0) {
          return;
        }
        httpRouter.use(createRouter({ secrets, inbox: () => channel.inbox }));
        httpRouter.addAuthPolicy({
          path: WEBHOOK_PATH,
          allow: 'unauthenticated',
        });
      },
    });
  },
});
