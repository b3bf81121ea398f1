import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Placeholder, TableSettings, TimeFormat } from './tableSettings';

/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;

/** One partition with the stretch of whole hours that is to be read of it. */
export interface PartitionQuery {
  /** Value of the partition key. */
  partition: string;
  /** UTC hours since the epoch, `[fromHour, toHour)`. */
  fromHour: number;
  toHour: number;
  /** Variant that the key names; undefined when it names none. */
  variant: string | undefined;
}

/**
 * The partitions that hold some hours of a model, in the order of variants, time and shards. The shards of a partition
 * follow each other in a list of their own.
 */
export function partitionsOf(
  { partitionKey: { template, shards } }: TableSettings,
  options: {
    model: string;
    variants: string[];
    fromHour: number;
    toHour: number;
  },
): PartitionQuery[][] {
  const { model, fromHour, toHour } = options;
  const byVariant = template.includes('{variant}');
  return (byVariant ? options.variants : [undefined]).flatMap(variant => {
    const partition = (hour: number, shard: number) =>
      fill(template, { model, variant, shard, ...timesOf(hour) });
    const stretches: { fromHour: number; toHour: number }[] = [];
    for (let hour = fromHour; hour < toHour; hour++) {
      const last = stretches.at(-1);
      if (last && partition(last.fromHour, 0) === partition(hour, 0)) {
        last.toHour = hour + 1;
      } else {
        stretches.push({ fromHour: hour, toHour: hour + 1 });
      }
    }
    return stretches.map(hours =>
      Array.from({ length: shards }, (_, shard) => ({
        partition: partition(hours.fromHour, shard),
        ...hours,
        variant,
      })),
    );
  });
}

/** Bounds of the sort key for a stretch of hours, both included; see {@link hourOfSortKey} for what is at the end. */
export function sortKeyBounds(
  { format, prefix }: NonNullable<TableSettings['sortKey']>,
  { fromHour, toHour }: Pick<PartitionQuery, 'fromHour' | 'toHour'>,
): [AttributeValue, AttributeValue] {
  const bound = (hour: number): AttributeValue =>
    format === 'iso'
      ? // Shorter than any time in the hour, so it sorts before all of them, and after all of the hour before.
        { S: `${prefix}${isoHour(hour)}` }
      : { N: String(hour * (HOUR_MS / unitOf(format))) };
  return [bound(fromHour), bound(toHour)];
}

/** UTC hour since the epoch of a sort key; undefined when it holds no time. */
export function hourOfSortKey(
  { format, prefix }: NonNullable<TableSettings['sortKey']>,
  value: AttributeValue | undefined,
): number | undefined {
  const epoch =
    format === 'iso'
      ? Date.parse(`${value?.S?.slice(prefix.length, prefix.length + 13)}:00Z`)
      : Number(value?.N) * unitOf(format);
  return Number.isNaN(epoch) ? undefined : Math.floor(epoch / HOUR_MS);
}

/**
 * An instant as ISO 8601 in UTC; undefined when the attribute holds none. What follows an ISO time, such as the id that
 * makes a sort key unique, is left out.
 */
export function instantOf(
  value: AttributeValue | undefined,
  format: TimeFormat,
  prefix = '',
): string | undefined {
  if (format === 'iso') {
    const match = value?.S?.slice(prefix.length).match(
      /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?/,
    );
    return match ? `${match[1]}${match[2] ?? 'Z'}` : undefined;
  }
  const epoch = Number(value?.N ?? value?.S) * unitOf(format);
  return Math.abs(epoch) <= 8.64e15 ? new Date(epoch).toISOString() : undefined;
}

/** Milliseconds of one unit. */
function unitOf(format: Exclude<TimeFormat, 'iso'>): number {
  return format === 'epoch-seconds' ? 1000 : 1;
}

/** For example `2026-11-23T07`. */
function isoHour(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString().slice(0, 13);
}

function timesOf(hour: number) {
  const text = isoHour(hour);
  return { hour: text, date: text.slice(0, 10), month: text.slice(0, 7) };
}

function fill(
  template: string,
  values: Record<Placeholder, string | number | undefined>,
): string {
  return template.replace(/\{([a-z]+)\}/g, (_, name: Placeholder) =>
    String(values[name]),
  );
}
