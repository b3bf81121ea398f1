import fc from 'fast-check';
import {
  addEncodedProfile,
  addProfile,
  decodeProfile,
  emptyProfile,
  encodeProfile,
  type Grid,
  GridMismatchError,
  InvalidInputError,
  type Profile,
  ProfileFormatError,
  profileValues,
} from '..';
import { grid as anyGrid, profileOn } from '../__testUtils__/arbitraries';

const grid: Grid = {
  age: { kind: 'numeric', edges: [20, 40] },
  city: { kind: 'categorical', categories: ['Rome', 'Oslo'] },
};
const profile: Profile = {
  rows: 5,
  columns: {
    age: profileValues([20, 21, NaN, 1e9, 'old'], grid.age),
    city: profileValues(['Rome', 'Bonn', null, '<b>', '__proto__'], grid.city),
  },
};
const bytes = encodeProfile(profile, grid);

/** `profile`, or the name of the error. */
function whatComesOf(encoded: Uint8Array): string {
  try {
    decodeProfile(encoded, grid);
    return 'profile';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('encoded profiles', () => {
  it('round-trip exactly', () => {
    fc.assert(
      fc.property(
        anyGrid.chain(on => fc.tuple(fc.constant(on), profileOn(on))),
        ([on, original]) => {
          const decoded = decodeProfile(encodeProfile(original, on), on);
          expect(decoded).toEqual(original);
        },
      ),
    );
  });

  it('round-trip counts up to 2^53 - 1', () => {
    const large = structuredClone(profile);
    const column = large.columns.age;
    if (column.kind !== 'numeric') throw new Error('the column is numeric');
    column.bins = [2 ** 53 - 1, 127, 128];
    large.rows = 2 ** 53 - 1;
    expect(decodeProfile(encodeProfile(large, grid), grid)).toEqual(large);
  });

  it('do not depend on the order of the keys of grid or profile', () => {
    const turned = { city: grid.city, age: grid.age };
    expect(decodeProfile(bytes, turned)).toEqual(profile);
    expect(encodeProfile(profile, turned)).toEqual(bytes);
  });

  it('keep hostile names apart from prototypes', () => {
    const decoded = decodeProfile(bytes, grid).columns.city;
    if (decoded.kind !== 'categorical') throw new Error('it is categorical');
    expect(Object.entries(decoded.unseen)).toContainEqual(['__proto__', 1]);
    expect(Object.getPrototypeOf(decoded.unseen)).toBe(Object.prototype);
  });

  it('are added like the decoded ones', () => {
    fc.assert(
      fc.property(
        anyGrid.chain(on =>
          fc.tuple(fc.constant(on), profileOn(on), profileOn(on)),
        ),
        ([on, a, b]) => {
          const fast = structuredClone(a);
          addEncodedProfile(fast, encodeProfile(b, on), on);
          addProfile(a, b);
          expect(fast).toEqual(a);
        },
      ),
    );
  });

  it('are compact', () => {
    const edges = Array.from({ length: 255 }, (_, i) => i);
    const wide: Grid = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `f${i}`,
        { kind: 'numeric', edges },
      ]),
    );
    const values = Array.from({ length: 2000 }, (_, i) => i % 256);
    const hour: Profile = {
      rows: values.length,
      columns: Object.fromEntries(
        Object.entries(wide).map(([name, column]) => [
          name,
          profileValues(values, column),
        ]),
      ),
    };
    expect(encodeProfile(hour, wide).length).toBeLessThan(6000);
    expect(encodeProfile(emptyProfile(wide), wide).length).toBeLessThan(200);
  });

  const replaced = (at: number, value: number) => {
    const changed = bytes.slice();
    changed[at] = value;
    return changed;
  };

  it.each([
    ['another version', replaced(0, 2), 'version 2; allowed is 1'],
    ['no byte', new Uint8Array(), 'ends too early'],
    ['a byte less', bytes.slice(0, -1), 'where its header says'],
    ['a byte more', new Uint8Array([...bytes, 0]), 'where its header says'],
    ['another grid', replaced(1, bytes[1] + 1), 'other columns or bins'],
  ])('with %s are refused and change nothing', (_, damaged, message) => {
    const target = structuredClone(profile);
    expect(() => addEncodedProfile(target, damaged, grid)).toThrow(
      ProfileFormatError,
    );
    expect(() => addEncodedProfile(target, damaged, grid)).toThrow(message);
    expect(target).toEqual(profile);
  });

  it('that are damaged anywhere give a typed error or a profile, nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
          minLength: 1,
          maxLength: 4,
        }),
        changes => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at] = value;
          expect(whatComesOf(damaged)).toMatch(
            /^(profile|ProfileFormatError)$/,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a negative count', -1],
    ['half a count', 0.5],
    ['NaN', NaN],
    ['a count above 2^53 - 1', 2 ** 53],
  ])('are not made of %s', (_, count) => {
    const wrong = structuredClone(profile);
    wrong.columns.city.missing = count;
    expect(() => encodeProfile(wrong, grid)).toThrow(InvalidInputError);
    expect(() => encodeProfile(wrong, grid)).toThrow('column "city"');
  });

  it('are not made of sums that are not finite', () => {
    const wrong = structuredClone(profile);
    Object.assign(wrong.columns.age, { sum: NaN });
    expect(() => encodeProfile(wrong, grid)).toThrow(
      'sum of column "age" is NaN; allowed are finite numbers',
    );
  });

  it('are not made for another grid', () => {
    const other: Grid = { ...grid, age: { kind: 'numeric', edges: [1] } };
    expect(() => encodeProfile(profile, other)).toThrow(GridMismatchError);
    expect(() => encodeProfile(profile, { age: grid.age })).toThrow(
      'column "city" of the profile is not in the grid',
    );
    expect(() => addEncodedProfile(emptyProfile(other), bytes, grid)).toThrow(
      GridMismatchError,
    );
  });
});
