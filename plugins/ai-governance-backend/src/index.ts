/**
 * Backend of AI governance: measures drift of ML model endpoints from their own inference logs and tells the owner.
 *
 * @packageDocumentation
 */
export { aiGovernancePlugin as default } from './plugin';
