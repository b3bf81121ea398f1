import fc from 'fast-check';
import {
  type CategoricalGrid,
  type Grid,
  type NumericGrid,
  numericGridFromValues,
  type Profile,
  profileValues,
  type RawValue,
} from '..';

/** Finite numbers of every size, with many equal ones among them. */
export const finiteNumber = fc.oneof(
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 1, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
);

/** Any double at all. */
export const anyNumber = fc.oneof(
  finiteNumber,
  fc.constantFrom(
    NaN,
    Infinity,
    -Infinity,
    -0,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    Number.MIN_VALUE,
    2 ** 53,
  ),
  fc.double(),
);

/** Names as they come from outside, hostile ones included. */
export const anyName = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '__other__',
    '0',
    '\ud800',
    '<b>',
    '',
  ),
);

export const anyRawValue: fc.Arbitrary<RawValue> = fc.oneof(
  anyNumber,
  anyName,
  fc.constantFrom(null, undefined, true, 'NaN', ' 1e3 ', '-inf', '0x10'),
  fc.bigInt(),
);

export const numericGrid: fc.Arbitrary<NumericGrid> = fc
  .tuple(
    fc.array(finiteNumber, { maxLength: 60 }),
    fc.integer({ min: 1, max: 20 }),
  )
  .map(([values, bins]) => numericGridFromValues(values, bins));

export const categoricalGrid: fc.Arbitrary<CategoricalGrid> = fc
  .uniqueArray(anyName, { maxLength: 8 })
  .map(categories => ({ kind: 'categorical', categories }));

export const grid: fc.Arbitrary<Grid> = fc.dictionary(
  fc.oneof(anyName, fc.constantFrom('a', 'b')),
  fc.oneof(numericGrid, categoricalGrid),
  { maxKeys: 4 },
);

/** A profile on the given grid, made from raw values. */
export const profileOn = (on: Grid): fc.Arbitrary<Profile> =>
  fc
    .array(fc.array(anyRawValue, { maxLength: 40 }), {
      minLength: Object.keys(on).length,
      maxLength: Object.keys(on).length,
    })
    .map(columns => ({
      rows: Math.max(0, ...columns.map(values => values.length)),
      columns: Object.fromEntries(
        Object.entries(on).map(([name, column], i) => [
          name,
          profileValues(columns[i], column),
        ]),
      ),
    }));

/** Counts per bucket of two sides. */
export const twoCounts = fc
  .array(
    fc.tuple(
      fc.oneof(fc.nat(5), fc.nat(200), fc.nat(1_000_000)),
      fc.oneof(fc.nat(5), fc.nat(200), fc.nat(1_000_000)),
    ),
    { maxLength: 30 },
  )
  .map(pairs => ({
    reference: pairs.map(([count]) => count),
    current: pairs.map(([, count]) => count),
  }));
