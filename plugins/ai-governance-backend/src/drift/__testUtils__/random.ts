/**
 * A generator of pseudo-random numbers in [0, 1): a linear congruential one modulo 2³² with the constants of Numerical
 * Recipes, its high bits mixed in. Good enough to draw samples, and the same everywhere.
 */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return () => {
    // The low bits of such a generator have short periods: only the high halves of two steps are used.
    const high = next() >>> 16;
    return (high * 65536 + (next() >>> 16)) / 2 ** 32;
  };
}
