import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SimulatedFleet } from '../fleet/types';
import { currentDeployment } from '../fleet/deployments';
import { CaptureSeries, HOUR_MS, type CaptureObject } from './CaptureSeries';

/** Bytes of capture files that are kept for the next reader. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** What S3 tells of an object without its content. */
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
 * All capture files of a fleet, written on demand and forgotten again: only sizes and hashes are kept, plus the
 * files read last. An hour that was listed or read once need not be written for listing again.
 */
export class CaptureArchive {
  readonly #series: CaptureSeries[];
  readonly #firstHour: number;
  readonly #now: () => Date;
  readonly #heads = new Map<string, Map<string, CaptureObjectHead>>();
  /** In the order of use, oldest first. */
  readonly #hours = new Map<string, CaptureObject[]>();
  #keptBytes = 0;

  /** @param options - `anchor`: the hour that the fleet's story times are relative to */
  constructor(options: {
    fleet: SimulatedFleet;
    anchor: Date;
    now: () => Date;
  }) {
    const { fleet, anchor } = options;
    this.#now = options.now;
    this.#firstHour = anchor.getTime() - fleet.historyHours * HOUR_MS;
    this.#series = fleet.endpoints
      .flatMap(endpoint => {
        const { capture, traffic } = endpoint;
        if (!capture?.enabled || !traffic) {
          return [];
        }
        const { variants } = currentDeployment(endpoint, anchor, anchor);
        const total = variants.reduce((sum, { weight }) => sum + weight, 0);
        return variants.map(
          variant =>
            new CaptureSeries({
              endpoint,
              capture,
              traffic,
              variant: variant.name,
              share: variant.weight / total,
              anchor: anchor.getTime(),
            }),
        );
      })
      .sort((a, b) => (a.keyPrefix < b.keyPrefix ? -1 : 1));
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
    const object = this.#write(series, hour).find(
      candidate => candidate.key === key,
    );
    return object && { head: this.#head(series, hour, key), body: object.body };
  }

  #locate(
    bucket: string,
    key: string,
  ): { series: CaptureSeries; hour: number } | undefined {
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

  #head(series: CaptureSeries, hour: number, key: string): CaptureObjectHead {
    return this.#headsOf(series, hour).get(key)!;
  }

  #headsOf(
    series: CaptureSeries,
    hour: number,
  ): Map<string, CaptureObjectHead> {
    const hourPrefix = series.hourPrefix(hour);
    let heads = this.#heads.get(hourPrefix);
    if (!heads) {
      heads = new Map(
        this.#write(series, hour).map(({ key, body, md5, visibleAt }) => [
          key,
          { size: body.length, md5, lastModified: visibleAt },
        ]),
      );
      this.#heads.set(hourPrefix, heads);
    }
    return heads;
  }

  #write(series: CaptureSeries, hour: number): CaptureObject[] {
    const hourPrefix = series.hourPrefix(hour);
    let objects = this.#hours.get(hourPrefix);
    if (objects) {
      this.#hours.delete(hourPrefix);
    } else {
      objects = series.write(hour);
      this.#keptBytes += bytesOf(objects);
    }
    this.#hours.set(hourPrefix, objects);
    for (const [oldest, kept] of this.#hours) {
      if (this.#keptBytes <= KEPT_BYTES) {
        break;
      }
      this.#hours.delete(oldest);
      this.#keptBytes -= bytesOf(kept);
    }
    return objects;
  }
}

/** Whether keys under `folder` can start with `prefix`. */
function overlaps(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

function bytesOf(objects: CaptureObject[]): number {
  return objects.reduce((sum, { body }) => sum + body.length, 0);
}
