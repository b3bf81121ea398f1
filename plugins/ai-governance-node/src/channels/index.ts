export * from './retryAfter';
export * from './signatures';
export * from './texts';
