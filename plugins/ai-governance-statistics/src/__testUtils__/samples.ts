/** A sample that TypeScript and Python make alike, bit for bit; the twin is `sample` in __vectors__/make_vectors.py. */
export interface SampleSpec {
  kind:
    | 'uniform'
    | 'normal'
    | 'heavy'
    | 'ties'
    | 'atom'
    | 'constant'
    | 'missing'
    | 'literal';
  /** Number of values. */
  size?: number;
  seed?: number;
  /** Added to every value, after scaling. */
  shift?: number;
  scale?: number;
  /** Distinct values of `ties`. */
  distinct?: number;
  /** Share of zeros of `atom`. */
  share?: number;
  /** Values of `literal`; null stands for NaN. */
  values?: (number | null)[];
}

/** Mulberry32: uniform numbers from 0 to 1, exclusive, as multiples of 2^-32. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes a sample. Only operations that IEEE 754 rounds exactly are used, so that both languages agree. */
export function makeSample(spec: SampleSpec): Float64Array {
  const { size = 0, shift = 0, scale = 1 } = spec;
  if (spec.kind === 'literal') {
    return Float64Array.from(spec.values ?? [], value => value ?? NaN);
  }
  const random = mulberry32(spec.seed ?? 0);
  const values = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    values[i] = draw(spec, random) * scale + shift;
  }
  return values;
}

function draw(spec: SampleSpec, random: () => number): number {
  switch (spec.kind) {
    case 'uniform':
      return random();
    case 'normal':
      return sumOfTwelve(random);
    case 'heavy': {
      // A symmetric tail of index 1, as Cauchy's.
      const u = random();
      return (u - 0.5) / (u * (1 - u) + 1e-9);
    }
    case 'ties':
      return Math.floor(random() * (spec.distinct ?? 10));
    case 'atom': {
      const isAtom = random() < (spec.share ?? 0.5);
      const value = sumOfTwelve(random);
      return isAtom ? 0 : value;
    }
    case 'missing':
      return NaN;
    default:
      return 0;
  }
}

/** Twelve uniform numbers less six: nearly normal, mean 0, deviation 1, and exact. */
function sumOfTwelve(random: () => number): number {
  let sum = 0;
  for (let k = 0; k < 12; k++) sum += random();
  return sum - 6;
}
