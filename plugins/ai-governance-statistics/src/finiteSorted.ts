/**
 * The finite values of a sample, sorted. NaN counts as missing, infinities as out of range; neither takes part, nor does
 * anything else that is not a number, such as null.
 *
 * @param values - numbers in any order; not changed
 */
export function finiteSorted(values: ArrayLike<number>): Float64Array {
  const finite = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isFinite(value)) finite[count++] = value;
  }
  return finite.subarray(0, count).sort();
}
