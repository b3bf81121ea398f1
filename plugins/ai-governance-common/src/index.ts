/**
 * Types, annotations, permissions and the API client of AI governance.
 *
 * @packageDocumentation
 */
export * from './alertRules';
export * from './alerts';
export * from './alertsClient';
export * from './alertTrace';
export * from './annotations';
export * from './assessment';
export * from './baselines';
export * from './client';
export * from './columns';
export * from './compliance';
export * from './deployment';
export * from './drift';
export * from './driftRules';
export * from './fairness';
export * from './fleet';
export * from './health';
export * from './labels';
export * from './modelId';
export * from './monitor';
export * from './outcomesClient';
export * from './performance';
export * from './permissions';
export * from './push';
export * from './rootCause';
export * from './runs';
export * from './verdicts';
