/**
 * Drift statistics, grids and additive profiles. Pure functions; no Backstage, no I/O.
 *
 * @packageDocumentation
 */
export * from './profiles/types';
