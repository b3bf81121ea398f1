import { checkNumber } from '../errors';

/** How p-values are adjusted for the number of tests. @public */
export type Correction = 'benjamini-hochberg' | 'bonferroni' | 'none';

/**
 * Adjusts the p-values of one run for their number, so that each can be held against α itself.
 *
 * `benjamini-hochberg` bounds the expected share of false ones among the significant ones (Y. Benjamini and
 * Y. Hochberg, 1995): the least of p₍ⱼ₎ · count / j over all j from its own rank up. `bonferroni` bounds the chance of any
 * false one: p · count. Both at most 1.
 *
 * @param pValues - from 0 to 1, in any order
 * @param correction - method
 * @returns adjusted p-values in the order of the input
 * @throws InvalidInputError when a p-value is not allowed
 * @public
 */
export function adjustPValues(
  pValues: readonly number[],
  correction: Correction,
): number[] {
  pValues.forEach((p, i) => checkNumber(p, `p-value ${i}`, { min: 0, max: 1 }));
  const count = pValues.length;
  switch (correction) {
    case 'none':
      return [...pValues];
    case 'bonferroni':
      return pValues.map(p => Math.min(1, p * count));
    default:
      return benjaminiHochberg(pValues);
  }
}

function benjaminiHochberg(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const ascending = pValues.map((_, i) => i);
  ascending.sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(count);
  let least = 1;
  for (let rank = count; rank >= 1; rank--) {
    const index = ascending[rank - 1];
    least = Math.min(least, (pValues[index] * count) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}
