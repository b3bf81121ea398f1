/**
 * Drift statistics, grids and additive profiles. Pure functions; no Backstage, no I/O.
 *
 * @packageDocumentation
 */
export {
  GridMismatchError,
  InvalidInputError,
  ProfileFormatError,
} from './errors';
export { type InsufficientData, isInsufficient } from './result';
export * from './grids';
export * from './profiles';
export * from './buckets';
export * from './distances';
export * from './tests';
export * from './intervals';
export * from './changePoint';
export * from './outcomes';
export * from './fairness';
export * from './performance';
export { CONVENTIONS } from './conventions';
