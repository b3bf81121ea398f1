/**
 * What is worked out from an endpoint's hours.
 */
export * from './hours';
