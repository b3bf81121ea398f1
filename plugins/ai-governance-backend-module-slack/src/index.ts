/**
 * Slack alert channel of AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleSlack as default } from './module';
export { SlackAlertChannel } from './SlackAlertChannel';
