/** Longer than this nobody waits, whatever a service says. */
const MAX_MS = 3_600_000;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 * @param header - value of the header; null or undefined when there is none
 * @param now - instant that a date is relative to
 * @returns milliseconds from 0 to an hour; undefined when the header says nothing of use
 * @public
 */
export function readRetryAfter(
  header: string | null | undefined,
  now: Date = new Date(),
): number | undefined {
  const value = header?.trim();
  if (!value) {
    return undefined;
  }
  const ms = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1_000
    : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_MS);
}
