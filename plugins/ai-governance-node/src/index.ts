/**
 * Extension points of the AI governance backend, for third parties.
 *
 * @packageDocumentation
 */
export * from './alertChannel';
export * from './alertInbox';
export * from './channels';
export * from './discovery';
export * from './extensions';
export * from './groundTruthSource';
export * from './logSource';
export * from './metricsSource';
export * from './networkCode';
export * from './outcomes';
export * from './profilingEngine';
