/**
 * The finite values of a sample, sorted. NaN counts as missing, infinities as out of range; neither takes part.
 *
 * @param values - numbers in any order; not changed
 */
export function finiteSorted(values: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(values);
  let kept = 0;
  for (let i = 0; i < copy.length; i++) {
    if (Number.isFinite(copy[i])) copy[kept++] = copy[i];
  }
  return copy.subarray(0, kept).sort();
}
