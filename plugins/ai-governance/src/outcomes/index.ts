/**
 * What the Fairness and Performance tabs work out before they show it, and the words they use. Pure functions, no React.
 */
export * from './csv';
export * from './fairness';
export * from './format';
export * from './words';
