/** Sum of terms in ascending order, so that the order they come in has no say in the last digits. */
export function sumSorted(terms: Float64Array): number {
  let sum = 0;
  for (const term of terms.sort()) sum += term;
  return sum;
}
