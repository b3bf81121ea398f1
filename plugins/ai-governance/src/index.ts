/**
 * Frontend of AI governance: what is measured of a model endpoint, on its catalog page.
 *
 * @packageDocumentation
 */
export { aiGovernancePlugin as default } from './plugin';
export { aiGovernanceApiRef } from './api';
export type { AiGovernanceApi } from './api';
export { aiGovernanceAlertsApiRef } from './alertsApi';
export type { AiGovernanceAlertsApi } from './alertsApi';
export { aiGovernanceOutcomesApiRef } from './outcomesApi';
export type { AiGovernanceOutcomesApi } from './outcomesApi';
