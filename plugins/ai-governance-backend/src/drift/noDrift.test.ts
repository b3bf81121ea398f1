import type {
  ColumnDrift,
  MonitoredColumn,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type CategoricalProfile,
  type ColumnProfile,
  type Grid,
  type NumericProfile,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { createCipheriv, createHash } from 'node:crypto';
import { DEFAULT_SETTINGS } from '../monitors/defaults';
import { withPatch } from '../monitors/layers';
import { assessColumns } from './assessColumn';

jest.setTimeout(180_000);

const RUNS = 200;
const NUMERIC = 30;
const CATEGORICAL = 20;
const BASELINE = 20_000;
const CURRENT = 5000;
/** A value is drawn as a byte, which is its bin, or says its category: so 250 million of them take seconds. */
const BINS = 256;

/** Quantile functions of the numeric features: even, skewed, heavy-tailed, very heavy-tailed. */
const SHAPES: ((u: number) => number)[] = [
  u => u,
  u => -Math.log(1 - u),
  u => (1 - u) ** (-1 / 3),
  u => (1 - u) ** (-1 / 1.5),
];
/** Every fourth feature has missing values; chances out of 256. */
const MISSING = [0, 3, 51, 0];

const columns: MonitoredColumn[] = Array.from(
  { length: NUMERIC + CATEGORICAL },
  (_, i) => ({
    name: `feature ${i}`,
    at: i,
    role: 'feature',
    type: i < NUMERIC ? 'numeric' : 'categorical',
  }),
);

/** Category of each byte: 2 to 40 categories, the first the most frequent, many rare. */
function categoriesOf(feature: number): number[] {
  const count = 2 + ((feature * 7) % 39);
  return Array.from({ length: BINS }, (_, byte) =>
    Math.floor(count * (byte / BINS) ** 3),
  );
}

const grid: Grid = Object.fromEntries(
  columns.map(({ name, type }, i) => [
    name,
    type === 'numeric'
      ? {
          kind: 'numeric',
          edges: Array.from({ length: BINS - 1 }, (_, k) =>
            SHAPES[i % SHAPES.length]((k + 1) / BINS),
          ),
        }
      : {
          kind: 'categorical',
          categories: [...new Set(categoriesOf(i))].map(c => `c${c}`),
        },
  ]),
);

/** An endless stream of random bytes, the same for the same seed: AES in counter mode, over zeros. */
function byteStream(seed: string): (n: number) => Buffer {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return n => cipher.update(Buffer.alloc(n));
}

type Bytes = ReturnType<typeof byteStream>;

/** A window of `rows` rows; every value of every feature is drawn anew. */
function draw(bytes: Bytes, rows: number): Profile {
  return {
    rows,
    columns: Object.fromEntries(
      columns.map(({ name, type }, i): [string, ColumnProfile] => {
        const chance = MISSING[i % MISSING.length];
        const missing =
          chance > 0
            ? countBytes(bytes(rows))
                .slice(0, chance)
                .reduce((sum, n) => sum + n, 0)
            : 0;
        const counts = countBytes(bytes(rows - missing));
        return [
          name,
          type === 'numeric'
            ? numericProfile(bytes, counts, missing, i)
            : categoricalProfile(counts, missing, i),
        ];
      }),
    ),
  };
}

function countBytes(bytes: Buffer): number[] {
  const counts = new Uint32Array(BINS);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]]++;
  return [...counts];
}

function numericProfile(
  bytes: Bytes,
  bins: number[],
  missing: number,
  feature: number,
): NumericProfile {
  const shape = SHAPES[feature % SHAPES.length];
  const uniform = () => bytes(4).readUInt32LE() / 2 ** 32;
  // How far the greatest of k even values stays below the end, and the least above the start of its bin.
  const margin = (k: number) => (1 - uniform() ** (1 / k)) / BINS;
  const middle = (bin: number) => shape((bin + 0.5) / BINS);
  return {
    kind: 'numeric',
    bins,
    sum: bins.reduce((sum, n, bin) => sum + n * middle(bin), 0),
    sumSquares: bins.reduce((sum, n, bin) => sum + n * middle(bin) ** 2, 0),
    min: shape(margin(bins[0])),
    max: shape(1 - margin(bins[BINS - 1])),
    missing,
    invalid: 0,
    outOfRange: 0,
  };
}

function categoricalProfile(
  byByte: number[],
  missing: number,
  feature: number,
): CategoricalProfile {
  const categories = categoriesOf(feature);
  const distinct = [...new Set(categories)];
  const counts = distinct.map(category =>
    byByte.reduce(
      (sum, n, byte) => sum + (categories[byte] === category ? n : 0),
      0,
    ),
  );
  return { kind: 'categorical', counts, unseen: {}, other: 0, missing };
}

/** All tests and checks, at their limits by default. */
const settings = withPatch(DEFAULT_SETTINGS, {
  tests: {
    jensenShannon: { enabled: true },
    wasserstein: { enabled: true },
    hellinger: { enabled: true },
  },
});

function verdicts(drifts: ColumnDrift[], verdict: string): string[] {
  return drifts.filter(d => d.verdict === verdict).map(d => d.column);
}

describe('200 runs of 50 features without drift', () => {
  it('have a failing feature in at most 5 % of the runs', () => {
    const bytes = byteStream('no drift');
    let failing = 0;
    let warning = 0;
    for (let run = 0; run < RUNS; run++) {
      const drifts = assessColumns(
        {
          baseline: draw(bytes, BASELINE),
          current: draw(bytes, CURRENT),
          grid,
          settings,
        },
        columns,
      );
      expect(verdicts(drifts, 'insufficient-data')).toEqual([]);
      failing += Number(verdicts(drifts, 'fail').length > 0);
      warning += Number(verdicts(drifts, 'warn').length > 0);
    }
    expect(failing / RUNS).toBeLessThanOrEqual(0.05);
    // Warnings are shown to people, too: they must not become noise.
    expect(warning / RUNS).toBeLessThanOrEqual(0.05);
  });

  it('but the same tests find one feature of the 50 that moves', () => {
    const bytes = byteStream('one moves');
    const baseline = draw(bytes, BASELINE);
    const current = draw(bytes, CURRENT);
    const moved = current.columns['feature 0'] as NumericProfile;
    // A quarter of the values goes from the lower half to the upper one.
    moved.bins = moved.bins.map((count, i) =>
      i < BINS / 2 ? Math.round(count / 2) : Math.round(count * 1.5),
    );
    const drifts = assessColumns(
      { baseline, current, grid, settings },
      columns,
    );
    expect(verdicts(drifts, 'fail')).toEqual(['feature 0']);
  });
});
