import { normalDeviate } from './quantiles';

describe('the deviate of a normal tail', () => {
  // scipy.stats.norm.isf(tail / 2)
  it.each([
    [0.5, 0.6744897501960817],
    [0.05, 1.9599639845400545],
    [0.001, 3.2905267314918945],
    [1e-5, 4.417173413469023],
    [1e-8, 5.73072886823629],
    [1e-20, 9.33604484923406],
    [1e-300, 37.06578788077213],
  ])('of %p is that of SciPy', (tail, expected) => {
    expect(Math.abs(normalDeviate(tail) / expected - 1)).toBeLessThan(1e-12);
  });

  it('is not there without a tail', () => {
    expect(() => normalDeviate(0)).toThrow('tail is 0');
  });
});
