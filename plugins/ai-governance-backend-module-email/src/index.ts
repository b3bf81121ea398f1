/**
 * E-mail alert channel of AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleEmail as default } from './module';
export { EmailAlertChannel } from './EmailAlertChannel';
