import {
  ANNOTATION_LOG_SOURCE,
  LOG_SOURCE_DYNAMODB,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { ConflictError, InputError } from '@backstage/errors';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DynamoDbClients } from './DynamoDbClients';
import { type EntityTable, readEntityTable } from './entityTable';
import { toTypedError } from './errors';
import { HourDigest } from './HourDigest';
import {
  HOUR_MS,
  hourOfSortKey,
  instantOf,
  type PartitionQuery,
  partitionsOf,
} from './hourQueries';
import { type Item, payloadJson, toJson } from './itemJson';
import { queryItems } from './queryItems';
import { readTables, type TableSettings } from './tableSettings';

/** Characters of a variant's name that are told apart. */
const VARIANT_LENGTH = 64;

/** An item, and where it belongs. */
interface PlacedItem {
  item: Item;
  variant: string;
  /** UTC hour since the epoch. */
  hour: number;
  /** Share of the bytes that were read for its page. */
  bytes: number;
}

/**
 * DynamoDB tables as a source of inference logs, for models that write one item per row. Which table, and what stands
 * for the model in its keys, is in the entity's annotations; how the table is laid out, in
 * `aiGovernance.aws.dynamodb.tables`. A log object is one variant and hour.
 *
 * Errors: AuthenticationError for expired or refused credentials, NotAllowedError naming the missing permission,
 * NotFoundError for a table that is not there, ConflictError for an hour that changed, ServiceUnavailableError naming
 * the host, InputError for annotations or keys that do not fit.
 * @public
 */
export class DynamoDbLogSource implements InferenceLogSource {
  readonly id = 'dynamodb';
  readonly format = 'rows';
  readonly #clients: DynamoDbClients;
  readonly #tables: Map<string, TableSettings>;
  readonly #now: () => Date;

  private constructor(
    clients: DynamoDbClients,
    tables: Map<string, TableSettings>,
    now: () => Date,
  ) {
    this.#clients = clients;
    this.#tables = tables;
    this.#now = now;
  }

  /**
   * Reads `aiGovernance.aws.dynamodb` and the `aws` credentials.
   * @param rootConfig - configuration of the whole app
   * @param options - `now`: the clock by which items expire, default the wall clock
   * @throws InputError when a setting is not valid
   */
  static fromConfig(
    rootConfig: Config,
    options: { now?: () => Date } = {},
  ): DynamoDbLogSource {
    return new DynamoDbLogSource(
      DynamoDbClients.fromConfig(rootConfig),
      readTables(rootConfig),
      options.now ?? (() => new Date()),
    );
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return (
      entity.metadata.annotations?.[ANNOTATION_LOG_SOURCE] ===
      LOG_SOURCE_DYNAMODB
    );
  }

  /** Always on: whether the model writes shows in the table only. */
  captureState(_entity: Entity): CaptureState {
    return { state: 'on' };
  }

