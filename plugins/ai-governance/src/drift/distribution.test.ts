import type {
  ColumnDistribution,
  DistributionBin,
} from '@ai-governance/plugin-ai-governance-common';
import { distributionBars, largestChange } from './distribution';

const WINDOW = {
  from: '2026-11-03T10:00:00Z',
  to: '2026-11-10T10:00:00Z',
  rows: 0,
  hours: 0,
};

function distribution(
  type: ColumnDistribution['type'],
  bins: DistributionBin[],
  missing: [number, number] = [0, 0],
): ColumnDistribution {
  const total = (side: 'baseline' | 'current') =>
    bins.reduce((sum, bin) => sum + bin[side], 0);
  return {
    column: 'x',
    type,
    runId: 'r',
    baseline: { ...WINDOW, n: total('baseline'), missing: missing[0] },
    current: { ...WINDOW, n: total('current'), missing: missing[1] },
    bins,
  };
}

function numericBins(edges: number[], counts: [number, number][]) {
  return counts.map(([baseline, current], index) => ({
    label: '',
    lower: index === 0 ? null : edges[index - 1],
    upper: index === edges.length ? null : edges[index],
    baseline,
    current,
  }));
}

function categories(counts: Record<string, [number, number]>) {
  return Object.entries(counts).map(([label, [baseline, current]]) => ({
    label,
    lower: null,
    upper: null,
    baseline,
    current,
  }));
}

describe('bars of a numeric column', () => {
  const edges = Array.from({ length: 255 }, (_, index) => 1.05 ** index);
  const heavyTail = distribution(
    'numeric',
    numericBins(
      edges,
      Array.from({ length: 256 }, () => [10, 20]),
    ),
    [0, 1280],
  );

  it('are few, hold every row once and shares of all rows', () => {
    const bars = distributionBars(heavyTail, 30);
    expect(bars.length).toBeGreaterThan(20);
    expect(bars.length).toBeLessThanOrEqual(31);
    const sum = (side: 'baseline' | 'current') =>
      bars.reduce((total, bar) => total + bar[side], 0);
    expect(sum('baseline')).toBe(2560);
    expect(sum('current')).toBe(5120 + 1280);
    expect(bars[bars.length - 1]).toMatchObject({
      label: 'missing',
      baselineShare: 0,
      currentShare: 0.2,
    });
  });

  it('are of about equal weight, whatever the tail', () => {
    const shares = distributionBars(heavyTail, 30)
      .slice(0, -2)
      .map(bar => (bar.baselineShare + bar.currentShare) / 2);
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.3);
  });

  it('say in words which values they hold', () => {
    const bars = distributionBars(
      distribution(
        'numeric',
        numericBins(
          [1, 2, 2 + 2 ** -51, 1000],
          [
            [5, 5],
            [5, 5],
            [5, 5],
            [5, 5],
            [5, 5],
          ],
        ),
      ),
    );
    expect(bars.map(bar => bar.label)).toEqual([
      '≤ 1',
      '1 – 2',
      '2',
      `2 – 1\u202f000`,
      `> 1\u202f000`,
    ]);
    expect(bars[3].description).toBe(`more than 2, up to 1\u202f000`);
  });

  it('keep a heavy single value apart from its neighbours', () => {
    const before = 0;
    const zero = [-Number.MIN_VALUE, before];
    const edgesWithAtom = [-2, -1, ...zero, 1, 2];
    const bars = distributionBars(
      distribution(
        'numeric',
        numericBins(edgesWithAtom, [
          [1, 1],
          [1, 1],
          [1, 1],
          [100, 50],
          [1, 1],
          [1, 1],
          [1, 1],
        ]),
      ),
      4,
    );
    expect(bars.map(bar => bar.label)).toContain('0');
    expect(bars.find(bar => bar.label === '0')?.baseline).toBe(100);
  });

  it('tell close edges apart', () => {
    const [, bar] = distributionBars(
      distribution(
        'numeric',
        numericBins(
          [10.00001, 10.00002],
          [
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        ),
      ),
    );
    expect(bar.label).toBe('10.00001 – 10.00002');
  });
});

describe('bars of a categorical column', () => {
  it('are the most frequent ones, the rest together, and the missing', () => {
    const counts = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `c${index}`,
        [100 - index, 50] as [number, number],
      ]),
    );
    const bars = distributionBars(
      distribution('categorical', categories(counts), [7, 0]),
    );
    expect(bars).toHaveLength(14);
    expect(bars[0].label).toBe('c0');
    expect(bars[12]).toMatchObject({ label: '28 others', current: 28 * 50 });
    expect(bars[13]).toMatchObject({ label: 'missing', baseline: 7 });
  });

  it('show one more category rather than a group of one', () => {
    const counts = Object.fromEntries(
      Array.from({ length: 13 }, (_, index) => [
        `c${index}`,
        [10, 10] as [number, number],
      ]),
    );
    expect(
      distributionBars(distribution('categorical', categories(counts))),
    ).toHaveLength(13);
  });
});

describe('distributionBars', () => {
  it('gives shares of zero where a side has no rows', () => {
    const bars = distributionBars(
      distribution('categorical', categories({ a: [0, 4], b: [0, 6] })),
    );
    expect(bars.map(bar => [bar.baselineShare, bar.currentShare])).toEqual([
      [0, 0.6],
      [0, 0.4],
    ]);
  });
});

describe('largestChange', () => {
  it('finds the bar whose share moved most', () => {
    const bars = distributionBars(
      distribution('categorical', categories({ a: [50, 20], b: [50, 80] })),
    );
    expect(largestChange(bars)?.label).toBe('b');
  });

  it('finds none where nothing moved', () => {
    const bars = distributionBars(
      distribution('categorical', categories({ a: [1, 2], b: [1, 2] })),
    );
    expect(largestChange(bars)).toBeUndefined();
  });
});
