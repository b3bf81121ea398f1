import fc from 'fast-check';
import {
  binIndex,
  categoricalGrid,
  InvalidInputError,
  isAtomBin,
  nextDown,
  type NumericGrid,
  numericGridFromQuantiles,
  numericGridFromValues,
} from '..';
import { finiteNumber } from '../__testUtils__/arbitraries';

describe('nextDown', () => {
  it.each([
    [1, 1 - 2 ** -53],
    [0, -Number.MIN_VALUE],
    [-0, -Number.MIN_VALUE],
    [Number.MIN_VALUE, 0],
    [-1, -1 - 2 ** -52],
    [Infinity, Number.MAX_VALUE],
    [-Number.MAX_VALUE, -Infinity],
    [-Infinity, -Infinity],
    [NaN, NaN],
  ])('of %p is %p', (x, below) => {
    expect(nextDown(x)).toBe(below);
  });

  it('has no number between', () => {
    fc.assert(
      fc.property(finiteNumber, x => {
        const below = nextDown(x);
        expect(below).toBeLessThan(x);
        const middle = below / 2 + x / 2;
        expect(middle === below || middle === x || x === 0).toBe(true);
      }),
    );
  });
});

describe('numericGridFromQuantiles', () => {
  it('gives a value that repeats a bin of its own', () => {
    expect(numericGridFromQuantiles([1, 2, 2, 2, 3])).toEqual({
      kind: 'numeric',
      edges: [1, nextDown(2), 2, 3],
    });
    expect(numericGridFromQuantiles([-0, 0]).edges).toEqual([
      -Number.MIN_VALUE,
      0,
    ]);
    expect(numericGridFromQuantiles([])).toEqual({
      kind: 'numeric',
      edges: [],
    });
  });

  it('has strictly increasing, finite edges', () => {
    fc.assert(
      fc.property(fc.array(finiteNumber), values => {
        const { edges } = numericGridFromQuantiles(
          [...values].sort((a, b) => a - b),
        );
        expect(edges.every(Number.isFinite)).toBe(true);
        expect(edges.filter((edge, i) => edge <= edges[i - 1])).toEqual([]);
      }),
    );
  });

  it.each([
    [[1, NaN], 'quantile 1 is NaN'],
    [[Infinity], 'quantile 0 is Infinity'],
    [[2, 1], 'quantile 1 is 1 and below the one before it, 2'],
  ])('refuses %p', (quantiles, message) => {
    expect(() => numericGridFromQuantiles(quantiles)).toThrow(
      InvalidInputError,
    );
    expect(() => numericGridFromQuantiles(quantiles)).toThrow(message);
  });
});

describe('numericGridFromValues', () => {
  it('puts the edges at inverted-CDF quantiles', () => {
    const values = Array.from({ length: 1000 }, (_, i) => 1000 - i);
    expect(numericGridFromValues(values, 4).edges).toEqual([250, 500, 750]);
    expect(numericGridFromValues([NaN, Infinity]).edges).toEqual([]);
    expect(() => numericGridFromValues([1], 0)).toThrow(
      'bins is 0; allowed are whole numbers at least 1',
    );
  });

  it('isolates every value that holds two bins or more', () => {
    const values = [
      ...new Array(300).fill(0),
      ...Array.from({ length: 700 }, (_, i) => i + 1),
    ];
    const grid = numericGridFromValues(values, 100);
    expect(isAtomBin(grid, binIndex(grid, 0))).toBe(true);
    expect(isAtomBin(grid, binIndex(grid, 350))).toBe(false);
  });
});

describe('binIndex', () => {
  const grid: NumericGrid = { kind: 'numeric', edges: [1, 2, 5] };

  it.each([
    [-Infinity, 0],
    [1, 0],
    [1.5, 1],
    [2, 1],
    [5, 2],
    [5.1, 3],
    [Infinity, 3],
  ])('of %p is %p', (x, bin) => {
    expect(binIndex(grid, x)).toBe(bin);
  });

  it('does not exist for NaN', () => {
    expect(() => binIndex(grid, NaN)).toThrow(InvalidInputError);
  });
});

describe('categoricalGrid', () => {
  it('orders by count, then by name, whatever the order given', () => {
    const counts: [string, number][] = [
      ['b', 2],
      ['a', 2],
      ['Z', 2],
      ['c', 9],
      ['none', 0],
    ];
    const expected = ['c', 'Z', 'a', 'b'];
    expect(categoricalGrid(new Map(counts)).categories).toEqual(expected);
    expect(
      categoricalGrid(Object.fromEntries(counts.reverse())).categories,
    ).toEqual(expected);
    expect(categoricalGrid(new Map(counts), 2).categories).toEqual(['c', 'Z']);
  });

  it('refuses what is not a count', () => {
    expect(() => categoricalGrid({ a: 0.5 })).toThrow(
      'the count of category "a" is 0.5',
    );
    expect(() => categoricalGrid({ a: 1 }, 0)).toThrow(InvalidInputError);
  });
});
