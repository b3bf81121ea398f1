import fc from 'fast-check';
import {
  GridMismatchError,
  InvalidInputError,
  type KsResult,
  ksFromProfiles,
  ksTwoSample,
  type InsufficientData,
  isInsufficient,
  numericGridFromValues,
  profileValues,
} from '..';
import { finiteNumber } from '../__testUtils__/arbitraries';
import { makeSample, mulberry32 } from '../__testUtils__/samples';

function known(result: KsResult | InsufficientData): KsResult {
  if (isInsufficient(result)) throw new Error(result.reason);
  return result;
}

/** A pair of samples with atoms, ties, heavy tails and shifts, and a grid of one of several sizes. */
function randomPair(seed: number) {
  const random = mulberry32(seed);
  const pick = <T>(values: readonly T[]) =>
    values[Math.floor(random() * values.length)];
  const kinds = ['uniform', 'normal', 'heavy', 'ties', 'atom'] as const;
  const sample = (offset: number) => ({
    kind: pick(kinds),
    size: 2 + Math.floor(random() * 300),
    seed: seed * 7 + offset,
    distinct: 2 + Math.floor(random() * 40),
    share: random(),
    shift: pick([0, 0, 0.2, 1, 5]),
    scale: pick([1, 1, 1.5]),
  });
  return {
    reference: makeSample(sample(1)),
    current: makeSample(sample(2)),
    bins: pick([2, 5, 16, 64, 256]),
  };
}

describe('ksTwoSample', () => {
  it('is 0 with p 1 for the same constant', () => {
    expect(ksTwoSample([3, 3, 3], [3, 3])).toMatchObject({
      statistic: 0,
      pValue: 1,
    });
  });

  it('is 1 for disjoint samples, with the exact p', () => {
    expect(ksTwoSample([1, 2, 3], [4, 5, 6, 7])).toMatchObject({
      statistic: 1,
      pValue: expect.closeTo(2 / 35, 12),
    });
  });

  it('leaves out what is missing or out of range', () => {
    const gaps = [NaN, Infinity, -Infinity, null as unknown as number];
    expect(ksTwoSample([1, 2, 3, ...gaps], [2, 3, 4, ...gaps])).toEqual(
      ksTwoSample([1, 2, 3], [2, 3, 4]),
    );
  });

  it('says what is too little', () => {
    expect(ksTwoSample([], [1])).toEqual({
      insufficient: true,
      reason:
        'the reference has no values and the current sample has only one value, at least 2 are needed',
    });
    expect(ksTwoSample([NaN, NaN], [1, 2])).toMatchObject({
      insufficient: true,
    });
  });

  it('changes from exact to asymptotic above 10 000 values', () => {
    const values = makeSample({ kind: 'uniform', size: 10_001, seed: 1 });
    const few = makeSample({ kind: 'uniform', size: 500, seed: 2 });
    expect(known(ksTwoSample(values, few)).method).toBe('asymptotic');
    expect(known(ksTwoSample(values.slice(1), few)).method).toBe('exact');
  });

  it('is the same the other way round', () => {
    fc.assert(
      fc.property(
        fc.array(finiteNumber, { minLength: 2, maxLength: 60 }),
        fc.array(finiteNumber, { minLength: 2, maxLength: 60 }),
        (a, b) => {
          const there = known(ksTwoSample(a, b));
          const back = known(ksTwoSample(b, a));
          expect(back).toEqual({ ...there, n: there.m, m: there.n });
        },
      ),
    );
  });
});

describe('ksFromProfiles', () => {
  const grid = numericGridFromValues([1, 2, 3, 4], 4);
  const profile = profileValues([1, 2, 3, 4], grid);

  it('is right within its bound for 10 000 random pairs', () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= 10_000; seed++) {
      const { reference, current, bins } = randomPair(seed);
      const on = numericGridFromValues(reference, bins);
      const raw = known(ksTwoSample(reference, current));
      const binned = known(
        ksFromProfiles(
          profileValues(reference, on),
          profileValues(current, on),
          on,
        ),
      );
      const slack = raw.statistic - binned.statistic;
      // Both are whole numbers over n·m; 1e-12 is for adding the bound.
      if (!(slack >= 0 && slack <= binned.errorBound + 1e-12)) {
        wrong.push(`seed ${seed}: ${slack} with bound ${binned.errorBound}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no error where every value has a bin of its own', () => {
    const values = [...new Array(50).fill(0), ...new Array(50).fill(7)];
    const other = [...new Array(30).fill(0), ...new Array(70).fill(7)];
    const on = numericGridFromValues(values, 10);
    const a = profileValues(values, on);
    const b = profileValues(other, on);
    expect(ksFromProfiles(a, b, on)).toMatchObject({
      statistic: expect.closeTo(0.2, 14),
      errorBound: 0,
    });
    // Without the grid nobody knows that the bins hold single values.
    expect(ksFromProfiles(a, b)).toMatchObject({ errorBound: 0.5 });
  });

  it('says when the grid tells nothing apart', () => {
    const single = numericGridFromValues([]);
    const column = profileValues([1, 2, 3], single);
    expect(ksFromProfiles(column, column, single)).toEqual({
      insufficient: true,
      reason: 'the grid has one bin only and tells nothing apart',
    });
    expect(
      ksFromProfiles(profile, profileValues([NaN], grid), grid),
    ).toMatchObject({ insufficient: true });
  });

  it('refuses other grids and what is not a count', () => {
    const other = numericGridFromValues([1, 2], 2);
    expect(() => ksFromProfiles(profile, profile, other)).toThrow(
      GridMismatchError,
    );
    expect(() =>
      ksFromProfiles(profile, profileValues([1], other), grid),
    ).toThrow(GridMismatchError);
    expect(() =>
      ksFromProfiles(profile, { ...profile, bins: [1, NaN, 2, 2] }, grid),
    ).toThrow(InvalidInputError);
  });
});
