/**
 * What runs where, as a tree and as places on a drawing.
 */
export * from './layout';
export * from './tree';
