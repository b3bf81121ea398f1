import { finiteSorted } from '../finiteSorted';
import { checkNumber, InvalidInputError } from '../errors';
import type { NumericGrid } from '../profiles/types';
import { nextDown } from './nextDown';

/** Bins of a numeric grid when nothing else is asked for. @public */
export const DEFAULT_NUMERIC_BINS = 256;

/**
 * Makes a grid whose edges stand at quantiles of the reference.
 *
 * A value that comes more than once in the list holds at least one whole quantile step of the mass: it is a heavy
 * atom `v` and gets the edges `nextDown(v)` and `v`, so that its bin holds `v` alone and is exact.
 *
 * @param quantiles - the values at the probabilities k/256, k = 1..255 (or of any other even spacing), ascending and
 *   finite, each one a value of the data (inverted CDF, `quantile_disc` of databases). An empty list gives a grid of
 *   one bin that tells nothing apart.
 * @throws InvalidInputError when the list is not finite and ascending
 */
export function numericGridFromQuantiles(quantiles: number[]): NumericGrid {
  const edges: number[] = [];
  const push = (edge: number) => {
    if (
      Number.isFinite(edge) &&
      (edges.length === 0 || edge > edges[edges.length - 1])
    ) {
      edges.push(edge);
    }
  };
  for (let i = 0; i < quantiles.length; i++) {
    const value = quantiles[i];
    if (!Number.isFinite(value)) {
      throw new InvalidInputError(
        `quantile ${i} is ${value}; allowed are finite numbers`,
      );
    }
    if (i > 0 && value < quantiles[i - 1]) {
      throw new InvalidInputError(
        `quantile ${i} is ${value} and below the one before it, ${
          quantiles[i - 1]
        }; allowed are ascending numbers`,
      );
    }
    if (value === quantiles[i + 1]) push(nextDown(value));
    // Adding zero turns -0 into 0.
    push(value + 0);
  }
  return { kind: 'numeric', edges };
}

/**
 * Makes a grid from raw values: edges at their inverted-CDF quantiles k/bins.
 *
 * @param values - numbers in any order; NaN and infinities are left out
 * @param bins - number of bins aimed at, a whole number from 1; ties make them fewer, atoms more
 * @returns a grid; one bin without edges when there is no finite value
 * @throws InvalidInputError when `bins` is not allowed
 */
export function numericGridFromValues(
  values: ArrayLike<number>,
  bins: number = DEFAULT_NUMERIC_BINS,
): NumericGrid {
  checkNumber(bins, 'bins', { min: 1, max: 1e6, integer: true });
  const sorted = finiteSorted(values);
  if (sorted.length === 0) return { kind: 'numeric', edges: [] };
  const quantiles: number[] = [];
  for (let k = 1; k < bins; k++) {
    // Inverted CDF: the smallest value with at least k/bins of the values at or below it.
    quantiles.push(sorted[Math.ceil((k * sorted.length) / bins) - 1]);
  }
  return numericGridFromQuantiles(quantiles);
}

/**
 * Number of the bin that holds `x`: bin `i` holds `(edges[i-1], edges[i]]`, the first and the last bin are open.
 *
 * @param grid - grid with E edges
 * @param x - a number, infinities included
 * @returns a whole number from 0 to E
 * @throws InvalidInputError when `x` is NaN, which lies in no bin
 */
export function binIndex(grid: NumericGrid, x: number): number {
  if (Number.isNaN(x)) throw new InvalidInputError('NaN lies in no bin');
  const { edges } = grid;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether bin `bin` holds one single value, so that nothing inside it is hidden from a test on the grid.
 *
 * @param grid - grid with E edges
 * @param bin - a whole number from 0 to E
 */
export function isAtomBin(grid: NumericGrid, bin: number): boolean {
  const { edges } = grid;
  return (
    bin > 0 && bin < edges.length && nextDown(edges[bin]) === edges[bin - 1]
  );
}
