/** Narrow no-break space: groups digits without letting a number break over two lines. */
const THIN_SPACE = '\u202f';
const MINUS = '\u2212';

/** What stands where there is no number. */
export const NO_VALUE = '–';

/** Groups the digits before the decimal point by three. */
function group(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/**
 * A count with thin spaces between thousands: `31 204`.
 * @param value - a whole number
 */
export function formatCount(value: number): string {
  return group(Math.abs(value).toFixed(0)).replace(/^/, value < 0 ? MINUS : '');
}

/**
 * A measurement with a given number of significant digits: `0.0123`, `4 532`, `1.2e9`. Whole digits are never
 * rounded away below a million.
 * @param value - any number; null or not finite gives a dash
 */
export function formatNumber(
  value: number | null | undefined,
  significant = 3,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NO_VALUE;
  }
  if (value === 0) {
    return '0';
  }
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa, exponent] = size.toExponential(significant - 1).split('e');
    return `${sign}${trimZeros(mantissa)}e${Number(exponent)}`;
  }
  const wholeDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const text =
    wholeDigits >= significant
      ? size.toFixed(0)
      : trimZeros(Number(size.toPrecision(significant)).toString());
  return sign + group(text);
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * An effect size or limit with three decimals, so that numbers of one column line up: `0.213`.
 * @param value - any number; null gives a dash
 */
export function formatEffect(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NO_VALUE;
  }
  return value.toFixed(3);
}

/**
 * A p-value: three decimals, or two digits and the power of ten when it is small: `0.043`, `3.2e-12`. Below 1e-300
 * doubles end, so nothing more exact is claimed.
 * @param p - a probability; null gives a dash
 */
export function formatPValue(p: number | null | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) {
    return NO_VALUE;
  }
  if (p < 1e-300) {
    return '< 1e-300';
  }
  if (p < 0.001) {
    return p.toExponential(1);
  }
  return p.toFixed(3);
}

/**
 * A share as a percentage: `12.3 %`; a small share that is not nothing never reads as zero.
 * @param part - between 0 and `whole`
 * @param whole - 0 gives a dash
 */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0)) {
    return NO_VALUE;
  }
  const percent = (part / whole) * 100;
  if (percent === 0) {
    return `0${THIN_SPACE}%`;
  }
  if (percent < 0.05) {
    return `< 0.1${THIN_SPACE}%`;
  }
  return `${percent.toFixed(1)}${THIN_SPACE}%`;
}

/**
 * A count with its noun: `1 row`, `31 204 rows`.
 * @param plural - given where adding an s does not make it
 */
export function formatCounted(
  count: number,
  singular: string,
  plural = `${singular}s`,
): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/**
 * A latency: `38 ms`, `1.42 s`.
 * @param milliseconds - null gives a dash
 */
export function formatLatency(milliseconds: number | null): string {
  if (milliseconds === null || !Number.isFinite(milliseconds)) {
    return NO_VALUE;
  }
  return milliseconds >= 1_000
    ? `${formatNumber(milliseconds / 1_000)}${THIN_SPACE}s`
    : `${formatNumber(milliseconds)}${THIN_SPACE}ms`;
}
