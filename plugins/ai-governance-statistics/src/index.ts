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
export * from './tests';
export { cramersV } from './distances/cramersV';
