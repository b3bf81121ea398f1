import { InputError } from '@backstage/errors';
import type { Distribution } from '../fleet/types';
import type { Random } from './Random';

/** Draws values of one column. After `draw`, `latent` is the value's distance from the mean in standard deviations. */
export interface Sampler {
  /** Standardised last value; 0 for categories. */
  latent: number;
  /** Next value as plain text. */
  draw(random: Random): string;
}

/** The straight line from `start` to `end`; `start` when there is no end. */
export function between(
  start: number,
  end: number | undefined,
  level: number,
): number {
  return end === undefined ? start : start + (end - start) * level;
}

class NormalSampler implements Sampler {
  latent = 0;
  readonly #options: {
    mean: number;
    sd: number;
    exponential: boolean;
    min: number;
    max: number;
  };
  readonly #format: (value: number) => string;

  constructor(options: {
    mean: number;
    sd: number;
    exponential: boolean;
    min: number;
    max: number;
    decimals: number;
  }) {
    this.#options = options;
    this.#format = decimalFormat(options.decimals);
  }

  draw(random: Random): string {
    const { mean, sd, exponential, min, max } = this.#options;
    this.latent = random.normal();
    const drawn = mean + sd * this.latent;
    const value = exponential ? Math.exp(drawn) : drawn;
    return this.#format(Math.min(Math.max(value, min), max));
  }
}

class PoissonSampler implements Sampler {
  latent = 0;
  readonly #mean: number;
  readonly #sd: number;
  readonly #cumulative: number[] = [];

  constructor(mean: number) {
    this.#mean = mean;
    this.#sd = Math.sqrt(mean);
    let mass = Math.exp(-mean);
    let sum = mass;
    for (let k = 1; sum < 1 - 1e-9 && k < 1000; k++) {
      this.#cumulative.push(sum);
      mass *= mean / k;
      sum += mass;
    }
  }

  draw(random: Random): string {
    const target = random.uniform();
    const cumulative = this.#cumulative;
    let count = 0;
    while (count < cumulative.length && target >= cumulative[count]) {
      count++;
    }
    this.latent = (count - this.#mean) / this.#sd;
    return String(count);
  }
}

/** Draws one of several words by weight. */
export class CategorySampler implements Sampler {
  latent = 0;
  readonly #values: string[];
  readonly #cumulative: number[];

  /** @throws InputError when there are no values, or not as many weights */
  constructor(values: string[], weights: number[]) {
    if (values.length === 0 || values.length !== weights.length) {
      throw new InputError(
        `Expected one weight for each of at least one category, got ${values.length} categories and ${weights.length} weights`,
      );
    }
    this.#values = values;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#cumulative = weights.map(weight => {
      sum += weight / total;
      return sum;
    });
  }

  draw(random: Random): string {
    const target = random.uniform();
    const last = this.#values.length - 1;
    let index = 0;
    while (index < last && target >= this.#cumulative[index]) {
      index++;
    }
    return this.#values[index];
  }
}

const FRACTIONS = [0, 1, 2, 3, 4].map(decimals =>
  Array.from({ length: decimals ? 10 ** decimals : 0 }, (_, i) =>
    String(i).padStart(decimals, '0'),
  ),
);

/**
 * Writer of numbers with a fixed number of decimals, several times as fast as `toFixed`.
 * @param decimals - 0 to 4
 * @throws InputError when the number of decimals is out of range
 */
export function decimalFormat(decimals: number): (value: number) => string {
  if (decimals === 0) {
    return value => String(Math.round(value));
  }
  const fractions = FRACTIONS[decimals];
  if (!fractions) {
    throw new InputError(`Expected 0 to 4 decimals, got ${decimals}`);
  }
  const scale = fractions.length;
  return value => {
    const scaled = Math.round(Math.abs(value) * scale);
    const whole = Math.floor(scaled / scale);
    const text = `${whole}.${fractions[scaled - whole * scale]}`;
    return value < 0 && scaled > 0 ? `-${text}` : text;
  };
}

/**
 * Sampler of a distribution at one moment of a story.
 * @param level - how far the story has gone, from 0 (not begun) to 1 (over)
 * @param cell - writes a category as the payload wants it
 */
export function createSampler(
  distribution: Distribution,
  level: number,
  cell: (category: string) => string,
): Sampler {
  switch (distribution.kind) {
    case 'normal': {
      const { mean, sd, shifted, min, max, decimals } = distribution;
      return new NormalSampler({
        mean: between(mean, shifted?.mean, level),
        sd: between(sd, shifted?.sd, level),
        exponential: false,
        min: min ?? -Infinity,
        max: max ?? Infinity,
        decimals,
      });
    }
    case 'lognormal': {
      const { median, sigma, shifted, max, decimals } = distribution;
      return new NormalSampler({
        mean: Math.log(between(median, shifted?.median, level)),
        sd: between(sigma, shifted?.sigma, level),
        exponential: true,
        min: 0,
        max: max ?? Infinity,
        decimals,
      });
    }
    case 'poisson':
      return new PoissonSampler(
        between(distribution.mean, distribution.shifted?.mean, level),
      );
    case 'categorical': {
      const { values, weights, shifted } = distribution;
      return new CategorySampler(
        values.map(cell),
        weights.map((weight, i) => between(weight, shifted?.weights[i], level)),
      );
    }
    default:
      throw new InputError(
        `Unknown kind of distribution in ${JSON.stringify(distribution)}`,
      );
  }
}
