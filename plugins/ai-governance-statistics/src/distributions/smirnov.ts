import { logFactorialTable, stirlingError } from './gamma';

/** From this n·x² on the tail is below the smallest double. */
const UNDERFLOW = 380;

/** Up to this n every term is summed; above, terms are sampled. */
const SUM_ALL_UP_TO = 2048;

/** Number of sampled terms; 512 already agree with the full sum to 1e-12. */
const SAMPLES = 1024;

/** Fewest terms left out at either end when sampling; all they hold is below 1e-20 of the sum. */
const MARGIN = 16;

/**
 * Upper tail of the one-sided one-sample Kolmogorov–Smirnov statistic, P(D⁺ ≥ x) for n values. Exact: the sum of
 * Birnbaum and Tingey (1951),
 * x · Σ_v C(n, v) (x + v/n)^(v−1) (1 − x − v/n)^(n−v), v = 0 … ⌊n(1−x)⌋, whose terms are all positive.
 *
 * @param n - sample size, a whole number from 1
 * @param x - from 0 to 1; for n above 2048 at least 1/√n, below which sampling would miss the end of the sum
 */
export function smirnovSurvival(n: number, x: number): number {
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  if (n * x * x > UNDERFLOW) return 0;
  return Math.min(1, n <= SUM_ALL_UP_TO ? sumOfAll(n, x) : sumOfSamples(n, x));
}

function sumOfAll(n: number, x: number): number {
  const logs = logFactorialTable(n);
  let sum = 0;
  for (let v = Math.floor(n * (1 - x)); v >= 0; v--) {
    const p = x + v / n;
    const q = 1 - x - v / n;
    // 0^0 is 1: the last term may have q = 0 with v = n(1 − x), and then n − v > 0 makes it 0.
    if (q <= 0) continue;
    sum += Math.exp(
      logs[n] -
        logs[v] -
        logs[n - v] +
        (v - 1) * Math.log(p) +
        (n - v) * Math.log(q),
    );
  }
  return x * sum;
}

/**
 * For large n the terms are a smooth function of v that vanishes with all its derivatives at both ends, so that every
 * s-th term times s gives the same sum (trapezoidal rule, exponentially small error).
 *
 * Each term is a binomial density over p = x + v/n, evaluated by Stirling's formula with its error term (C. Loader,
 * 2000), where n·p − v = n·x makes the exponent v·(δ − log(1 + δ)) with δ = n·x/v, and the same for n − v.
 */
function sumOfSamples(n: number, x: number): number {
  const last = n * (1 - x) - MARGIN;
  const step = (last - MARGIN) / SAMPLES;
  const distance = n * x;
  const errorOfN = stirlingError(n);
  let sum = 0;
  for (let k = 0; k < SAMPLES; k++) {
    const v = MARGIN + (k + 0.5) * step;
    const w = n - v;
    const up = distance / v;
    const down = -distance / w;
    const exponent = v * (up - Math.log1p(up)) + w * (down - Math.log1p(down));
    // Terms below e^-760 are zero, and nothing beside the others.
    if (exponent > 2 * UNDERFLOW) continue;
    sum +=
      Math.exp(errorOfN - stirlingError(v) - stirlingError(w) - exponent) *
      Math.sqrt(n / (2 * Math.PI * v * w)) *
      (n / (v + distance));
  }
  return x * step * sum;
}
