import fc from 'fast-check';
import {
  cramersV,
  hellingerFromCounts,
  hellingerFromProfiles,
  hellingerFromSamples,
  type InsufficientData,
  InvalidInputError,
  isInsufficient,
  jensenShannonFromCounts,
  jensenShannonFromProfiles,
  jensenShannonFromSamples,
  numericGridFromValues,
  profileValues,
  wassersteinFromProfiles,
  type WassersteinResult,
  wassersteinFromSamples,
} from '..';
import { twoCounts } from '../__testUtils__/arbitraries';
import { makeSample } from '../__testUtils__/samples';

describe.each([
  ['jensenShannonFromCounts', jensenShannonFromCounts],
  ['hellingerFromCounts', hellingerFromCounts],
])('%s', (_, distanceOf) => {
  const distance = (a: number[], b: number[]) => {
    const result = distanceOf(a, b);
    return isInsufficient(result) ? -1 : result.distance;
  };

  it('is 0 for the same shares and 1 for disjoint ones', () => {
    expect(distance([10, 20, 30], [1, 2, 3])).toBe(0);
    expect(distance([10, 0], [0, 3])).toBe(1);
  });

  it('is symmetric, at most 1, and blind to order', () => {
    fc.assert(
      fc.property(twoCounts, ({ reference, current }) => {
        const there = distance(reference, current);
        expect(there).toBeLessThanOrEqual(1);
        expect(distance(current, reference)).toBeCloseTo(there, 12);
        expect(distance([...reference].reverse(), [...current].reverse())).toBe(
          there,
        );
      }),
    );
  });

  it('keeps its digits for shares that hardly differ', () => {
    const a = [500_000_000, 500_000_000];
    const once = distance(a, [500_001_000, 499_999_000]);
    const twice = distance(a, [500_002_000, 499_998_000]);
    // For small differences both are proportional to them.
    expect(twice / once).toBeCloseTo(2, 9);
  });

  it('says what is too little and refuses what is no count', () => {
    expect(distanceOf([1, 0], [5, 5])).toEqual({
      insufficient: true,
      reason: 'the reference has only one value, at least 2 are needed',
    });
    expect(() => distanceOf([1], [1, 2])).toThrow(InvalidInputError);
    expect(() => distanceOf([1, 0.5], [1, 2])).toThrow(InvalidInputError);
  });
});

describe('distances of samples and profiles', () => {
  const reference = makeSample({ kind: 'normal', size: 5000, seed: 1 });
  const current = makeSample({
    kind: 'normal',
    size: 4000,
    seed: 2,
    shift: 0.4,
  });
  const grid = numericGridFromValues(reference, 250);
  const a = profileValues(reference, grid);
  const b = profileValues(current, grid);

  it('are the same where the grid holds the deciles', () => {
    expect(jensenShannonFromProfiles(a, b, { grid })).toEqual(
      jensenShannonFromSamples(reference, current),
    );
    expect(hellingerFromProfiles(a, b, { grid, buckets: 5 })).toEqual(
      hellingerFromSamples(reference, current, { buckets: 5 }),
    );
  });

  it('refuse a single bucket', () => {
    expect(() =>
      jensenShannonFromSamples(reference, current, { buckets: 1 }),
    ).toThrow(InvalidInputError);
  });
});

describe('wasserstein', () => {
  const known = (result: WassersteinResult | InsufficientData) => {
    if (isInsufficient(result)) throw new Error(result.reason);
    return result;
  };

  it('is the shift of a shifted sample', () => {
    expect(known(wassersteinFromSamples([0, 2], [5, 7]))).toEqual({
      insufficient: false,
      distance: 5,
      normalized: 5,
      referenceDeviation: 1,
      errorBound: 0,
      n: 2,
      m: 2,
    });
  });

  it('is 0 for the same constant and unknown beside another', () => {
    expect(wassersteinFromSamples([2, 2], [2, 2, 2])).toMatchObject({
      distance: 0,
      normalized: 0,
    });
    expect(wassersteinFromSamples([2, 2], [2, 3])).toEqual({
      insufficient: true,
      reason:
        'the reference is constant, there is no standard deviation to divide the distance by',
    });
    expect(wassersteinFromSamples([2], [2, 3])).toMatchObject({
      insufficient: true,
    });
  });

  it('does not run over', () => {
    const huge = known(
      wassersteinFromSamples([-1.7e308, 1.7e308], [1.7e308, 1.7e308]),
    );
    expect(huge.normalized).toBeCloseTo(1, 12);
    expect(huge.distance).toBeLessThanOrEqual(Number.MAX_VALUE);
  });

  it('of profiles is right within its bound', () => {
    const values = fc.array(
      fc.oneof(
        // Not so small that their squares vanish.
        fc.integer({ min: -1e6, max: 1e6 }).map(x => x / 9973),
        fc.integer({ min: -3, max: 3 }),
      ),
      { minLength: 2, maxLength: 100 },
    );
    fc.assert(
      fc.property(
        values,
        values,
        fc.integer({ min: 1, max: 40 }),
        (reference, current, bins) => {
          fc.pre(new Set(reference).size > 1);
          const grid = numericGridFromValues(reference, bins);
          const raw = known(wassersteinFromSamples(reference, current));
          const binned = known(
            wassersteinFromProfiles(
              profileValues(reference, grid),
              profileValues(current, grid),
              grid,
            ),
          );
          expect(Math.abs(raw.distance - binned.distance)).toBeLessThanOrEqual(
            binned.errorBound + 1e-9,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('of profiles comes close on a fine grid', () => {
    const reference = makeSample({ kind: 'normal', size: 20_000, seed: 8 });
    const current = makeSample({
      kind: 'normal',
      size: 20_000,
      seed: 9,
      shift: 0.3,
    });
    const grid = numericGridFromValues(reference);
    const raw = known(wassersteinFromSamples(reference, current));
    const binned = known(
      wassersteinFromProfiles(
        profileValues(reference, grid),
        profileValues(current, grid),
        grid,
      ),
    );
    expect(binned.normalized).toBeCloseTo(raw.normalized, 2);
    expect(binned.referenceDeviation).toBeCloseTo(raw.referenceDeviation, 9);
  });

  it('says when a profile is empty', () => {
    const grid = numericGridFromValues([1, 2, 3]);
    expect(
      wassersteinFromProfiles(
        profileValues([1, 2, 3], grid),
        profileValues([], grid),
        grid,
      ),
    ).toMatchObject({ insufficient: true });
  });
});

describe('cramersV', () => {
  it('is 0 without association and 1 for a perfect one', () => {
    expect(cramersV(0, 100, 2, 5)).toBe(0);
    expect(cramersV(4, 100, 2, 5)).toBe(0);
    expect(cramersV(100, 100, 2, 2)).toBeCloseTo(1, 12);
    expect(cramersV(0, 100, 2, 1)).toBe(0);
    expect(cramersV(4, 4, 2, 4)).toBe(0);
  });

  it('refuses what is no table', () => {
    expect(() => cramersV(-1, 100, 2, 2)).toThrow(InvalidInputError);
    expect(() => cramersV(1, 100, 0, 2)).toThrow(InvalidInputError);
  });
});
