import type { DriftMethod } from '@ai-governance/plugin-ai-governance-common';
import type { RawValue } from '@ai-governance/plugin-ai-governance-statistics';
import { assessValues, resultOf } from './__testUtils__/columns';

const even = (n: number, from: number) =>
  Array.from({ length: n }, (_, i) => from + i / n);
const words = (n: number, share: number): RawValue[] =>
  Array.from({ length: n }, (_, i) => (i < share * n ? 'a' : 'b'));

const ALL = {
  jensenShannon: { enabled: true },
  wasserstein: { enabled: true },
  hellinger: { enabled: true },
};

function numeric(shift: number, tests: object = {}) {
  return assessValues({
    type: 'numeric',
    baseline: even(10_000, 0),
    current: even(5000, shift),
    settings: { tests: { ...ALL, ...tests } },
  });
}

describe('tests of a column', () => {
  it('are those that its type allows', () => {
    expect(numeric(0).tests.map(test => test.method)).toEqual([
      'ks',
      'psi',
      'jensen-shannon',
      'wasserstein',
      'hellinger',
      'missing-rate',
      'out-of-range-rate',
    ]);
    const column = assessValues({
      type: 'categorical',
      baseline: words(2000, 0.5),
      current: words(2000, 0.5),
      settings: { tests: { ...ALL, psi: { columnTypes: 'numeric' } } },
    });
    expect(column.tests.map(test => test.method)).toEqual([
      'chi-square',
      'jensen-shannon',
      'hellinger',
      'missing-rate',
      'unseen-rate',
    ]);
  });

  // A square of width 1 that moves by a quarter: D is the quarter, W₁ the quarter over √(1/12).
  it.each<[DriftMethod, number, number]>([
    ['ks', 0.25, 2],
    ['wasserstein', 0.25 * Math.sqrt(12), 1],
    // Two and a half of ten buckets are empty now, and the last holds a quarter more.
    ['hellinger', 0.5, 0],
  ])('give %s of a shift by a quarter as %d', (method, effect, digits) => {
    const column = numeric(0.25);
    const test = resultOf(column, method);
    expect(test.verdict).toBe('fail');
    expect(test.effectSize).toBeCloseTo(effect, digits);
    expect(column.verdict).toBe('fail');
  });

  it('pass without a shift', () => {
    expect(numeric(0).tests.map(test => test.verdict)).toEqual(
      new Array(7).fill('pass'),
    );
  });

  it('are not stricter than chance allows', () => {
    const test = resultOf(
      numeric(0, { hellinger: { enabled: true, threshold: 1e-6 } }),
      'hellinger',
    );
    // √(χ²₀.₉₅(9) · (1/10 000 + 1/5 000) / 8)
    expect(test.threshold).toBeCloseTo(
      Math.sqrt((16.918977604620448 * 3e-4) / 8),
      12,
    );
    expect(test.verdict).toBe('pass');
  });

  it('do not judge a Wasserstein distance that the grid cannot tell', () => {
    const pareto = (n: number) =>
      Array.from({ length: n }, (_, i) => ((i + 0.5) / n) ** (-1 / 1.5));
    const test = resultOf(
      assessValues({
        type: 'numeric',
        baseline: pareto(10_000),
        current: pareto(5000),
        settings: { tests: ALL },
      }),
      'wasserstein',
    );
    expect(test.verdict).toBe('insufficient-data');
    expect(test.reason).toMatch(
      /^The tails are too long for the grid: .*limit is 0\.1\.$/,
    );
  });

  it('give a severity by the levels of the settings', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: even(10_000, 0),
      current: even(5000, 0.25),
      settings: {
        severityLevels: {
          ks: [{ severity: 'critical', operator: '>', value: 0.9 }],
        },
      },
    });
    expect(resultOf(column, 'ks').severity).toBe('low');
    expect(resultOf(column, 'psi').severity).toBe('critical');
  });
});
