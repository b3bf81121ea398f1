import {
  binIndex,
  DEFAULT_NUMERIC_BINS,
  nextDown,
  numericGridFromQuantiles,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import type { ColumnCounts } from './countStatistics';
import type { NumericalStatistics } from './statisticsSchema';

/** A value that stands for `weight` values of about its size. */
interface Weighted {
  value: number;
  weight: number;
}

/**
 * Counts of a numeric column from its KLL sketch: the values at level `i` of the sketch stand for 2^i values each (Karnin,
 * Lang, Liberty, "Optimal Quantile Approximation in Streams", 2016). Without the sketch's values the ten buckets become
 * the grid's bins: nothing is assumed of what lies inside them, and the error bound of each result says what that costs.
 * @throws InputError when there is neither, or no value
 */
export function numericFromStatistics(
  name: string,
  statistics: NumericalStatistics,
): ColumnCounts {
  const { common, distribution } = statistics;
  const n = Math.round(common.num_present);
  const levels = distribution?.kll?.sketch?.data ?? [];
  const sample = levels
    .flatMap((values, level) =>
      values.map((value): Weighted => ({ value, weight: 2 ** level })),
    )
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  const buckets = distribution?.kll?.buckets ?? [];
  if (n === 0 || (sample.length === 0 && buckets.length === 0)) {
    throw new InputError(
      `Column ${JSON.stringify(name)} of the statistics.json has ${
        n === 0
          ? 'no value'
          : 'neither a KLL sketch nor buckets, so nothing is known of its distribution'
      }`,
    );
  }
  const { edges, counts } =
    sample.length > 0 ? countSample(sample) : countBuckets(buckets);
  const bins = scaleTo(counts, n);
  const mean = toNumber(statistics.mean);
  const deviation = toNumber(statistics.std_dev);
  if (mean === null || deviation === null) {
    throw new InputError(
      `Column ${JSON.stringify(
        name,
      )} of the statistics.json has no mean or no std_dev; both must be numbers`,
    );
  }
  return {
    grid: { kind: 'numeric', edges },
    profile: {
      kind: 'numeric',
      bins,
      sum: n * mean,
      sumSquares: n * (deviation * deviation + mean * mean),
      min: toNumber(statistics.min) ?? sample[0]?.value ?? null,
      max: toNumber(statistics.max) ?? sample.at(-1)?.value ?? null,
      missing: Math.round(common.num_missing),
      invalid: 0,
      outOfRange: 0,
    },
    note:
      sample.length > 0
        ? sketchNote(name, sample.length, n)
        : `Column ${name} comes from ${
            bins.length
          } buckets; what lies inside them is not known, and the largest holds ${(
            (Math.max(...bins) / n) *
            100
          ).toPrecision(2)} % of its values.`,
  };
}

function sketchNote(name: string, kept: number, n: number): string | undefined {
  return kept < n
    ? `Column ${name} comes from a sketch that kept ${kept} of ${n} values; its shares are estimates.`
    : undefined;
}

/** Bins at the sample's quantiles k/256 (inverted CDF). */
function countSample(sample: Weighted[]): {
  edges: number[];
  counts: number[];
} {
  const total = sample.reduce((sum, { weight }) => sum + weight, 0);
  const quantiles: number[] = [];
  let below = 0;
  for (const { value, weight } of sample) {
    below += weight;
    while (
      quantiles.length < DEFAULT_NUMERIC_BINS - 1 &&
      below * DEFAULT_NUMERIC_BINS >= (quantiles.length + 1) * total
    ) {
      quantiles.push(value);
    }
  }
  const grid = numericGridFromQuantiles(quantiles);
  const counts = Array.from({ length: grid.edges.length + 1 }, () => 0);
  for (const { value, weight } of sample) {
    counts[binIndex(grid, value)] += weight;
  }
  return { edges: grid.edges, counts };
}

/** Buckets `[lower, upper)`, the last one closed, as bins `(edge before, edge]`. */
function countBuckets(
  buckets: { lower_bound: number; upper_bound: number; count: number }[],
): { edges: number[]; counts: number[] } {
  const edges: number[] = [];
  const counts: number[] = [];
  let open = 0;
  const sorted = [...buckets].sort((a, b) => a.lower_bound - b.lower_bound);
  sorted.forEach(({ upper_bound, count }, i) => {
    open += count;
    const edge = nextDown(upper_bound);
    // Buckets of a column with one value are all the same.
    if (i < sorted.length - 1 && !(edge <= edges[edges.length - 1])) {
      edges.push(edge);
      counts.push(open);
      open = 0;
    }
  });
  return { edges, counts: [...counts, open] };
}

/** Whole numbers in the proportion of the given ones whose sum is `total`. */
function scaleTo(counts: number[], total: number): number[] {
  const sum = counts.reduce((all, part) => all + part, 0);
  if (sum === 0) {
    throw new InputError('The buckets of the statistics.json are all empty');
  }
  let below = 0;
  let given = 0;
  return counts.map(part => {
    below += part;
    const upTo = Math.round((below / sum) * total);
    const own = upTo - given;
    given = upTo;
    return own;
  });
}

/** A number, also one written as text; null when it is none or not finite. */
function toNumber(value: number | string | null | undefined): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
