import { DateTime, Duration } from 'luxon';

/** A number with three significant digits, or with its thousands apart. */
export function formatNumber(value: number): string {
  return Number.isInteger(value)
    ? value.toLocaleString('en-US').replace(/,/g, ' ')
    : Number(value.toPrecision(3)).toString();
}

/** An instant as people read it, for example `3 Nov 2026 10:00 UTC`. */
export function formatInstant(instant: Date): string {
  return `${DateTime.fromJSDate(instant, { zone: 'utc' }).toFormat(
    'd LLL yyyy HH:mm',
  )} UTC`;
}

/** A duration as people say it, for example `14 days`. */
export function formatDuration(iso: string): string {
  const duration = Duration.fromISO(iso);
  const hours = duration.as('hours');
  const [count, unit] =
    hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A share as people write it, for example `2.5 %`. */
export function formatPercent(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

/** A difference of shares, for example `5 percentage points`. */
export function formatPoints(difference: number): string {
  const points = Number((difference * 100).toPrecision(3));
  return `${formatNumber(points)} percentage point${points === 1 ? '' : 's'}`;
}
