import type {
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { fromHour, toHour } from '../database/time';
import type { LedgerEntry } from '../profiles/LedgerStore';

/** All log objects of one variant and hour: the unit that is read, counted and stored together. */
export interface HourOfLogs {
  variant: string;
  /** UTC hour since the epoch. */
  hour: number;
  objects: LogObject[];
  bytes: number;
}

/** Lists the logs of the hours in `[sinceHour, untilHour)`, in the order of time. */
export async function listHours(options: {
  source: InferenceLogSource;
  entity: Entity;
  sinceHour: number;
  untilHour: number;
  signal: AbortSignal;
}): Promise<HourOfLogs[]> {
  const hours = new Map<string, HourOfLogs>();
  const pages = options.source.list({
    entity: options.entity,
    since: fromHour(options.sinceHour),
    until: fromHour(options.untilHour),
    signal: options.signal,
  });
  for await (const page of pages) {
    for (const object of page) {
      const hour = toHour(object.hour);
      const key = `${hour}\n${object.variant}`;
      const entry = hours.get(key) ?? {
        variant: object.variant,
        hour,
        objects: [],
        bytes: 0,
      };
      entry.objects.push(object);
      entry.bytes += object.size;
      hours.set(key, entry);
    }
  }
  return [...hours.values()].sort(
    (a, b) => a.hour - b.hour || (a.variant < b.variant ? -1 : 1),
  );
}

/** Lists the logs of several stretches of hours `[from, to)`, given in the order of time, in that order. */
export async function listRanges(
  ranges: readonly (readonly [from: number, to: number])[],
  options: {
    source: InferenceLogSource;
    entity: Entity;
    signal: AbortSignal;
  },
): Promise<HourOfLogs[]> {
  const listed: HourOfLogs[] = [];
  for (const [sinceHour, untilHour] of ranges) {
    listed.push(...(await listHours({ ...options, sinceHour, untilHour })));
  }
  return listed;
}

/**
 * The hours that have an object which the ledger does not know, or knows with other content. An hour is read as a
 * whole, because a record may be delivered twice in different objects of its hour.
 */
export function hoursToRead(
  hours: HourOfLogs[],
  ledger: Map<string, LedgerEntry>,
): HourOfLogs[] {
  return hours.filter(({ objects }) =>
    objects.some(({ key, etag }) => ledger.get(key)?.etag !== etag),
  );
}

/** Groups whole hours into batches of about the given size; an hour larger than that is a batch of its own. */
export function toBatches(
  hours: HourOfLogs[],
  limits: { bytes: number; objects: number },
): HourOfLogs[][] {
  const batches: HourOfLogs[][] = [];
  let batch: HourOfLogs[] = [];
  let bytes = 0;
  let objects = 0;
  for (const hour of hours) {
    const full =
      bytes + hour.bytes > limits.bytes ||
      objects + hour.objects.length > limits.objects;
    if (batch.length > 0 && full) {
      batches.push(batch);
      batch = [];
      bytes = 0;
      objects = 0;
    }
    batch.push(hour);
    bytes += hour.bytes;
    objects += hour.objects.length;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/** At most `count` hours, evenly spread over those given, up to about `bytes` in all. */
export function spread(
  hours: HourOfLogs[],
  limits: { count: number; bytes: number },
): HourOfLogs[] {
  const total = hours.reduce((sum, hour) => sum + hour.bytes, 0);
  const share = total > 0 ? Math.min(1, limits.bytes / total) : 1;
  const count = Math.max(
    1,
    Math.min(limits.count, Math.floor(hours.length * share), hours.length),
  );
  return Array.from(
    { length: Math.min(count, hours.length) },
    (_, i) => hours[Math.floor((i * hours.length) / count)],
  );
}
