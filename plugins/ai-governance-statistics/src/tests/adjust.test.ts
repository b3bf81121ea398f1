import fc from 'fast-check';
import { adjustPValues, InvalidInputError } from '..';

const pValues = fc.array(
  fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, 0.05),
  ),
);

describe('adjustPValues', () => {
  it('never lowers a p-value, keeps the order, and is milder than Bonferroni', () => {
    fc.assert(
      fc.property(pValues, p => {
        const milder = adjustPValues(p, 'benjamini-hochberg');
        const stricter = adjustPValues(p, 'bonferroni');
        p.forEach((value, i) => {
          // Multiplying by count/count may round the last digit.
          expect(milder[i]).toBeGreaterThanOrEqual(value * (1 - 1e-15));
          expect(stricter[i]).toBeGreaterThanOrEqual(milder[i]);
          expect(stricter[i]).toBeLessThanOrEqual(1);
        });
        const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
        const ascending = order.map(i => milder[i]);
        expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
      }),
    );
  });

  it.each([NaN, -0.1, 1.5])('refuses %p', p => {
    expect(() => adjustPValues([0.5, p], 'benjamini-hochberg')).toThrow(
      InvalidInputError,
    );
    expect(() => adjustPValues([0.5, p], 'none')).toThrow('p-value 1 is');
  });
});
