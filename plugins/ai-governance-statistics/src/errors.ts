/**
 * An argument is not what the function accepts. The message names the argument, what it was and what is allowed.
 * It is the only error this package throws, itself or as one of its subclasses. Too little data is not an error: see
 * {@link InsufficientData}.
 * @public
 */
export class InvalidInputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/**
 * Two things that must be on the same grid are not: other columns, other kinds or another number of bins.
 * @public
 */
export class GridMismatchError extends InvalidInputError {}

/**
 * Bytes are not an encoded profile of the given grid: another version, another grid, cut off or too long.
 * @public
 */
export class ProfileFormatError extends InvalidInputError {}

/** Throws unless `value` is a whole number from 0 to 2^53 - 1. */
export function checkCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidInputError(
      `${what} is ${value}; allowed are whole numbers from 0 to 2^53 - 1`,
    );
  }
}

/** Throws unless all are whole numbers from 0 to 2^53 - 1. */
export function checkCounts(values: readonly number[], what: string): void {
  for (let i = 0; i < values.length; i++) {
    // The name is only put together when it is needed: this runs for every bin of every column.
    if (!Number.isSafeInteger(values[i]) || values[i] < 0) {
      checkCount(values[i], `${what} ${i}`);
    }
  }
}

/** Throws unless `value` is finite and between the limits; an exclusive limit is itself not allowed. */
export function checkNumber(
  value: number,
  what: string,
  allowed: {
    min?: number;
    max?: number;
    exclusiveMin?: number;
    exclusiveMax?: number;
    integer?: boolean;
  },
): void {
  const { min, max, exclusiveMin, exclusiveMax, integer } = allowed;
  if (
    !Number.isFinite(value) ||
    (integer && !Number.isInteger(value)) ||
    (min !== undefined && value < min) ||
    (max !== undefined && value > max) ||
    (exclusiveMin !== undefined && value <= exclusiveMin) ||
    (exclusiveMax !== undefined && value >= exclusiveMax)
  ) {
    const limits = [
      min !== undefined && `at least ${min}`,
      exclusiveMin !== undefined && `above ${exclusiveMin}`,
      max !== undefined && `at most ${max}`,
      exclusiveMax !== undefined && `below ${exclusiveMax}`,
    ].filter(Boolean);
    throw new InvalidInputError(
      `${what} is ${value}; allowed are ${
        integer ? 'whole' : 'finite'
      } numbers ${limits.join(' and ')}`.trimEnd(),
    );
  }
}
