import { Duration } from 'luxon';

/** Milliseconds in an hour. */
export const HOUR_MS = 3_600_000;

/** Number of the UTC hour since the epoch in which an instant lies. */
export function toHour(instant: Date): number {
  return Math.floor(instant.getTime() / HOUR_MS);
}

/** Start of an hour that is counted from the epoch. */
export function fromHour(hour: number): Date {
  return new Date(hour * HOUR_MS);
}

/**
 * Hours in an ISO 8601 duration that was checked when the settings were read.
 * @param duration - for example `P14D`
 */
export function durationHours(duration: string): number {
  return Duration.fromISO(duration).as('hours');
}
