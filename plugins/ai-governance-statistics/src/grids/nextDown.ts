const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/**
 * The largest double below `x` (IEEE 754 nextDown).
 *
 * @param x - any number
 * @returns the neighbour below; `-Infinity` for `-Number.MAX_VALUE` and below, NaN for NaN
 */
export function nextDown(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return x;
  if (x === 0) return -Number.MIN_VALUE;
  float[0] = x;
  // Doubles of one sign are ordered like their bit patterns.
  bits[0] += x > 0 ? -1n : 1n;
  return float[0];
}
