import { nextDown } from '../grids/nextDown';
import type { ValueRange } from './types';

/** A range as written, before it is known whether its attribute is in whole numbers. */
export interface WrittenRange {
  lower: { value: number; inclusive: boolean } | null;
  upper: { value: number; inclusive: boolean } | null;
  /** Written as `a-b`. */
  span: boolean;
}

const NUMBER = '[+-]?\\d+(?:\\.\\d+)?';
const SPAN = new RegExp(`^(${NUMBER})\\s*(?:-|–|\\.\\.)\\s*(${NUMBER})$`);
const FROM = new RegExp(`^(${NUMBER})\\s*\\+$`);
const COMPARED = new RegExp(`^(<=|>=|<|>|≤|≥)\\s*(${NUMBER})$`);

/**
 * Reads `18-25`, `60+`, `<18`, `<=17`, `>60` or `>=60`.
 *
 * @returns undefined when the text is no range
 */
export function readRange(text: string): WrittenRange | undefined {
  const written = text.trim();
  const span = SPAN.exec(written);
  if (span) {
    return {
      lower: { value: Number(span[1]), inclusive: true },
      upper: { value: Number(span[2]), inclusive: true },
      span: true,
    };
  }
  const from = FROM.exec(written);
  if (from) {
    const lower = { value: Number(from[1]), inclusive: true };
    return { lower, upper: null, span: false };
  }
  const compared = COMPARED.exec(written);
  if (!compared) return undefined;
  const [, operator, number] = compared;
  const end = {
    value: Number(number),
    inclusive: !['<', '>'].includes(operator),
  };
  return ['<', '<=', '≤'].includes(operator)
    ? { lower: null, upper: end, span: false }
    : { lower: end, upper: null, span: false };
}

/** Whether all ends are whole numbers, as with ages. */
export function isWhole({ lower, upper }: WrittenRange): boolean {
  return [lower, upper].every(
    end => end === null || Number.isInteger(end.value),
  );
}

/**
 * The numbers that a written range holds.
 *
 * Between whole numbers `18-25` means all that is 18 to 25 when cut to whole numbers, so a person of 25.9 years is in it, and
 * `>60` begins at 61. With decimals `0.2-0.5` is from 0.2 up to, but not including, 0.5, so that ranges can adjoin.
 *
 * @param whole - whether all ranges of the attribute have whole ends
 */
export function toRange(
  { lower, upper, span }: WrittenRange,
  whole: boolean,
): ValueRange {
  const after = (value: number) => (whole ? value + 1 : nextUp(value));
  let to: number | null = null;
  if (upper) {
    to = upper.inclusive && (whole || !span) ? after(upper.value) : upper.value;
  }
  let from: number | null = null;
  if (lower) from = lower.inclusive ? lower.value : after(lower.value);
  return { from, to };
}

/** Whether a finite number is in the range. */
export function inRange(value: number, { from, to }: ValueRange): boolean {
  return (from === null || value >= from) && (to === null || value < to);
}

function nextUp(value: number): number {
  return -nextDown(-value);
}
