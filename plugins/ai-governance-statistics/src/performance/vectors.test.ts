import { readFileSync } from 'fs';
import { join } from 'path';
import {
  BINARY_CLASSES,
  countOutcomes,
  decodeOutcomes,
  DEFAULT_SCORE_EDGES,
  encodeOutcomes,
  errorUnitFor,
  measurePerformance,
  type OutcomeGrid,
  type OutcomeRecord,
  parseOutcomeRule,
  type PerformanceMeasurement,
  type PerformanceMetric,
} from '..';
import { makeSample } from '../__testUtils__/samples';

/** One line of performance.jsonl, see make_performance_vectors.py. */
interface Vector {
  task: 'binary' | 'multi' | 'regression';
  sample: Record<string, any>;
  expect: Partial<Record<PerformanceMetric, number | null>>;
}

const vectors: Vector[] = readFileSync(
  join(__dirname, '..', '__vectors__', 'performance.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

const NOTHING: OutcomeGrid = {
  attributes: [],
  stratum: null,
  classes: null,
  scoreEdges: null,
  errorUnit: null,
};

/** How each kind of score is made of uniform numbers. */
const SHAPES: Record<string, (u: number) => number> = {
  flat: u => u,
  low: u => u * u,
  high: u => 1 - u * u,
  rare: u => u * u * u * u,
};

function uniform(seed: number, size: number): Float64Array {
  return makeSample({ kind: 'uniform', seed, size });
}

/** Records, grid and positive class of a vector's sample. */
const samples: Record<
  Vector['task'],
  (sample: Vector['sample']) => {
    grid: OutcomeGrid;
    records: OutcomeRecord[];
    threshold?: number;
  }
> = {
  binary: ({ seed, size, shape, threshold }) => {
    const v = uniform(seed + 1, size);
    const records = Array.from(uniform(seed, size), (u, i) => {
      const score = SHAPES[shape](u);
      const chance = seed % 2 ? score * score : score;
      const label = v[i] < chance ? 1 : 0;
      return { attributes: [], prediction: score, score, label };
    });
    const classes = BINARY_CLASSES;
    const scoreEdges = [...DEFAULT_SCORE_EDGES];
    return { grid: { ...NOTHING, classes, scoreEdges }, records, threshold };
  },
  multi: ({ seed, size, classes, skill }) => {
    const [u, v, w] = [0, 1, 2].map(i => uniform(seed + i, size));
    const records = Array.from(u, (own, i) => {
      const label = Math.floor(own * own * classes);
      const prediction = v[i] < skill ? label : Math.floor(w[i] * classes);
      return { attributes: [], prediction, label };
    });
    const names = Array.from({ length: classes }, (_, i) => String(i));
    return { grid: { ...NOTHING, classes: names }, records };
  },
  regression: ({ seed, size, mean, spread, noise }) => {
    const v = uniform(seed + 1, size);
    const records = Array.from(uniform(seed, size), (u, i) => {
      const label = mean + spread * (u - 0.5);
      return {
        attributes: [],
        prediction: label + noise * (v[i] - 0.4),
        label,
      };
    });
    // Errors far below the spread of the labels need a finer unit.
    const errorUnit = errorUnitFor(Math.min(spread, noise));
    return { grid: { ...NOTHING, errorUnit }, records };
  },
};

function measure({ task, sample }: Vector): PerformanceMeasurement {
  const { grid, records, threshold } = samples[task](sample);
  const profile = countOutcomes(records, grid, {
    favourable: null,
    positive:
      threshold === undefined
        ? null
        : {
            prediction: parseOutcomeRule(`>= ${threshold}`),
            label: parseOutcomeRule(1),
          },
  });
  const stored = decodeOutcomes(encodeOutcomes(profile, grid), grid);
  return measurePerformance(stored, grid);
}

/** Where what was measured departs from what scikit-learn says, in words. */
function departures(vector: Vector): string[] {
  const { estimates } = measure(vector);
  return Object.entries(vector.expect).flatMap(([metric, expected]) => {
    const got = estimates.find(one => one.metric === metric)!;
    if (expected === null || got.value === null) {
      return expected === got.value ? [] : [`${metric} is ${got.value}`];
    }
    // Units of a regression are a millionth of the errors' spread.
    const slack =
      (vector.task === 'regression' ? 1e-5 : 1e-10) *
      Math.max(1e-3, Math.abs(expected));
    const within = Math.abs(got.value - expected) <= got.errorBound + slack;
    const holds =
      got.lower === null ||
      (got.lower <= expected + slack && expected - slack <= got.upper!);
    return within && holds
      ? []
      : [`${metric} is ${JSON.stringify(got)}, not ${expected}`];
  });
}

describe('numbers of scikit-learn', () => {
  it('are at least 60', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(60);
  });

  it.each(
    vectors.map(
      vector =>
        [`${vector.task} ${JSON.stringify(vector.sample)}`, vector] as const,
    ),
  )('%s', (_, vector) => {
    expect(departures(vector)).toEqual([]);
  });

  it('are met closely by the default bins', () => {
    const bounds = vectors
      .filter(({ sample }) => sample.size >= 500)
      .flatMap(vector => measure(vector).estimates)
      .filter(({ metric }) => ['auc', 'log-loss'].includes(metric))
      .map(({ errorBound }) => errorBound);
    expect(bounds.length).toBeGreaterThan(20);
    expect(Math.max(...bounds)).toBeLessThan(0.01);
  });
});
