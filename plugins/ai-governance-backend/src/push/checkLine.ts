import type { PushRejectionReason } from '@ai-governance/plugin-ai-governance-common';
import { HOUR_MS } from '../database/time';

/** Between which instants the time of an inference may lie, in epoch milliseconds. */
export interface AcceptedTimes {
  notBefore: number;
  notAfter: number;
}

/** Where a line belongs, or why it cannot be used. */
export type CheckedLine<R = PushRejectionReason> =
  | {
      variant: string;
      hour: number;
      /** What is stored instead of the line as it was sent. */
      text?: string;
      reason?: undefined;
    }
  | { reason: R };

const DEFAULT_VARIANT = 'default';
const VARIANT = /^[\w.-]{1,64}$/;
const MAX_ID_LENGTH = 256;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** What any pushed line has. */
export type ReadLine =
  | {
      record: Record<string, unknown>;
      /** Epoch milliseconds. */
      at: number;
      reason?: undefined;
    }
  | {
      reason: Extract<
        PushRejectionReason,
        | 'not-json'
        | 'no-event-id'
        | 'bad-row'
        | 'no-time'
        | 'too-old'
        | 'in-future'
      >;
    };

/** Checks one pushed inference. @param text - without its line break, not blank */
export function checkLine(text: string, times: AcceptedTimes): CheckedLine {
  const read = readLine(text, times);
  if (read.reason !== undefined) {
    return read;
  }
  const { variant = DEFAULT_VARIANT, input } = read.record;
  if (typeof variant !== 'string' || !VARIANT.test(variant)) {
    return { reason: 'bad-variant' };
  }
  if (input === undefined || input === null) {
    return { reason: 'no-input' };
  }
  if (typeof input !== 'object') {
    return { reason: 'bad-payload' };
  }
  if (Object.keys(input).length === 0) {
    return { reason: 'no-input' };
  }
  return { variant, hour: Math.floor(read.at / HOUR_MS) };
}

/**
 * Reads what any pushed line has: id, row and time.
 * @param defaultTime - epoch milliseconds, for lines that may leave it out
 */
export function readLine(
  text: string,
  times: AcceptedTimes,
  defaultTime?: number,
): ReadLine {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(text);
  } catch {
    return { reason: 'not-json' };
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return { reason: 'not-json' };
  }
  const { id, row, time } = record;
  if (!isId(id)) {
    return { reason: 'no-event-id' };
  }
  if (row !== undefined && !isPlace(row)) {
    return { reason: 'bad-row' };
  }
  let at = time === undefined ? defaultTime : undefined;
  if (typeof time === 'string') {
    at = epochOf(time);
  }
  if (at === undefined) {
    return { reason: 'no-time' };
  }
  if (at < times.notBefore) {
    return { reason: 'too-old' };
  }
  if (at > times.notAfter) {
    return { reason: 'in-future' };
  }
  return { record, at };
}

function isId(id: unknown): boolean {
  return typeof id === 'string'
    ? id.trim() !== '' && id.length <= MAX_ID_LENGTH
    : Number.isSafeInteger(id);
}

function isPlace(row: unknown): boolean {
  return Number.isSafeInteger(row) && (row as number) >= 0;
}

/** Undefined for whatever is no instant; a day that a month does not have would silently be one of the next month. */
function epochOf(time: string): number | undefined {
  const match = INSTANT.exec(time);
  if (!match) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number);
  const epoch = Date.parse(time);
  return Number.isNaN(epoch) ||
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day
    ? undefined
    : epoch;
}
