/**
 * How numbers, dates and the words of the domain are shown, in one place.
 */
export * from './dates';
export * from './errors';
export * from './fleetWords';
export * from './numbers';
export * from './words';
