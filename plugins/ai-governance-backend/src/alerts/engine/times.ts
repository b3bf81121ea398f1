import { DateTime } from 'luxon';

/** A recurring stretch of time on the clock of a zone. */
export interface TimeRange {
  /** ISO weekdays on which it begins, 1 is Monday; every day when absent. */
  weekdays?: number[];
  /** ISO dates on which it begins; every day when absent. */
  dates?: string[];
  /** Minutes since midnight. An end that is not after the start is on the next day. */
  fromMinute: number;
  toMinute: number;
  /** IANA name. */
  zone: string;
}

/** When the range that an instant lies in ends, in milliseconds since the epoch; undefined when it lies in none. */
export function endOfRange(
  ranges: TimeRange[],
  now: number,
): number | undefined {
  let end: number | undefined;
  for (const range of ranges) {
    const today = DateTime.fromMillis(now, { zone: range.zone }).startOf('day');
    // One that began yesterday may reach into today.
    for (const day of [today.minus({ days: 1 }), today]) {
      if (
        (range.weekdays && !range.weekdays.includes(day.weekday)) ||
        (range.dates && !range.dates.includes(day.toISODate() as string))
      ) {
        continue;
      }
      const from = atMinute(day, range.fromMinute);
      const to = atMinute(
        range.toMinute > range.fromMinute ? day : day.plus({ days: 1 }),
        range.toMinute,
      );
      if (from <= now && now < to) {
        end = Math.max(end ?? to, to);
      }
    }
  }
  return end;
}

/** The wall clock's minute of a day, also on days of 23 or 25 hours. */
function atMinute(day: DateTime, minute: number): number {
  return minute === 1440
    ? day.plus({ days: 1 }).toMillis()
    : day
        .set({ hour: Math.floor(minute / 60), minute: minute % 60 })
        .toMillis();
}
