/**
 * Data Capture names its objects `yyyy/mm/dd/hh/MM-SS-mmm-<uuid>.jsonl` below the variant's prefix, by the UTC hour of
 * the requests. All parts have fixed width, so the order of the keys is the order of time.
 */
const LAYOUT = /^(\d{4})\/(\d{2})\/(\d{2})\/(\d{2})\/[^/]+\.jsonl$/;

const HOUR_MS = 3_600_000;

/**
 * Start of the hour that a key belongs to.
 * @param rest - the key without the variant's prefix
 * @returns undefined when the key does not follow the layout
 */
export function hourOfKey(rest: string): Date | undefined {
  const match = rest.match(LAYOUT);
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:00:00.000Z`);
  // A day or hour that does not exist is no date, or that of another day.
  return !Number.isNaN(date.getTime()) &&
    `${hourFolder(date)}/` === rest.slice(0, 14)
    ? date
    : undefined;
}

/**
 * Folder of the first whole hour at or after an instant, for example `2026/11/23/07`. All keys of that hour sort after
 * it, and all keys of earlier hours before it.
 */
export function folderFrom(instant: Date): string {
  return hourFolder(new Date(Math.ceil(instant.getTime() / HOUR_MS) * HOUR_MS));
}

function hourFolder(hour: Date): string {
  return hour.toISOString().slice(0, 13).replace(/[-T]/g, '/');
}
