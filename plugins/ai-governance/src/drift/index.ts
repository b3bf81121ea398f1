/**
 * What the tab works out from the stored results before it shows them. Pure functions, no React.
 */
export * from './columns';
export * from './csv';
export * from './distribution';
export * from './history';
