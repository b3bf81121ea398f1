/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;

/** One log file as it can be listed without its content. */
export interface LogFilePlan {
  /** Key within the bucket or container. */
  key: string;
  /** When it appears, in epoch milliseconds. */
  visibleAt: number;
}

/** A log file with its content. */
export interface LogFile extends LogFilePlan {
  /** Content in the end. */
  body: Buffer;
  /** How it grows until then, in the order of time; absent for a file that appears as a whole. */
  growth?: { until: number; bytes: number }[];
}

/**
 * The log files of one endpoint variant, an hour at a time. The same hour has the same bytes every time it is written.
 */
export interface LogSeries {
  /** Bucket, or account and container. */
  readonly bucket: string;
  /** Prefix of all keys, ending in a slash. */
  readonly keyPrefix: string;
  /** Key prefix of one UTC hour's files. @param hour - epoch milliseconds */
  hourPrefix(hour: number): string;
  /** The files of one hour in the order of their keys, whether they are visible yet or not. */
  plan(hour: number): LogFilePlan[];
  /** The files of one hour with their content, in the order of their keys. */
  write(hour: number): LogFile[];
}

/** Hour prefixes below a key prefix: `yyyy/mm/dd/hh/`. Kept by hour, because every listing compares all of them. */
export class HourPrefixes {
  readonly #keyPrefix: string;
  readonly #known = new Map<number, string>();

  constructor(keyPrefix: string) {
    this.#keyPrefix = keyPrefix;
  }

  /** @param hour - epoch milliseconds */
  of(hour: number): string {
    const known = this.#known.get(hour);
    if (known) {
      return known;
    }
    // yyyy-mm-ddThh
    const path = new Date(hour)
      .toISOString()
      .slice(0, 13)
      .replace(/[-T]/g, '/');
    const prefix = `${this.#keyPrefix}${path}/`;
    this.#known.set(hour, prefix);
    return prefix;
  }
}
