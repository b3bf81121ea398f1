const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Below this the asymptotic series is not exact to double precision. */
const SERIES_FROM = 10;

/** log(n!), grown on demand: the exact tests ask for the same numbers over and over. */
let logFactorials = new Float64Array([0, 0]);

/**
 * Error of Stirling's formula, log Γ(x+1) − [(x + ½) log x − x + ½ log 2π].
 * Asymptotic series with Bernoulli numbers (Abramowitz & Stegun 6.1.40), shifted up for small x.
 *
 * @param x - above 0
 */
export function stirlingError(x: number): number {
  if (x < SERIES_FROM) {
    return logGamma(x + 1) - ((x + 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  }
  const s = 1 / (x * x);
  return (
    (1 / 12 -
      s *
        (1 / 360 -
          s *
            (1 / 1260 -
              s *
                (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)))))) /
    x
  );
}

/**
 * Logarithm of the gamma function, right to about 1e-15 of max(1, result).
 *
 * @param x - above 0
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < SERIES_FROM) {
    product *= shifted;
    shifted += 1;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    stirlingError(shifted) -
    Math.log(product)
  );
}

/**
 * Table of log(0!), log(1!), … at least up to log(n!).
 *
 * @param n - a whole number from 0
 */
export function logFactorialTable(n: number): Float64Array {
  if (n >= logFactorials.length) {
    const table = new Float64Array(Math.max(n + 1, 2 * logFactorials.length));
    for (let i = 2; i < table.length; i++) table[i] = logGamma(i + 1);
    logFactorials = table;
  }
  return logFactorials;
}
