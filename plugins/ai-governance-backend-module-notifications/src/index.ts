/**
 * Alert channel of AI governance to Backstage's own notifications.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleNotifications as default } from './module';
export { NotificationsAlertChannel } from './NotificationsAlertChannel';
