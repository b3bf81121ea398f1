/**
 * What runs behind an endpoint, as its entity says it.
 */
export * from './deploymentOf';
