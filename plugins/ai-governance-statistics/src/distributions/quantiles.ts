// The reference makes the types known to programs that compile this file from outside the package.
// eslint-disable-next-line spaced-comment
/// <reference path="./jstat.d.ts" />
import jStat from 'jstat';
import { checkNumber } from '../errors';
import { chiSquaredSurvival } from './chiSquared';

/*
 * These two are jstat's. Against SciPy 1.10 its quantiles are right to 1e-11 for probabilities up to 0.9995, which is
 * all that limits and intervals need. Its distribution functions are not used: they exist as lower tails only, so that
 * a small p-value comes out as 0, and are off by up to 5e-10 in the middle.
 */

/**
 * Quantile of the chi-squared distribution.
 *
 * @param probability - lower tail, between 0 and 0.9995
 * @param dof - degrees of freedom, a whole number from 1
 * @throws InvalidInputError when an argument is not allowed
 */
export function chiSquaredQuantile(probability: number, dof: number): number {
  checkNumber(probability, 'probability', { min: 0, max: 0.9995 });
  checkNumber(dof, 'dof', { min: 1, integer: true });
  return jStat.chisquare.inv(probability, dof);
}

/**
 * Quantile of the standard normal distribution.
 *
 * @param probability - lower tail, from 0.5 to 0.9995; the lower half follows by symmetry
 * @throws InvalidInputError when the argument is not allowed
 */
export function normalQuantile(probability: number): number {
  checkNumber(probability, 'probability', { min: 0.5, max: 0.9995 });
  return jStat.normal.inv(probability, 0, 1);
}

/**
 * Standard deviations on each side of the middle of a normal distribution beyond which the given share lies, for shares too
 * small for {@link normalQuantile}: Newton's method on the logarithm of the tail.
 *
 * @param tail - both tails together, from 1e-300 to 0.5
 * @throws InvalidInputError when the argument is not allowed
 */
export function normalDeviate(tail: number): number {
  checkNumber(tail, 'tail', { min: 1e-300, max: 0.5 });
  let z = Math.sqrt(-2 * Math.log(tail));
  for (let step = 1; Math.abs(step) > 1e-13 * z; ) {
    const reached = chiSquaredSurvival(z * z, 1);
    const slope = (2 * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    step = ((Math.log(reached) - Math.log(tail)) * reached) / slope;
    z += step;
  }
  return z;
}
