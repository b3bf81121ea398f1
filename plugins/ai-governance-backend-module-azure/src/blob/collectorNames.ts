const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours in `[since, until)` by UTC day. */
export interface DayOfHours {
  /** Folder of all blobs of these hours: `yyyy/MM/dd/`, or `yyyy/MM/dd/HH/` when there is only one. */
  folder: string;
  /** Start of the first hour, epoch milliseconds. */
  from: number;
  /** End of the last hour, epoch milliseconds. */
  to: number;
}

/**
 * The days to list for the whole hours that begin in `[since, until)`. A day's blobs fit on a page, so hours are not
 * asked for one by one.
 */
export function daysOf(since: Date, until: Date): DayOfHours[] {
  const first = Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS;
  const end = Math.ceil(until.getTime() / HOUR_MS) * HOUR_MS;
  const days: DayOfHours[] = [];
  for (let from = first; from < end; ) {
    const to = Math.min(end, (Math.floor(from / DAY_MS) + 1) * DAY_MS);
    const path = new Date(from)
      .toISOString()
      .slice(0, 13)
      .replace(/[-T]/g, '/');
    days.push({
      folder: `${to - from === HOUR_MS ? path : path.slice(0, 10)}/`,
      from,
      to,
    });
    from = to;
  }
  return days;
}

/** What the name of a blob says of its hour. */
export type BlobHour =
  | { hour: Date }
  /** The blob holds more than an hour. */
  | 'coarse'
  /** It is none of the collector's. */
  | undefined;

/**
 * The hour of a blob. The collector writes `yyyy/MM/dd/HH/{instance}.jsonl`, one folder deeper when it begins a new
 * blob every minute, and `yyyy/MM/dd/{instance}.jsonl` when it does so every day.
 * @param rest - name below the collection's folder
 */
export function hourOfBlob(rest: string): BlobHour {
  if (/^\d{4}\/\d{2}\/\d{2}\/[^/]+\.jsonl$/.test(rest)) {
    return 'coarse';
  }
  const match = rest.match(
    /^(\d{4})\/(\d{2})\/(\d{2})\/(\d{2})\/(?:\d{2}\/)?[^/]+\.jsonl$/,
  );
  if (!match) {
    return undefined;
  }
  const text = `${match[1]}-${match[2]}-${match[3]}T${match[4]}`;
  const hour = new Date(`${text}:00:00.000Z`);
  // A day or hour that does not exist is no date, or that of another day.
  return !Number.isNaN(hour.getTime()) && hour.toISOString().startsWith(text)
    ? { hour }
    : undefined;
}
