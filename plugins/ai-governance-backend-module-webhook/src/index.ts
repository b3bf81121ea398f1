/**
 * Webhook alert channel of AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleWebhook as default } from './module';
export { WebhookAlertChannel } from './WebhookAlertChannel';
