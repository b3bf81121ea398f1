import { chiSquaredSurvival } from '../distributions/chiSquared';
import { insufficientData, type InsufficientData } from '../result';
import { checkProportion } from '../intervals/wilson';

/** With an expected count below this in any cell, p is exact. */
const ASYMPTOTIC_FROM = 10;

/**
 * Result of a one-sided test of two independent rates.
 * @public
 */
export interface RateRiseResult {
  insufficient: false;
  /** Current rate − reference rate, from −1 to 1. */
  difference: number;
  /** Probability of so great a rise when both rates are the same; above ½ when the rate has fallen. */
  pValue: number;
  method: 'exact' | 'asymptotic';
}

/**
 * One-sided test of whether a rate has risen: the pooled two-proportion z test, whose square is Pearson's chi-square
 * without Yates' correction; where a cell's expected count is below 10, the upper tail of the hypergeometric distribution
 * (R. A. Fisher's exact test, `scipy.stats.fisher_exact(alternative='greater')`).
 *
 * @param successes - of the current sample, a whole number from 0 to `count`
 * @param count - trials of the current sample
 * @param referenceSuccesses - of the reference, from 0 to `referenceCount`
 * @param referenceCount - trials of the reference
 * @returns the result; insufficient when either side has no trials
 * @throws InvalidInputError when an argument is not allowed
 * @public
 */
export function rateRiseTest(
  successes: number,
  count: number,
  referenceSuccesses: number,
  referenceCount: number,
): RateRiseResult | InsufficientData {
  checkProportion(successes, count, 'successes', 'count');
  checkProportion(
    referenceSuccesses,
    referenceCount,
    'referenceSuccesses',
    'referenceCount',
  );
  if (count === 0 || referenceCount === 0) {
    return insufficientData(
      `the ${count === 0 ? 'current sample' : 'reference'} has no values`,
    );
  }
  const all = count + referenceCount;
  const hits = successes + referenceSuccesses;
  const difference = successes / count - referenceSuccesses / referenceCount;
  const thinnest =
    (Math.min(hits, all - hits) / all) * Math.min(count, referenceCount);
  if (thinnest < ASYMPTOTIC_FROM) {
    return {
      insufficient: false,
      difference,
      pValue: hypergeometricTail(successes, count, hits, all),
      method: 'exact',
    };
  }
  const pooled = hits / all;
  const variance =
    pooled * ((all - hits) / all) * (1 / count + 1 / referenceCount);
  const tail = chiSquaredSurvival((difference * difference) / variance, 1) / 2;
  return {
    insufficient: false,
    difference,
    pValue: difference > 0 ? tail : 1 - tail,
    method: 'asymptotic',
  };
}

/**
 * P(X ≥ x) for X hits among `drawn` of `all`, of which `hits` are hits. All terms relative to the greatest, by the ratio
 * of neighbours, so that no factorial is needed; thin cells keep them few.
 */
function hypergeometricTail(
  x: number,
  drawn: number,
  hits: number,
  all: number,
): number {
  const least = Math.max(0, drawn - (all - hits));
  const most = Math.min(drawn, hits);
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((drawn + 1) * (hits + 1)) / (all + 2))),
  );
  const ratioUp = (k: number) =>
    ((hits - k) * (drawn - k)) / ((k + 1) * (all - hits - drawn + k + 1));
  let above = 0;
  let below = 0;
  const add = (k: number, weight: number) => {
    if (k >= x) above += weight;
    else below += weight;
  };
  add(mode, 1);
  for (let k = mode, weight = 1; k < most && weight > 0; k++) {
    weight *= ratioUp(k);
    add(k + 1, weight);
  }
  for (let k = mode, weight = 1; k > least && weight > 0; k--) {
    weight /= ratioUp(k - 1);
    add(k - 1, weight);
  }
  return above / (above + below);
}
