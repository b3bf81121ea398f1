/**
 * What the pages of alerts show and how they say it.
 */
export * from './grouping';
export * from './matchers';
export * from './query';
export * from './ruleDraft';
export * from './silenceDraft';
export * from './words';
