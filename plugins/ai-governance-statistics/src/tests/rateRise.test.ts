import { rateRiseTest } from './rateRise';

describe('rateRiseTest', () => {
  // scipy.stats.fisher_exact(…, alternative='greater') and scipy.stats.norm.sf of the pooled z.
  it.each([
    [50, 1000, 0, 100_000, 'exact', 1.770870395378426e-101],
    [3, 1000, 20, 20_000, 'exact', 0.09399478118613439],
    [12, 1500, 3, 1200, 'exact', 0.045972078799757066],
    [0, 1000, 5, 1000, 'exact', 1],
    [1000, 1000, 19_990, 20_000, 'exact', 0.6138474603062056],
    [2, 1000, 1, 20_000, 'exact', 0.006580899282297022],
    [400, 5000, 800, 20_000, 'asymptotic', 1.2939960737371765e-32],
    [60, 5000, 300, 20_000, 'asymptotic', 0.9443803513690068],
    [700, 1000, 650, 1000, 'asymptotic', 0.00849210029106536],
  ])('%d of %d after %d of %d', (x, n, y, m, method, p) => {
    const result = rateRiseTest(x, n, y, m);
    if (result.insufficient) throw new Error(result.reason);
    expect(result.method).toBe(method);
    expect(result.difference).toBe(x / n - y / m);
    expect(Math.abs(result.pValue / p - 1)).toBeLessThan(1e-9);
  });

  it('says that it cannot judge without trials', () => {
    expect(rateRiseTest(0, 0, 1, 10)).toEqual({
      insufficient: true,
      reason: 'the current sample has no values',
    });
    expect(rateRiseTest(0, 10, 0, 0)).toMatchObject({ insufficient: true });
  });

  it('finds nothing where nothing or everything is a hit', () => {
    expect(rateRiseTest(0, 10, 0, 10)).toMatchObject({ pValue: 1 });
    expect(rateRiseTest(10, 10, 10, 10)).toMatchObject({ pValue: 1 });
  });

  it('names what is not allowed', () => {
    expect(() => rateRiseTest(3, 2, 0, 1)).toThrow(
      'successes is 3 and count 2; allowed are at most as many',
    );
  });
});
