import { NO_VALUE } from './numbers';

const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A day in milliseconds. */
export const DAY = 24 * HOUR;

type Instant = string | number;

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * Day and month in UTC, with the year when it is not the current one: `3 Nov`, `3 Nov 2025`.
 * @param instant - ISO instant or milliseconds since 1970
 */
export function formatDay(instant: Instant, now = Date.now()): string {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return year === new Date(now).getUTCFullYear() ? day : `${day} ${year}`;
}

/** Day, month and time in UTC without naming the zone: `3 Nov 10:00`. */
function formatClock(instant: Instant, now: number): string {
  const date = new Date(instant);
  return `${formatDay(instant, now)} ${pad(date.getUTCHours())}:${pad(
    date.getUTCMinutes(),
  )}`;
}

/**
 * An instant to the minute: `3 Nov 10:00 UTC`.
 * @param instant - ISO instant or milliseconds since 1970; null gives a dash
 */
export function formatInstant(
  instant: Instant | null,
  now = Date.now(),
): string {
  return instant === null ? NO_VALUE : `${formatClock(instant, now)} UTC`;
}

/**
 * A stretch of time: `3 Nov 10:00 – 10 Nov 10:00 UTC`.
 * @param from - ISO instant, inclusive
 * @param to - ISO instant, exclusive
 */
export function formatPeriod(
  from: string,
  to: string,
  now = Date.now(),
): string {
  return `${formatClock(from, now)} – ${formatClock(to, now)} UTC`;
}

/** Units of a distance in time, each with the distance below which it is used. */
const RELATIVE_UNITS = [
  { name: 'minute', length: MINUTE, below: HOUR },
  { name: 'hour', length: HOUR, below: 2 * DAY },
  { name: 'day', length: DAY, below: Infinity },
];

/**
 * How far an instant is from now, roughly: `12 minutes ago`, `in 3 hours`, `just now`.
 * @param instant - ISO instant or milliseconds since 1970
 */
export function formatRelative(instant: Instant, now = Date.now()): string {
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size < MINUTE) {
    return distance > 0 ? 'in less than a minute' : 'just now';
  }
  const unit =
    RELATIVE_UNITS.find(({ below }) => size < below) ?? RELATIVE_UNITS[2];
  const count = Math.round(size / unit.length);
  const text = `${count} ${unit.name}${count === 1 ? '' : 's'}`;
  return distance > 0 ? `in ${text}` : `${text} ago`;
}

const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DURATION_UNITS = [
  'year',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
];

/**
 * An ISO 8601 duration in words: `P14D` is `14 days`, `P1DT12H` is `1 day 12 hours`. Text that is no such duration
 * is given back as it is.
 */
export function formatDuration(duration: string): string {
  const match = DURATION.exec(duration);
  const parts = (match?.slice(1) ?? [])
    .map((count, index) => ({ count: Number(count ?? 0), index }))
    .filter(part => part.count > 0)
    .map(
      ({ count, index }) =>
        `${count} ${DURATION_UNITS[index]}${count === 1 ? '' : 's'}`,
    );
  return parts.length > 0 ? parts.join(' ') : duration;
}
