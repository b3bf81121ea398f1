/**
 * What the page of all endpoints shows, and its address.
 */
export * from './query';
