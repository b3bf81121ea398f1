import fc from 'fast-check';
import {
  type CategoricalGrid,
  chiSquareFromProfiles,
  chiSquareTwoSample,
  GridMismatchError,
  InvalidInputError,
  profileValues,
} from '..';
import { twoCounts } from '../__testUtils__/arbitraries';

describe('chiSquareTwoSample', () => {
  it('says that nothing differs when both sides hold one and the same category', () => {
    expect(chiSquareTwoSample([0, 20], [0, 30])).toEqual({
      insufficient: false,
      statistic: 0,
      dof: 0,
      pValue: 1,
      cramersV: 0,
      merged: [],
      categories: 1,
      n: 20,
      m: 30,
    });
  });

  it('merges thin categories and names them', () => {
    // Half of the cells are thin; with the two small ones joined a third still is; then two groups are left.
    expect(
      chiSquareTwoSample(
        [500, 400, 3, 2],
        [480, 420, 1, 1],
        ['a', 'b', 'rare', 'rarer'],
      ),
    ).toMatchObject({
      insufficient: false,
      dof: 1,
      categories: 2,
      merged: [['b', 'rare', 'rarer']],
      statistic: expect.closeTo(chiSquare([500, 405], [480, 422]), 12),
    });
  });

  it('keeps categories when at most a fifth of the cells is thin', () => {
    const reference = [90, 90, 90, 90, 90, 90, 90, 90, 90, 3];
    expect(chiSquareTwoSample(reference, reference)).toMatchObject({
      categories: 10,
      merged: [],
    });
  });

  it('does not judge two groups that are too thin', () => {
    expect(chiSquareTwoSample([1000, 4], [1000, 3])).toEqual({
      insufficient: true,
      reason:
        'the 2 categories cannot be merged into two groups with at least 10 expected values on each side',
    });
  });

  it('is 1 in effect for a perfect association', () => {
    expect(chiSquareTwoSample([500, 0], [0, 500])).toMatchObject({
      cramersV: expect.closeTo(1, 12),
      statistic: expect.closeTo(1000, 9),
    });
  });

  it('does not depend on the order of the categories', () => {
    fc.assert(
      fc.property(twoCounts, fc.infiniteStream(fc.nat()), (counts, keys) => {
        const names = counts.reference.map((_, i) => `c${i}`);
        const order = names
          .map((_, i) => ({ i, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ i }) => i);
        const turned = <T>(list: T[]) => order.map(i => list[i]);
        expect(
          chiSquareTwoSample(
            turned(counts.reference),
            turned(counts.current),
            turned(names),
          ),
        ).toEqual(chiSquareTwoSample(counts.reference, counts.current, names));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['lengths that differ', [1, 2], [1], undefined],
    ['names that are missing', [1, 2], [1, 2], ['a']],
    ['half a count', [1.5, 2], [1, 2], undefined],
    ['a negative count', [1, 2], [1, -2], undefined],
  ])('refuses %s', (_, reference, current, names) => {
    expect(() => chiSquareTwoSample(reference, current, names)).toThrow(
      InvalidInputError,
    );
  });
});

describe('chiSquareFromProfiles', () => {
  const grid: CategoricalGrid = { kind: 'categorical', categories: ['a', 'b'] };
  const repeat = (value: string | null, count: number) =>
    new Array<string | null>(count).fill(value);

  it('tests the union of known, unseen and other values', () => {
    const reference = profileValues(
      [...repeat('a', 60), ...repeat('b', 40), ...repeat('u', 20)],
      grid,
    );
    const current = {
      ...profileValues(
        [...repeat('a', 50), ...repeat('b', 60), ...repeat('v', 30)],
        grid,
      ),
      other: 25,
      missing: 99,
    };
    expect(chiSquareFromProfiles(reference, current, grid)).toEqual(
      chiSquareTwoSample(
        [60, 40, 20, 0, 0],
        [50, 60, 0, 30, 25],
        ['a', 'b', 'u', 'v', '__other__'],
      ),
    );
  });

  it('takes unseen names for what they are', () => {
    const hostile = profileValues(repeat('__proto__', 30), grid);
    const other = profileValues(repeat('constructor', 30), grid);
    expect(chiSquareFromProfiles(hostile, other, grid)).toMatchObject({
      categories: 2,
      statistic: expect.closeTo(60, 12),
    });
  });

  it('refuses other grids', () => {
    const profile = profileValues(['a'], grid);
    expect(() =>
      chiSquareFromProfiles(profile, profile, {
        kind: 'categorical',
        categories: ['a'],
      }),
    ).toThrow(GridMismatchError);
  });
});

/** By the textbook: Σ (observed − expected)² / expected over all cells. */
function chiSquare(a: number[], b: number[]): number {
  const sum = (values: number[]) => values.reduce((x, y) => x + y, 0);
  const all = sum(a) + sum(b);
  return sum(
    [a, b].flatMap(side =>
      side.map((observed, i) => {
        const expected = (sum(side) * (a[i] + b[i])) / all;
        return (observed - expected) ** 2 / expected;
      }),
    ),
  );
}
