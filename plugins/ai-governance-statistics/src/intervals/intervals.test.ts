import fc from 'fast-check';
import {
  InvalidInputError,
  katzInterval,
  newcombeInterval,
  wilsonInterval,
} from '..';

const proportion = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ max: 1, min: 0 }))
  .map(([count, share]) => ({
    count,
    successes: Math.round(count * (share || 0)),
  }));

describe('intervals', () => {
  it('hold their estimate and stay in range', () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const args = [a.successes, a.count, b.successes, b.count] as const;
        const results = [
          { range: [0, 1], result: wilsonInterval(a.successes, a.count) },
          { range: [-1, 1], result: newcombeInterval(...args) },
          { range: [0, Infinity], result: katzInterval(...args) },
        ];
        const wrong = results.filter(
          ({ range, result }) =>
            !result.insufficient &&
            !(
              range[0] <= result.lower &&
              result.lower <= result.estimate + 1e-12 &&
              result.estimate <= result.upper + 1e-12 &&
              result.upper <= range[1]
            ),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('widen with confidence', () => {
    const width = (confidence: number) => {
      const result = wilsonInterval(30, 100, { confidence });
      return result.insufficient ? NaN : result.upper - result.lower;
    };
    expect(width(0)).toBeCloseTo(0, 12);
    expect(width(0.9)).toBeLessThan(width(0.95));
    expect(width(0.95)).toBeLessThan(width(0.999));
  });

  it('say when there is nothing to estimate', () => {
    expect(wilsonInterval(0, 0)).toEqual({
      insufficient: true,
      reason: 'there are no values',
    });
    expect(newcombeInterval(0, 0, 1, 2)).toEqual({
      insufficient: true,
      reason: 'the group has no values',
    });
    expect(katzInterval(1, 2, 0, 0)).toEqual({
      insufficient: true,
      reason: 'the reference has no values',
    });
    expect(katzInterval(1, 2, 0, 5)).toEqual({
      insufficient: true,
      reason: 'the reference has no successes, the ratio is undefined',
    });
  });

  it.each([
    ['more successes than trials', () => wilsonInterval(3, 2)],
    ['half a success', () => newcombeInterval(0.5, 2, 1, 2)],
    ['a negative count', () => katzInterval(1, 2, 1, -2)],
    ['certainty', () => wilsonInterval(1, 2, { confidence: 1 })],
    ['NaN', () => wilsonInterval(NaN, 2)],
  ])('refuse %s', (_, call) => {
    expect(call).toThrow(InvalidInputError);
  });
});
