import type { PushRejectionReason } from '@ai-governance/plugin-ai-governance-common';
import { HOUR_MS } from '../database/time';

/** Between which instants the time of an inference may lie, in epoch milliseconds. */
export interface AcceptedTimes {
  notBefore: number;
  notAfter: number;
}

/** Where a line belongs, or why it cannot be used. */
export type CheckedLine =
  | { variant: string; hour: number; reason?: undefined }
  | { reason: PushRejectionReason };

const DEFAULT_VARIANT = 'default';
const VARIANT = /^[\w.-]{1,64}$/;
const MAX_ID_LENGTH = 256;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Checks one pushed line. @param text - without its line break, not blank */
export function checkLine(text: string, times: AcceptedTimes): CheckedLine {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(text);
  } catch {
    return { reason: 'not-json' };
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return { reason: 'not-json' };
  }
  const { id, row, time, variant = DEFAULT_VARIANT, input } = record;
  if (!isId(id)) {
    return { reason: 'no-event-id' };
  }
  if (row !== undefined && !isPlace(row)) {
    return { reason: 'bad-row' };
  }
  const at = typeof time === 'string' ? epochOf(time) : undefined;
  if (at === undefined) {
    return { reason: 'no-time' };
  }
  if (at < times.notBefore) {
    return { reason: 'too-old' };
  }
  if (at > times.notAfter) {
    return { reason: 'in-future' };
  }
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
  return { variant, hour: Math.floor(at / HOUR_MS) };
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
