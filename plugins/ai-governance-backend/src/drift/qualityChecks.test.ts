import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import type { RawValue } from '@ai-governance/plugin-ai-governance-statistics';
import { assessValues, resultOf } from './__testUtils__/columns';

/** `n` values that go evenly from 0 to 999, the last `rest.length` of them replaced. */
function numbers(n: number, rest: RawValue[] = []): RawValue[] {
  const values: RawValue[] = Array.from(
    { length: n - rest.length },
    (_, i) => ((i * 7919) % 10_000) / 10,
  );
  return [...values, ...rest];
}

/** As often as said. */
function categories(counts: Record<string, number>): RawValue[] {
  return Object.entries(counts).flatMap(([name, n]) =>
    new Array<RawValue>(n).fill(name),
  );
}

const times = (n: number, value: RawValue) =>
  new Array<RawValue>(n).fill(value);

describe('missing rate', () => {
  it.each<[string, number, number, Verdict]>([
    ['no rise', 100, 50, 'pass'],
    ['a rise below the limit', 0, 240, 'pass'],
    ['a rise at the limit', 0, 250, 'fail'],
    ['a rise over one that was there', 400, 500, 'fail'],
    ['a fall', 5000, 0, 'pass'],
  ])('on %s', (_, before, now, verdict) => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000, times(before, null)),
      current: numbers(5000, times(now, null)),
    });
    const check = resultOf(column, 'missing-rate');
    expect(check.verdict).toBe(verdict);
    expect(check.statistic).toBe(now / 5000);
    expect(check.effectSize).toBe(Math.max(0, now / 5000 - before / 20_000));
    const [lower, upper] = check.parameters.interval as number[];
    expect(lower).toBeLessThanOrEqual(now / 5000 - before / 20_000);
    expect(upper).toBeGreaterThanOrEqual(now / 5000 - before / 20_000);
  });

  it('says in the sentence of the column that only it failed', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000, times(80, null)),
      current: numbers(5000, times(360, null)),
    });
    expect(column).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      reason:
        'Distributed as in the baseline, but a check failed. Missing values: 0.4 % in the baseline, 7.2 % now; the rise is above the limit of 5 percentage points.',
    });
  });

  it('makes no test, and so no p-value to adjust for, where nothing is missing', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(2000),
      current: numbers(2000),
    });
    expect(resultOf(column, 'missing-rate')).toMatchObject({
      pValue: null,
      verdict: 'pass',
    });
    const ks = resultOf(column, 'ks');
    expect(ks.adjustedPValue).toBe(ks.pValue);
  });

  it('fails a column of which everything is missing', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000),
      current: times(5000, null),
    });
    expect(resultOf(column, 'ks').verdict).toBe('insufficient-data');
    expect(column).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(column.reason).toMatch(
      /^Missing values: 0 % in the baseline, 100 %/,
    );
  });

  it('does not let a column pass that has too few values to compare', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000, times(19_500, null)),
      current: numbers(5000, times(4900, null)),
    });
    expect(resultOf(column, 'missing-rate').verdict).toBe('pass');
    expect(column).toMatchObject({
      verdict: 'insufficient-data',
      reason:
        'Too few values to judge: the baseline has 500 and the current window has 100, 1 000 are needed on each side.',
    });
  });

  it('cannot judge too few rows', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(2000),
      current: times(10, null),
    });
    expect(column.verdict).toBe('insufficient-data');
    expect(resultOf(column, 'missing-rate').reason).toBe(
      'Too few rows to judge: the current window has 10, 1 000 are needed on each side.',
    );
  });
});

describe('unseen rate', () => {
  const baseline = categories({ a: 10_000, b: 8000, c: 2000 });

  it.each<[string, Record<string, number>, Verdict, number]>([
    ['known categories only', { a: 3000, b: 2000 }, 'pass', 0],
    ['a rare new one', { a: 4960, d: 40 }, 'pass', 0.008],
    ['one that may be at the limit', { a: 4945, d: 55 }, 'warn', 0.011],
    ['a frequent new one', { a: 4900, d: 90, e: 10 }, 'fail', 0.02],
  ])('on %s', (_, counts, verdict, rate) => {
    const column = assessValues({
      type: 'categorical',
      baseline,
      current: categories(counts),
      settings: {
        tests: { psi: { enabled: false }, chiSquare: { enabled: false } },
      },
    });
    const check = resultOf(column, 'unseen-rate');
    expect([check.verdict, check.effectSize]).toEqual([verdict, rate]);
    expect(column.verdict).toBe(verdict);
  });

  it('names the most frequent new categories', () => {
    const check = resultOf(
      assessValues({
        type: 'categorical',
        baseline,
        current: categories({ a: 4000, d: 5, ['e'.repeat(500)]: 70 }),
      }),
      'unseen-rate',
    );
    expect(check.parameters).toMatchObject({
      unseen: 75,
      categories: ['e'.repeat(100), 'd'],
    });
  });

  it('allows for the new values that many rare categories bring along anyway', () => {
    // Every tenth value is a name of its own: as many are to be expected among any others.
    const rare = (prefix: string, n: number) =>
      Array.from({ length: n }, (_, i) =>
        i % 10 === 0 ? `${prefix}${i}` : `common ${i % 7}`,
      );
    const check = resultOf(
      assessValues({
        type: 'categorical',
        baseline: rare('old', 20_000),
        current: rare('new', 5000),
      }),
      'unseen-rate',
    );
    expect(check.effectSize).toBe(0.1);
    expect(check.threshold).toBeGreaterThan(0.1);
    expect(check.verdict).toBe('pass');
  });
});

describe('out-of-range rate', () => {
  it.each<[string, RawValue[], RawValue[], Verdict]>([
    ['nothing odd', [], [], 'pass'],
    ['a few words for numbers', [], times(40, 'n/a'), 'pass'],
    ['many words for numbers', [], times(100, 'n/a'), 'fail'],
    ['infinities', [], times(100, Infinity), 'fail'],
    ['as many as ever', times(400, 'n/a'), times(100, 'n/a'), 'pass'],
    ['a stand-in value below the range', [], times(100, -999), 'fail'],
    ['a value or two above the range', [], [1000.5, 1200], 'pass'],
    ['maybe enough', [], times(55, 'n/a'), 'warn'],
  ])('on %s', (_, before, now, verdict) => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000, before),
      current: numbers(5000, now),
    });
    expect(resultOf(column, 'out-of-range-rate').verdict).toBe(verdict);
    expect(column.verdict).toBe(verdict);
  });

  it('warns, and says so, where the grid leaves open how many lie outside', () => {
    const column = assessValues({
      type: 'numeric',
      baseline: numbers(20_000),
      current: numbers(
        5000,
        Array.from({ length: 200 }, (_, i) => 1000 + i / 100),
      ),
    });
    const check = resultOf(column, 'out-of-range-rate');
    expect(check.verdict).toBe('warn');
    expect(check.effectSize! + check.errorBound!).toBeGreaterThanOrEqual(0.04);
    expect(check.reason).toMatch(
      /at least .* is near the limit of 1 percentage point\.$/,
    );
  });
});

it('leaves out checks that are switched off', () => {
  const column = assessValues({
    type: 'numeric',
    baseline: numbers(2000),
    current: numbers(2000, times(1000, null)),
    settings: {
      checks: {
        missingRate: { enabled: false },
        outOfRangeRate: { enabled: false },
      },
    },
  });
  expect(column.tests.map(test => test.method)).toEqual(['ks', 'psi']);
  expect(column.verdict).toBe('pass');
});
