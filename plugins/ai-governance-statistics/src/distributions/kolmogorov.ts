import { checkNumber } from '../errors';
import { durbinCdf } from './durbin';
import { stirlingError } from './gamma';
import { pelzGoodCdf } from './pelzGood';
import { smirnovSurvival } from './smirnov';

/**
 * Upper tail of the two-sided one-sample Kolmogorov–Smirnov statistic, P(D ≥ x) for n values.
 *
 * The methods and where each one is used follow R. Simard and P. L'Ecuyer, "Computing the Two-Sided
 * Kolmogorov–Smirnov Distribution" (J. Stat. Software 39/11, 2011): exact at both ends of the range, twice the one-sided
 * tail where both sides cannot be passed at once, Durbin's matrix for small n·x², the Pelz–Good expansion for the rest
 * of large n. It is what `scipy.stats.kstwo.sf` computes.
 *
 * @param n - sample size, a whole number from 1
 * @param x - value of the statistic
 * @returns probability from 0 to 1; relative error below 1e-6 against SciPy down to 1e-300
 * @throws InvalidInputError when an argument is not allowed
 */
export function kolmogorovSurvival(n: number, x: number): number {
  checkNumber(n, 'n', { min: 1, integer: true });
  checkNumber(x, 'x', {});
  const t = n * x;
  if (t <= 0.5) return 1;
  if (x >= 1) return 0;
  if (t <= 1) return Math.max(0, 1 - lowestCdf(n, t));
  if (t >= n - 1) return 2 * (1 - x) ** n;
  const effect = t * x;
  if (x >= 0.5 || effect > (n <= 140 ? 4 : 2.2)) {
    return Math.min(1, 2 * smirnovSurvival(n, x));
  }
  // Above 2000 values the expansion is used where the matrix would be slow: P(D < x) is below 1e-5 there, so that its
  // error cannot be seen in the upper tail.
  const useDurbin = n <= 140 || (n <= 2000 && n * x ** 1.5 <= 1.4);
  const cdf = useDurbin ? durbinCdf(n, x) : pelzGoodCdf(n, x);
  return Math.min(1, Math.max(0, 1 - cdf));
}

/** P(D < x) for 1/(2n) ≤ x ≤ 1/n: n! ((2t − 1)/n)^n (Ruben and Gambino, 1982), with n!/n^n by Stirling's formula. */
function lowestCdf(n: number, t: number): number {
  return (
    Math.sqrt(2 * Math.PI * n) *
    Math.exp(n * (Math.log(2 * t - 1) - 1) + stirlingError(n))
  );
}
