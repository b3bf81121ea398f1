import { checkNumber } from '../errors';
import { stirlingError } from './gamma';

/** Relative size of a term below which a series has converged. */
const EPSILON = 1e-16;

/** Keeps the continued fraction's denominators away from zero. */
const TINY = 1e-300;

/**
 * Upper tail of the chi-squared distribution, P(X ≥ statistic): the p-value of a chi-square test. The relative error is
 * about 1e-12 down to 1e-300.
 *
 * It is the regularized upper incomplete gamma function Q(dof/2, statistic/2): the series of P below the mean, where
 * 1 − P loses nothing, Legendre's continued fraction above it (Abramowitz & Stegun 6.5.29 and 6.5.31).
 *
 * @param statistic - chi-square, from 0
 * @param dof - degrees of freedom, above 0
 * @returns probability from 0 to 1
 * @throws InvalidInputError when an argument is not allowed
 */
export function chiSquaredSurvival(statistic: number, dof: number): number {
  checkNumber(statistic, 'statistic', { min: 0 });
  checkNumber(dof, 'dof', { exclusiveMin: 0 });
  const a = dof / 2;
  const x = statistic / 2;
  if (x === 0) return 1;
  return x < a + 1
    ? Math.max(0, 1 - density(a, x) * lowerSeries(a, x))
    : Math.min(1, density(a, x) * a * upperFraction(a, x));
}

/**
 * x^a e^(-x) / Γ(a + 1) without overflow or cancellation: by Stirling's formula with its error term, as in C. Loader,
 * "Fast and Accurate Computation of Binomial Probabilities" (2000).
 */
function density(a: number, x: number): number {
  const u = (x - a) / a;
  // a·log(x/a) − (x − a), with log1p near the mode where the two terms cancel.
  const exponent =
    Math.abs(u) < 0.5 ? a * (Math.log1p(u) - u) : a * Math.log(x / a) - (x - a);
  return Math.exp(exponent - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
}

/** Σ x^k / ((a+1)…(a+k)), so that P(a, x) = density · series. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** Γ(a, x) / (x^a e^(-x)) by the modified Lentz method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 10 * EPSILON) return fraction;
  }
}
