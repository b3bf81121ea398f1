import fc from 'fast-check';
import {
  type CategoricalGrid,
  GridMismatchError,
  type InsufficientData,
  InvalidInputError,
  isInsufficient,
  numericGridFromValues,
  profileValues,
  psiFromCounts,
  psiFromProfiles,
  psiFromSamples,
  type PsiValue,
} from '..';
import { anyNumber, twoCounts } from '../__testUtils__/arbitraries';
import { makeSample } from '../__testUtils__/samples';

const valueOf = (result: PsiValue | InsufficientData) =>
  isInsufficient(result) ? undefined : result.psi;

describe('psiFromCounts', () => {
  it('is never below 0', () => {
    fc.assert(
      fc.property(twoCounts, ({ reference, current }) => {
        expect(
          valueOf(psiFromCounts(reference, current)) ?? 0,
        ).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same both ways and in any order', () => {
    fc.assert(
      fc.property(twoCounts, ({ reference, current }) => {
        const psi = valueOf(psiFromCounts(reference, current));
        const back = valueOf(psiFromCounts(current, reference));
        expect(back ?? -1).toBeCloseTo(psi ?? -1, 10);
        expect(
          valueOf(
            psiFromCounts([...reference].reverse(), [...current].reverse()),
          ),
        ).toBe(psi);
      }),
    );
  });

  it('adds 0.5 everywhere when a bucket is empty on one side, and says so', () => {
    const [e, a] = [
      [10.5 / 31.5, 20.5 / 31.5, 0.5 / 31.5],
      [5.5 / 41.5, 20.5 / 41.5, 15.5 / 41.5],
    ];
    const psi = e.reduce(
      (sum, share, i) => sum + (a[i] - share) * Math.log(a[i] / share),
      0,
    );
    expect(psiFromCounts([10, 20, 0], [5, 20, 15])).toMatchObject({
      smoothing: 0.5,
      psi: expect.closeTo(psi, 12),
    });
  });

  it('leaves out buckets that are empty on both sides', () => {
    expect(psiFromCounts([10, 0, 20], [20, 0, 10])).toEqual(
      psiFromCounts([10, 20], [20, 10]),
    );
  });

  it('gives the 95th percentile of no drift', () => {
    // χ²₀.₉₅(3) = 7.814727903251179
    expect(psiFromCounts([50, 50, 50, 50], [25, 25, 25, 25])).toMatchObject({
      noDriftBound95: expect.closeTo((1 / 200 + 1 / 100) * 7.814727903251, 12),
    });
  });

  it('refuses what it cannot use', () => {
    expect(() => psiFromCounts([1, 2], [1])).toThrow(InvalidInputError);
    expect(() => psiFromCounts([1, -2], [1, 2])).toThrow(InvalidInputError);
    expect(() => psiFromCounts([5, 0], [5, 5], { smoothing: 0 })).toThrow(
      'a bucket is empty on one side',
    );
    expect(() => psiFromCounts([5, 5], [5, 5], { smoothing: NaN })).toThrow(
      InvalidInputError,
    );
  });
});

describe('psiFromSamples', () => {
  it('is 0 for the same constant, and not for another', () => {
    expect(psiFromSamples([4, 4, 4], [4, 4])).toMatchObject({ psi: 0 });
    expect(valueOf(psiFromSamples([4, 4, 4], [5, 5, 5]))).toBeGreaterThan(0.25);
  });

  it('shows its buckets', () => {
    const result = psiFromSamples([1, 2, 3, 4], [2, 2, 9, NaN], { buckets: 2 });
    expect(result).toMatchObject({
      n: 4,
      m: 3,
      buckets: [
        {
          kind: 'interval',
          label: '≤ 2',
          lower: null,
          upper: 2,
          expected: 2,
          actual: 2,
        },
        {
          kind: 'interval',
          label: '> 2',
          lower: 2,
          upper: null,
          expected: 2,
          actual: 1,
        },
      ],
    });
  });

  it('refuses a single bucket', () => {
    expect(() => psiFromSamples([1, 2], [1, 2], { buckets: 1 })).toThrow(
      'buckets is 1; allowed are whole numbers at least 2',
    );
  });
});

describe('psiFromProfiles', () => {
  it('gives the same as the samples when the grid has the buckets as edges', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: 2, maxLength: 100 }),
        fc.array(anyNumber, { minLength: 2, maxLength: 100 }),
        (reference, current) => {
          // Every distinct value an edge: the grid hides nothing.
          const grid = {
            kind: 'numeric' as const,
            edges: [...new Set(reference.filter(Number.isFinite))]
              .map(x => x + 0)
              .sort((a, b) => a - b),
          };
          expect(
            psiFromProfiles(
              profileValues(reference, grid),
              profileValues(current, grid),
              { grid },
            ),
          ).toEqual(
            psiFromSamples(
              reference.map(x => x + 0),
              current,
            ),
          );
        },
      ),
    );
  });

  it('joins the bins of a fine grid to quantile buckets of the reference', () => {
    const values = makeSample({ kind: 'normal', size: 20_000, seed: 5 });
    const grid = numericGridFromValues(values);
    const profile = profileValues(values, grid);
    const result = psiFromProfiles(profile, profile, { grid, buckets: 8 });
    expect(result).toMatchObject({ psi: 0, smoothing: 0 });
    // 256 bins join to 8 buckets of 32 bins each.
    expect(
      isInsufficient(result) ? [] : result.buckets.map(b => b.expected),
    ).toEqual(new Array(8).fill(2500));
  });

  it('counts new and missing values of a categorical column', () => {
    const grid: CategoricalGrid = { kind: 'categorical', categories: ['a'] };
    const result = psiFromProfiles(
      profileValues(['a', 'a', 'a', null], grid),
      profileValues(['a', 'x', 'y', null, null], grid),
      { grid },
    );
    expect(result).toMatchObject({
      n: 4,
      m: 5,
      smoothing: 0.5,
      buckets: [
        { kind: 'category', label: 'a', expected: 3, actual: 1 },
        { kind: 'new', label: '__new__', expected: 0, actual: 2 },
        { kind: 'missing', label: '__missing__', expected: 1, actual: 2 },
      ],
    });
  });

  it('refuses another grid', () => {
    const grid = numericGridFromValues([1, 2, 3], 3);
    const profile = profileValues([1, 2, 3], grid);
    expect(() =>
      psiFromProfiles(profile, profile, {
        grid: { kind: 'categorical', categories: ['a', 'b', 'c'] },
      }),
    ).toThrow(GridMismatchError);
  });
});
