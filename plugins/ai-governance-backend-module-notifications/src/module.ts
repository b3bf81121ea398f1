import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { NotificationsAlertChannel } from './NotificationsAlertChannel';

/**
 * Adds Backstage's own notifications as an alert channel.
 * @public
 */
export const aiGovernanceModuleNotifications = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'notifications',
  register(env) {
    env.registerInit({
      deps: {
        channels: aiGovernanceAlertChannelsExtensionPoint,
        config: coreServices.rootConfig,
        notifications: notificationService,
      },
      async init({ channels, config, notifications }) {
        channels.addAlertChannel(
          NotificationsAlertChannel.fromConfig(config, { notifications }),
        );
      },
    });
  },
});
