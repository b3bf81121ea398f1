import { createHash } from 'node:crypto';

/**
 * JSON with keys in the order of their UTF-16 code units and no white space (as RFC 8785), so that equal values have
 * equal bytes. Keys without a value are left out.
 * @param value - JSON data
 * @throws TypeError for a number that JSON has no words for
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${entries.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`JSON cannot hold the number ${value}`);
  }
  return JSON.stringify(value);
}

/** SHA-256 in hex of the canonical JSON of a value. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
