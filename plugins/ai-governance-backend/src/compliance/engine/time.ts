import { InputError } from '@backstage/errors';
import { DateTime, Duration } from 'luxon';

/**
 * Milliseconds since 1970 of an ISO instant or day, which begins at midnight UTC.
 * @throws InputError if it is neither
 */
export function instantOf(iso: string): number {
  const parsed = DateTime.fromISO(iso, { zone: 'utc' });
  if (!parsed.isValid) {
    throw new InputError(`'${iso}' is no ISO 8601 instant`);
  }
  return parsed.toMillis();
}

/** Milliseconds since 1970 of an instant and a duration after it, by the calendar of UTC. */
export function after(iso: string, duration: string): number {
  return DateTime.fromISO(iso, { zone: 'utc' })
    .plus(Duration.fromISO(duration))
    .toMillis();
}
