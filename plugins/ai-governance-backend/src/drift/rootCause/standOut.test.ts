import type {
  CategoricalProfile,
  Grid,
  NumericProfile,
  Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { mergeProfiles } from '@ai-governance/plugin-ai-governance-statistics';
import { type Slice, standOut } from './standOut';

const grid: Grid = {
  amount: { kind: 'numeric', edges: [10, 20, 30] },
  channel: { kind: 'categorical', categories: ['web', 'app'] },
};

function profile(bins: number[], counts: number[]): Profile {
  const amount: NumericProfile = {
    kind: 'numeric',
    bins,
    sum: 0,
    sumSquares: 0,
    min: 0,
    max: 40,
    missing: 0,
    invalid: 0,
    outOfRange: 0,
  };
  const channel: CategoricalProfile = {
    kind: 'categorical',
    counts,
    unseen: {},
    other: 0,
    missing: 0,
  };
  return {
    rows: bins.reduce((sum, n) => sum + n, 0),
    columns: { amount, channel },
  };
}

const FLAT = [250, 250, 250, 250];
const HIGH = [50, 100, 250, 600];
const EVEN = [500, 500];

function slice(value: string, bins: number[], counts = EVEN, times = 1): Slice {
  const scaled = (numbers: number[]) => numbers.map(n => Math.round(n * times));
  return {
    value,
    baseline: profile(scaled(FLAT), scaled(EVEN)),
    current: profile(scaled(bins), scaled(counts)),
  };
}

function traffic(slices: Slice[]) {
  return {
    baseline: mergeProfiles(
      slices.map(({ baseline }) => baseline),
      grid,
    ),
    current: mergeProfiles(
      slices.map(({ current }) => current),
      grid,
    ),
  };
}

const amount = { name: 'amount', grid: grid.amount };
const channel = { name: 'channel', grid: grid.channel };

describe('standOut', () => {
  it('lists the slice to which the shift is confined', () => {
    const slices = [
      slice('eu', FLAT),
      slice('us', HIGH),
      slice('apac', FLAT),
      slice('africa', FLAT),
    ];
    expect(standOut(amount, 'region', traffic(slices), slices)).toEqual([
      {
        column: 'amount',
        segmentBy: 'region',
        value: 'us',
        shareOfRows: 0.25,
        shareOfShift: 1,
        effectSize: expect.closeTo(0.35, 2),
        baselineN: 1000,
        currentN: 1000,
      },
    ]);
  });

  it('lists none when all slices shift alike', () => {
    const slices = ['eu', 'us', 'apac'].map(value => slice(value, HIGH));
    expect(standOut(amount, 'region', traffic(slices), slices)).toEqual([]);
  });

  it('lists none when a slice carries no more than its rows', () => {
    const slices = [slice('eu', HIGH, EVEN, 9), slice('us', HIGH)];
    expect(standOut(amount, 'region', traffic(slices), slices)).toEqual([]);
  });

  it('measures slices against the rest of the traffic, too', () => {
    const shown = [slice('eu', FLAT), slice('us', HIGH)];
    const rest = slice('elsewhere', HIGH, EVEN, 20);
    expect(
      standOut(amount, 'region', traffic([...shown, rest]), shown),
    ).toEqual([]);
  });

  it('lists no slice of few values', () => {
    const slices = [slice('eu', FLAT, EVEN, 5), slice('us', HIGH, EVEN, 0.09)];
    expect(standOut(amount, 'region', traffic(slices), slices)).toEqual([]);
  });

  it('compares categories by the mass that moved', () => {
    const slices = [
      slice('eu', FLAT, EVEN),
      slice('us', FLAT, [900, 100]),
      slice('apac', FLAT, [510, 490]),
    ];
    const [found, ...more] = standOut(
      channel,
      'region',
      traffic(slices),
      slices,
    );
    expect(more).toEqual([]);
    expect(found).toMatchObject({ value: 'us', shareOfShift: 1 });
    // V of (500, 500) against (900, 100): φ = 0.436.
    expect(found.effectSize).toBeCloseTo(0.436, 2);
  });

  it('says nothing of traffic that is not there or has not moved', () => {
    const empty = slice('eu', [0, 0, 0, 0], [0, 0], 0);
    expect(standOut(amount, 'region', traffic([empty]), [empty])).toEqual([]);
    const slices = [slice('eu', FLAT), slice('us', FLAT)];
    expect(standOut(amount, 'region', traffic(slices), slices)).toEqual([]);
  });
});