  /**
   * {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.list}
   *
   * DynamoDB does not tell what changed, so the keys of all items in the period are read. The etag of an hour is its
   * number of items with a hash of their keys.
   */
  async *list(options: {
    entity: Entity;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LogObject[]> {
    const place = readEntityTable(options.entity, this.#tables);
    const { table, model, variants } = place;
    const { sortKey, attributes } = table;
    const partitions = partitionsOf(table, {
      model,
      variants,
      fromHour: Math.ceil(options.since.getTime() / HOUR_MS),
      toHour: Math.ceil(options.until.getTime() / HOUR_MS),
    });
    for (const shards of partitions) {
      const hours = new Map<string, LogObject & { digest: HourDigest }>();
      const items = this.#items(place, shards, {
        attributes: [sortKey?.attribute, attributes.id, attributes.variant],
        signal: options.signal,
      });
      for await (const { item, variant, hour, bytes } of items) {
        const key = keyOf(table.tableName, model, variant, hour);
        let object = hours.get(key);
        if (!object) {
          object = {
            ...{ key, etag: '', size: 0, variant },
            hour: new Date(hour * HOUR_MS),
            digest: new HourDigest(table),
          };
          hours.set(key, object);
        }
        object.digest.add(item);
        object.size += bytes;
      }
      if (hours.size > 0) {
        yield [...hours.values()].map(({ digest, ...object }) => ({
          ...object,
          etag: digest.etag(),
          size: Math.ceil(object.size),
        }));
      }
    }
  }

  /**
   * {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.download}
   * The file holds the items that were listed or is not there at all.
   */
  async download(options: {
    entity: Entity;
    object: LogObject;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    const { entity, object, destination, signal } = options;
    const place = readEntityTable(entity, this.#tables);
    const { table, model } = place;
    const hour = object.hour.getTime() / HOUR_MS;
    if (object.key !== keyOf(table.tableName, model, object.variant, hour)) {
      throw new InputError(
        `'${object.key}' is not an hour of '${model}' in table '${table.tableName}'`,
      );
    }
    const digest = new HourDigest(table);
    try {
      await pipeline(
        Readable.from(this.#lines(place, object, digest, signal)),
        createWriteStream(destination),
        { signal },
      );
      if (digest.etag() !== object.etag) {
        throw new ConflictError(
          `The items of ${object.key} have changed since they were listed`,
        );
      }
    } catch (error) {
      await rm(destination, { force: true });
      throw error;
    }
  }

  /** The items of one variant and hour as lines, page by page. */
  async *#lines(
    place: EntityTable,
    { variant, hour }: LogObject,
    digest: HourDigest,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { table, model } = place;
    const fromHour = hour.getTime() / HOUR_MS;
    const partitions = partitionsOf(table, {
      ...{ model, fromHour, toHour: fromHour + 1 },
      variants: [variant],
    });
    const { sortKey, attributes } = table;
    const items = this.#items(place, partitions.flat(), {
      attributes: [sortKey?.attribute, ...Object.values(attributes)],
      signal,
    });
    let lines = '';
    for await (const placed of items) {
      if (placed.variant === variant) {
        digest.add(placed.item);
        lines += `${lineOf(placed.item, table)}\n`;
      }
      if (lines.length > 65_536) {
        yield lines;
        lines = '';
      }
    }
    yield lines;
  }

  /** The items of some partitions that lie in the hours asked for, in the order of partitions and sort keys. */
  async *#items(
    { site, table, variants }: EntityTable,
    partitions: PartitionQuery[],
    options: { attributes: (string | undefined)[]; signal: AbortSignal },
  ): AsyncGenerator<PlacedItem> {
    const { sortKey, attributes } = table;
    try {
      const client = await this.#clients.get(site);
      for (const query of partitions) {
        const pages = queryItems(client, {
          ...{ table, query, ...options },
          now: this.#now(),
        });
        for await (const { items, bytes } of pages) {
          for (const item of items) {
            const hour = sortKey
              ? hourOfSortKey(sortKey, item[sortKey.attribute])
              : query.fromHour;
            const named =
              attributes.variant &&
              item[attributes.variant]?.S?.slice(0, VARIANT_LENGTH);
            if (
              hour !== undefined &&
              hour >= query.fromHour &&
              hour < query.toHour
            ) {
              yield {
                ...{ item, hour },
                variant: query.variant ?? (named || variants[0]),
                bytes: bytes / items.length,
              };
            }
          }
        }
      }
    } catch (error) {
      throw toTypedError(error, {
        site,
        tableName: table.tableName,
        index: table.index,
        host: this.#clients.hostOf(site),
      });
    }
  }
}

function keyOf(
  tableName: string,
  model: string,
  variant: string,
  hour: number,
): string {
  const time = new Date(hour * HOUR_MS).toISOString().slice(0, 13);
  return `dynamodb://${tableName}/${[model, variant, time]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** An item as a line of the format `rows`; what is missing is left to be rejected, and counted, as in other logs. */
function lineOf(
  item: Item,
  { attributes, sortKey, timeFormat }: TableSettings,
) {
  const time = attributes.time
    ? instantOf(item[attributes.time], timeFormat)
    : sortKey &&
      instantOf(item[sortKey.attribute], sortKey.format, sortKey.prefix);
  const fields = [
    ['id', toJson(item[attributes.id])],
    ['row', (attributes.row && item[attributes.row]?.N) ?? '0'],
    ['time', JSON.stringify(time ?? null)],
    ['input', payloadJson(item[attributes.input])],
    ['output', payloadJson(item[attributes.output])],
  ];
  return `{${fields
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(',')}}`;
}
