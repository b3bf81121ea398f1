/**
 * What the pages of alerts show and how they say it.
 */
export * from './grouping';
export * from './query';
export * from './words';
