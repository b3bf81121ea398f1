import fc from 'fast-check';
import {
  addProfile,
  type ColumnProfile,
  emptyProfile,
  type Grid,
  GridMismatchError,
  mergeProfiles,
  type Profile,
  profileValues,
  rowCount,
  unseenCount,
} from '..';
import {
  anyRawValue,
  categoricalGrid,
  grid as anyGrid,
  numericGrid,
  profileOn,
} from '../__testUtils__/arbitraries';

const grid: Grid = {
  age: { kind: 'numeric', edges: [20, 40] },
  city: { kind: 'categorical', categories: ['Rome', 'Oslo'] },
};

function profileOf(ages: (number | null)[], cities: (string | null)[]) {
  return {
    rows: ages.length,
    columns: {
      age: profileValues(ages, grid.age),
      city: profileValues(cities, grid.city),
    },
  };
}

/** Each part lists its own 20 most frequent unseen values; together they are as many as those of the whole. */
function comparable(column: ColumnProfile) {
  return column.kind === 'numeric'
    ? { ...column, sum: undefined, sumSquares: undefined }
    : { ...column, unseen: undefined, other: unseenCount(column) };
}

/** Sums of doubles depend on their order in the last digits; everything else is exact. */
function withoutSums(profile: Profile) {
  return {
    ...profile,
    columns: Object.entries(profile.columns).map(([name, column]) => [
      name,
      column.kind === 'numeric'
        ? { ...column, sum: undefined, sumSquares: undefined }
        : column,
    ]),
  };
}

describe('profiles', () => {
  it('add up', () => {
    const sum = profileOf([20, 21, null], ['Rome', 'Bonn', null]);
    addProfile(sum, profileOf([50, Infinity], ['Bonn', 'Oslo']));
    expect(sum).toEqual({
      rows: 5,
      columns: {
        age: {
          kind: 'numeric',
          bins: [1, 1, 1],
          sum: 91,
          sumSquares: 400 + 441 + 2500,
          min: 20,
          max: 50,
          missing: 1,
          invalid: 0,
          outOfRange: 1,
        },
        city: {
          kind: 'categorical',
          counts: [1, 1],
          unseen: { Bonn: 2 },
          other: 0,
          missing: 1,
        },
      },
    });
    expect(rowCount(sum.columns.age)).toBe(3);
    expect(rowCount(sum.columns.city)).toBe(4);
  });

  it('that are empty change nothing', () => {
    const profile = profileOf([1, 2], ['Rome', 'Bonn']);
    const before = structuredClone(profile);
    addProfile(profile, emptyProfile(grid));
    expect(profile).toEqual(before);
    expect(mergeProfiles([], grid)).toEqual(emptyProfile(grid));
  });

  it.each([
    ['a column less', { age: grid.age }, 'column "city"'],
    ['a column more', { ...grid, extra: grid.age }, 'column "extra"'],
    [
      'another kind',
      { ...grid, age: grid.city },
      'numeric on one side and categorical on the other',
    ],
    [
      'other bins',
      { ...grid, age: { kind: 'numeric', edges: [1] } },
      '3 bins on one side and 2 on the other',
    ],
  ] as [string, Grid, string][])(
    'of a grid with %s are refused and change nothing',
    (_, other, message) => {
      const target = profileOf([1], ['Rome']);
      const before = structuredClone(target);
      expect(() => addProfile(target, emptyProfile(other))).toThrow(
        GridMismatchError,
      );
      expect(() => addProfile(target, emptyProfile(other))).toThrow(message);
      expect(target).toEqual(before);
    },
  );

  it('merge in any order and grouping', () => {
    fc.assert(
      fc.property(
        anyGrid.chain(on =>
          fc.tuple(
            fc.constant(on),
            profileOn(on),
            profileOn(on),
            profileOn(on),
          ),
        ),
        ([on, a, b, c]) => {
          const merge = (...profiles: Profile[]) => mergeProfiles(profiles, on);
          const all = withoutSums(merge(a, b, c));
          expect(withoutSums(merge(merge(a, b), c))).toEqual(all);
          expect(withoutSums(merge(a, merge(b, c)))).toEqual(all);
          expect(merge(a, b)).toEqual(merge(b, a));
        },
      ),
    );
  });

  it('of a concatenation are the sum of the profiles', () => {
    fc.assert(
      fc.property(
        fc.oneof(numericGrid, categoricalGrid),
        fc.array(anyRawValue, { maxLength: 50 }),
        fc.array(anyRawValue, { maxLength: 50 }),
        (column, first, second) => {
          const on = { x: column };
          const profile = (values: typeof first): Profile => ({
            rows: values.length,
            columns: { x: profileValues(values, column) },
          });
          const whole = profile([...first, ...second]);
          const sum = mergeProfiles([profile(first), profile(second)], on);
          const [a, b] = [whole.columns.x, sum.columns.x];
          expect(rowCount(a)).toBe(rowCount(b));
          expect(comparable(a)).toEqual(comparable(b));
        },
      ),
    );
  });

  it('of whole numbers have exact sums', () => {
    fc.assert(
      fc.property(
        numericGrid,
        fc.array(fc.integer({ min: -1000, max: 1000 })),
        fc.array(fc.integer({ min: -1000, max: 1000 })),
        (column, first, second) => {
          const on = { x: column };
          const profile = (values: number[]): Profile => ({
            rows: values.length,
            columns: { x: profileValues(values, column) },
          });
          expect(mergeProfiles([profile(first), profile(second)], on)).toEqual(
            mergeProfiles([profile([...first, ...second])], on),
          );
        },
      ),
    );
  });
});
