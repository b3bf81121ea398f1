/**
 * PagerDuty alert channel of AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModulePagerDuty as default } from './module';
export { PagerDutyAlertChannel } from './PagerDutyAlertChannel';
