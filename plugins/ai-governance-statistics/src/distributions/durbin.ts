/** Entries above this are scaled down, so that powers of the matrix do not overflow. */
const LARGE = 1e140;

/** A square matrix by rows, times 10^exponent. */
interface ScaledMatrix {
  values: Float64Array;
  exponent: number;
}

/**
 * P(D < x) of the two-sided one-sample Kolmogorov–Smirnov statistic, exact: n!/n^n times one element of the n-th power
 * of Durbin's matrix (J. Durbin, "Distribution Theory for Tests Based on the Sample Distribution Function", 1973), built
 * as in G. Marsaglia, W. W. Tsang and J. Wang, "Evaluating Kolmogorov's Distribution" (2003). The cost is of the order
 * (n·x)³ log n.
 *
 * @param n - sample size, a whole number from 1
 * @param x - between 1/(2n) and 1
 */
export function durbinCdf(n: number, x: number): number {
  const k = Math.ceil(n * x);
  const size = 2 * k - 1;
  const power = matrixPower(durbinMatrix(k, k - n * x), size, n);
  let result = power.values[(k - 1) * size + (k - 1)];
  let { exponent } = power;
  for (let i = 1; i <= n; i++) {
    result *= i / n;
    if (result < 1 / LARGE) {
      result *= LARGE;
      exponent -= 140;
    }
  }
  return result * 10 ** exponent;
}

/** Rows of reciprocal factorials; the first column and the last row are corrected for the fraction h. */
function durbinMatrix(k: number, h: number): Float64Array {
  const size = 2 * k - 1;
  const reciprocal = new Float64Array(size + 1).fill(1);
  for (let i = 1; i <= size; i++) reciprocal[i] = reciprocal[i - 1] / i;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < Math.min(size, row + 2); column++) {
      matrix[row * size + column] = reciprocal[row - column + 1];
    }
  }
  for (let i = 0; i < size; i++) {
    const corrected = (1 - h ** (i + 1)) * reciprocal[i + 1];
    matrix[i * size] = corrected;
    matrix[(size - 1) * size + (size - 1 - i)] = corrected;
  }
  const corner = 2 * h - 1;
  matrix[(size - 1) * size] =
    (1 - 2 * h ** size + (corner > 0 ? corner ** size : 0)) * reciprocal[size];
  return matrix;
}

function matrixPower(
  matrix: Float64Array,
  size: number,
  exponent: number,
): ScaledMatrix {
  let result: ScaledMatrix | undefined;
  let square: ScaledMatrix = { values: matrix, exponent: 0 };
  for (let rest = exponent; ; ) {
    if (rest % 2 === 1) {
      result = result ? multiply(result, square, size) : square;
    }
    rest = Math.floor(rest / 2);
    if (rest === 0) return result!;
    square = multiply(square, square, size);
  }
}

function multiply(
  a: ScaledMatrix,
  b: ScaledMatrix,
  size: number,
): ScaledMatrix {
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let l = 0; l < size; l++) {
      const factor = a.values[i * size + l];
      for (let j = 0; j < size; j++) {
        values[i * size + j] += factor * b.values[l * size + j];
      }
    }
  }
  const exponent = a.exponent + b.exponent;
  const center = (size - 1) / 2;
  if (values[center * size + center] <= LARGE) return { values, exponent };
  for (let i = 0; i < values.length; i++) values[i] /= LARGE;
  return { values, exponent: exponent + 140 };
}
