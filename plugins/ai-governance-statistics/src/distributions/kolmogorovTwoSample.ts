import { checkNumber } from '../errors';
import { logFactorialTable } from './gamma';

/** Steps after which the weights of the paths are scaled back; each step at most doubles them. */
const STEPS_BETWEEN_SCALING = 256;

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
 * @public
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
  const p = n === m ? outsideSquare(n, h) : outsideBand(n, m, h);
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
 * Unequal sizes: walks all paths at once, one step after the other. `weights[j]` is the number of paths that are at
 * (s − j, j) after s steps without having left the band, times ratio^j · e^(−logScale). Paths that leave with a step are
 * multiplied by the number of ways from there to the end. Everything is added, nothing subtracted, so small
 * p-values keep their digits.
 */
function outsideBand(n: number, m: number, h: number): number {
  const long = Math.max(n, m);
  const short = Math.min(n, m);
  const divisor = greatestCommonDivisor(n, m);
  const a = short / divisor;
  const b = long / divisor;
  // Weighing each step along the short side keeps the weights inside the band of similar size.
  const ratio = short / long;
  const logRatio = Math.log(ratio);
  const logs = logFactorialTable(long + short);
  const logAll = logs[long + short] - logs[long] - logs[short];

  const weights = new Float64Array(short + 2);
  weights[0] = 1;
  let logScale = 0;
  let low = 0;
  let high = 0;
  let outside = 0;

  const leave = (weight: number, step: number, j: number) => {
    if (weight === 0) return;
    const i = step - j;
    const logWays =
      logs[long + short - step] - logs[long - i] - logs[short - j];
    outside += weight * Math.exp(logWays - logAll + logScale - j * logRatio);
  };

  for (let step = 1; step <= long + short; step++) {
    // Inside are the j with −h < a·i − b·j < h, where i = step − j.
    const lowest = Math.floor((a * step - h) / (a + b)) + 1;
    const highest = Math.ceil((a * step + h) / (a + b)) - 1;
    const nextLow = Math.max(lowest, low, step - long);
    const nextHigh = Math.min(highest, high + 1, short);

    if (high + 1 <= short) {
      const up = ratio * weights[high];
      if (nextHigh <= high) leave(up, step, high + 1);
      else weights[high + 1] = 0;
    }
    if (nextLow > low && step - low <= long) leave(weights[low], step, low);
    if (nextLow > nextHigh) return outside;

    for (let j = nextHigh; j > low; j--) weights[j] += ratio * weights[j - 1];
    low = nextLow;
    high = nextHigh;

    if (step % STEPS_BETWEEN_SCALING === 0) {
      let largest = 0;
      for (let j = low; j <= high; j++) {
        if (weights[j] > largest) largest = weights[j];
      }
      if (largest === 0) return outside;
      for (let j = low; j <= high; j++) weights[j] /= largest;
      logScale += Math.log(largest);
    }
  }
  return outside;
}
