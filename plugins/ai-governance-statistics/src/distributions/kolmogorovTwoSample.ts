import { checkNumber } from '../errors';
import { BandWalk } from './bandWalk';
import { logFactorialTable } from './gamma';

/** From this n·m/(n+m)·D² on the tail is below the smallest double, as 2·exp(−2·n·m/(n+m)·D²) is. */
const UNDERFLOW = 380;

/** A p-value above this keeps nine digits when it is got by subtraction from 1. */
const SUBTRACT_FROM = 1e-3;

/** Beyond this n·m/(n+m)·D² p is below 0.005 and subtraction is not tried. */
const SUBTRACT_UP_TO = 3;

/**
 * Exact p-value of the two-sample, two-sided Kolmogorov–Smirnov test, P(D ≥ h / lcm(n, m)) when both samples come from
 * one continuous distribution. Accurate to about 1e-11 of itself down to 1e-300.
 *
 * The merged order of the samples is a lattice path from (0, 0) to (n, m), all of them equally likely; D ≥ h / lcm when
 * the path leaves the band |i/n − j/m| < h / lcm (J. L. Hodges, "The Significance Probability of the Smirnov Two-Sample
 * Test", 1958). For n = m the paths are counted by reflection, else by first exit from the band.
 *
 * @param n - size of one sample, from 1; the work is of the order of n · m · D
 * @param m - size of the other, from 1
 * @param h - D times the least common multiple of n and m, a whole number from 0
 * @throws InvalidInputError when an argument is not allowed
 */
export function kolmogorovTwoSampleSurvival(
  n: number,
  m: number,
  h: number,
): number {
  checkNumber(n, 'n', { min: 1, integer: true });
  checkNumber(m, 'm', { min: 1, integer: true });
  checkNumber(h, 'h', { min: 0, integer: true });
  if (h === 0) return 1;
  // D = h / lcm(n, m), and lcm · gcd = n · m.
  const d = (h * greatestCommonDivisor(n, m)) / n / m;
  const effect = d * d * (n / (n + m)) * m;
  if (d > 1 || effect > UNDERFLOW) return 0;
  const p = n === m ? outsideSquare(n, h) : outsideBand(n, m, h, effect);
  return Math.min(1, Math.max(0, p));
}

/** Greatest common divisor of two whole numbers. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Equal sizes: 2 Σ_k (−1)^(k+1) C(2n, n − kh) / C(2n, n), the principle of reflection. */
function outsideSquare(n: number, h: number): number {
  const logs = logFactorialTable(2 * n);
  let sum = 0;
  // From the smallest term up, for the sake of rounding.
  for (let k = Math.floor(n / h); k >= 1; k--) {
    const share = Math.exp(2 * logs[n] - logs[n - k * h] - logs[n + k * h]);
    sum = share - sum;
  }
  return 2 * sum;
}

/**
 * Unequal sizes: follows the paths inside the band, first from both ends to the middle, which is quick. Where next to none
 * has left, the difference from 1 would have no digits, and the paths that leave are counted on the whole way.
 */
function outsideBand(n: number, m: number, h: number, effect: number): number {
  const long = Math.max(n, m);
  const short = Math.min(n, m);
  const divisor = greatestCommonDivisor(n, m);
  if (effect < SUBTRACT_UP_TO) {
    const p = 1 - insideBand(long, short, divisor, h);
    if (p > SUBTRACT_FROM) return p;
  }
  const walk = new BandWalk(long, short, divisor, h, true);
  walk.walkTo(long + short);
  return walk.left;
}

/** The band looks the same from its end, so one walk to the middle step serves for both halves of a path. */
function insideBand(
  long: number,
  short: number,
  divisor: number,
  h: number,
): number {
  const walk = new BandWalk(long, short, divisor, h, false);
  const middle = Math.floor((long + short) / 2);
  walk.walkTo(middle);
  const before = walk.stayed();
  const passing = before.map((share, j) => (share > 0 ? walk.passing(j) : 0));
  // Seen from the end the middle step is as far, or one step further when the number of steps is odd.
  walk.walkTo(long + short - middle);
  const after = walk.stayed();
  let inside = 0;
  for (let j = 0; j <= short; j++) {
    if (passing[j] > 0) inside += (before[j] / passing[j]) * after[short - j];
  }
  return inside;
}
