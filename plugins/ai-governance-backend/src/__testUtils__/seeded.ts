/** Uniform numbers from 0 to 1, the same every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed, 1);
  return () => {
    state = Math.imul(state + 0x6d2b79f5, 1);
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = Math.imul(t + Math.imul(t ^ (t >>> 7), 61 | t), 1) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
