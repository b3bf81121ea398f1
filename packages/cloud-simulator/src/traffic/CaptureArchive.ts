import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HOUR_MS, type LogFile, type LogSeries } from './LogSeries';

/** Bytes of log files that are kept for the next reader. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** What is told of an object without its content. */
export interface CaptureObjectHead {
  size: number;
  /** Hexadecimal MD5 of the content. */
  md5: string;
  /** Epoch milliseconds. */
  lastModified: number;
}

/** A listed key; its head is only worked out when asked for. */
export interface CaptureEntry {
  key: string;
  head(): CaptureObjectHead;
}

/**
 * All log files of a fleet, written on demand and forgotten again: only sizes and hashes are kept, plus the
 * files read last. An hour that was listed or read once need not be written for listing again.
 */
export class CaptureArchive {
  readonly #series: LogSeries[];
  readonly #firstHour: number;
  readonly #now: () => Date;
  readonly #heads = new Map<string, Map<string, CaptureObjectHead>>();
  /** In the order of use, oldest first. */
  readonly #hours = new Map<string, LogFile[]>();
  #keptBytes = 0;

  /** @param options - `anchor`: the hour that the fleet's story times are relative to */
  constructor(options: {
    series: LogSeries[];
    historyHours: number;
    anchor: Date;
    now: () => Date;
  }) {
    this.#now = options.now;
    this.#firstHour = options.anchor.getTime() - options.historyHours * HOUR_MS;
    this.#series = [...options.series].sort((a, b) =>
      a.keyPrefix < b.keyPrefix ? -1 : 1,
    );
  }

  /**
   * Keys of a bucket in the order of their bytes.
   * @param options - only keys that start with `prefix` and come after `after`
   */
  *entries(options: {
    bucket: string;
    prefix: string;
    after: string;
  }): Iterable<CaptureEntry> {
    const { bucket, prefix, after } = options;
    const now = this.#now().getTime();
    for (const series of this.#series) {
      if (series.bucket !== bucket || !overlaps(series.keyPrefix, prefix)) {
        continue;
      }
      for (let hour = this.#firstHour; hour <= now; hour += HOUR_MS) {
        const hourPrefix = series.hourPrefix(hour);
        // '~' comes after every character that a key's last part begins with.
        if (!overlaps(hourPrefix, prefix) || `${hourPrefix}~` <= after) {
          continue;
        }
        for (const { key, visibleAt } of series.plan(hour)) {
          if (visibleAt <= now && key > after && key.startsWith(prefix)) {
            yield { key, head: () => this.#head(series, hour, key) };
          }
        }
      }
    }
  }

  /**
   * Works out the heads of all files there are, oldest first, a hour at a time between other work, so that the first
   * listing need not wait for them.
   */
  async prepare(signal: AbortSignal): Promise<void> {
    const now = this.#now().getTime();
    for (const series of this.#series) {
      for (let hour = this.#firstHour; hour <= now; hour += HOUR_MS) {
        await nextTurn();
        if (signal.aborted) {
          return;
        }
        this.#headsOf(series, hour);
      }
    }
  }

  /** An object with its content; undefined when there is none (yet). */
  object(
    bucket: string,
    key: string,
  ): { head: CaptureObjectHead; body: Buffer } | undefined {
    const found = this.#locate(bucket, key);
    if (!found) {
      return undefined;
    }
    const { series, hour } = found;
    const file = this.#write(series, hour).find(
      candidate => candidate.key === key,
    );
    return file && contentAt(file, this.#now().getTime());
  }

  #locate(
    bucket: string,
    key: string,
  ): { series: LogSeries; hour: number } | undefined {
    const series = this.#series.find(
      candidate =>
        candidate.bucket === bucket && key.startsWith(candidate.keyPrefix),
    );
    const date = series && key.slice(series.keyPrefix.length).split('/');
    if (!series || date?.length !== 5) {
      return undefined;
    }
    const [year, month, day, hourOfDay] = date;
    const hour = Date.parse(`${year}-${month}-${day}T${hourOfDay}:00:00.000Z`);
    const now = this.#now().getTime();
    if (Number.isNaN(hour) || hour < this.#firstHour || hour > now) {
      return undefined;
    }
    const isVisible = series
      .plan(hour)
      .some(plan => plan.key === key && plan.visibleAt <= now);
    return isVisible ? { series, hour } : undefined;
  }

  #head(series: LogSeries, hour: number, key: string): CaptureObjectHead {
    return this.#headsOf(series, hour).get(key)!;
  }

  #headsOf(series: LogSeries, hour: number): Map<string, CaptureObjectHead> {
    const hourPrefix = series.hourPrefix(hour);
    const known = this.#heads.get(hourPrefix);
    if (known) {
      return known;
    }
    const now = this.#now().getTime();
    const files = this.#write(series, hour);
    const heads = new Map(
      files.map(file => [file.key, contentAt(file, now).head]),
    );
    if (files.every(file => isComplete(file, now))) {
      this.#heads.set(hourPrefix, heads);
    }
    return heads;
  }

  #write(series: LogSeries, hour: number): LogFile[] {
    const hourPrefix = series.hourPrefix(hour);
    let files = this.#hours.get(hourPrefix);
    if (files) {
      this.#hours.delete(hourPrefix);
    } else {
      files = series.write(hour);
      this.#keptBytes += bytesOf(files);
    }
    this.#hours.set(hourPrefix, files);
    for (const [oldest, kept] of this.#hours) {
      if (this.#keptBytes <= KEPT_BYTES) {
        break;
      }
      this.#hours.delete(oldest);
      this.#keptBytes -= bytesOf(kept);
    }
    return files;
  }
}

function isComplete({ growth }: LogFile, now: number): boolean {
  return !growth || growth[growth.length - 1].until <= now;
}

/** A file as it is at an instant. */
function contentAt(
  file: LogFile,
  now: number,
): { head: CaptureObjectHead; body: Buffer } {
  const { growth, visibleAt } = file;
  const last = growth?.findLast(({ until }) => until <= now);
  const body = growth ? file.body.subarray(0, last?.bytes ?? 0) : file.body;
  return {
    body,
    head: {
      size: body.length,
      md5: createHash('md5').update(body).digest('hex'),
      lastModified: last?.until ?? visibleAt,
    },
  };
}

/** Whether keys under `folder` can start with `prefix`. */
function overlaps(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

function bytesOf(files: LogFile[]): number {
  return files.reduce((sum, { body }) => sum + body.length, 0);
}
