import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How a time is written in an attribute. */
export const TIME_FORMATS = [
  'iso',
  'epoch-seconds',
  'epoch-milliseconds',
] as const;

/** How a time is written in an attribute. */
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** What a partition key can be made of; times are UTC. */
export const PLACEHOLDERS = [
  'model',
  'variant',
  'month',
  'date',
  'hour',
  'shard',
] as const;

/** What a partition key can be made of; times are UTC. */
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Attributes of an item that are not its keys. */
export interface ItemAttributes {
  id: string;
  row?: string;
  time?: string;
  input: string;
  output: string;
  variant?: string;
  expiresAt?: string;
}

/** How inferences lie in a table. */
export interface TableSettings {
  /** Name of the table in AWS. */
  tableName: string;
  /** Name of the index to be queried instead of the table. */
  index?: string;
  partitionKey: {
    attribute: string;
    /** With placeholders in braces, for example `{model}#{date}`. */
    template: string;
    /** Number of shards, counted from 0; 1 when `{shard}` is not in the template. */
    shards: number;
  };
  /** Absent when there is a partition for each hour and its items are in no order of time. */
  sortKey?: {
    attribute: string;
    format: TimeFormat;
    /** Text before the time. */
    prefix: string;
  };
  attributes: ItemAttributes;
  /** How `attributes.time` is written. */
  timeFormat: TimeFormat;
}

const KEY = 'aiGovernance.aws.dynamodb.tables';
const SHARDS = { least: 2, most: 200 };

/**
 * Reads `aiGovernance.aws.dynamodb.tables`.
 * @returns settings by the names that entities' annotations use
 * @throws InputError that names the key and what is allowed
 */
export function readTables(rootConfig: Config): Map<string, TableSettings> {
  const config = rootConfig.getOptionalConfig(KEY);
  return new Map(
    (config?.keys() ?? []).map(name => [
      name,
      readTable(config!.getConfig(name), name, `${KEY}.${name}`),
    ]),
  );
}

function readTable(config: Config, name: string, key: string): TableSettings {
  const table: TableSettings = {
    tableName: config.getOptionalString('tableName') ?? name,
    index: config.getOptionalString('index'),
    partitionKey: readPartitionKey(config, key),
    sortKey: readSortKey(config, key),
    attributes: {
      id: 'id',
      input: 'input',
      output: 'output',
      ...readAttributes(config, key),
    },
    timeFormat: readFormat(config, 'timeFormat', key),
  };
  const { partitionKey, sortKey, attributes } = table;
  const hasHour = partitionKey.template.includes('{hour}');
  if (!sortKey && !hasHour) {
    throw new InputError(
      `${key}.sortKey is missing: only a table whose partitionKey.template has {hour} can do without, for else an hour cannot be found`,
    );
  }
  if (!sortKey && !attributes.time) {
    throw new InputError(
      `${key}.attributes.time is missing: without a sortKey the time of an item must be in an attribute`,
    );
  }
  if (attributes.variant && partitionKey.template.includes('{variant}')) {
    throw new InputError(
      `${key} has the variant twice, in partitionKey.template and in attributes.variant; one of them is allowed`,
    );
  }
  return table;
}

function readPartitionKey(
  config: Config,
  key: string,
): TableSettings['partitionKey'] {
  const template = config.getString('partitionKey.template');
  const found = [...template.matchAll(/\{([^{}]*)\}/g)].map(match => match[1]);
  const unknown = found.find(
    name => !(PLACEHOLDERS as readonly string[]).includes(name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `${key}.partitionKey.template is '${template}' with {${unknown}}; allowed are ${PLACEHOLDERS.map(
        name => `{${name}}`,
      ).join(', ')}`,
    );
  }
  const shards = config.getOptionalNumber('partitionKey.shards');
  if (found.includes('shard') !== (shards !== undefined)) {
    throw new InputError(
      `${key}.partitionKey needs both {shard} in its template and the number of shards in 'shards', or neither`,
    );
  }
  if (
    shards !== undefined &&
    !(
      Number.isInteger(shards) &&
      shards >= SHARDS.least &&
      shards <= SHARDS.most
    )
  ) {
    throw new InputError(
      `${key}.partitionKey.shards is ${shards}, expected a whole number from ${SHARDS.least} to ${SHARDS.most}`,
    );
  }
  return {
    attribute: config.getString('partitionKey.attribute'),
    template,
    shards: shards ?? 1,
  };
}

function readSortKey(config: Config, key: string): TableSettings['sortKey'] {
  if (!config.has('sortKey')) {
    return undefined;
  }
  const format = readFormat(config, 'sortKey.format', key);
  const prefix = config.getOptionalString('sortKey.prefix') ?? '';
  if (prefix !== '' && format !== 'iso') {
    throw new InputError(
      `${key}.sortKey.prefix is '${prefix}', but a number has no prefix; format must be iso`,
    );
  }
  return { attribute: config.getString('sortKey.attribute'), format, prefix };
}

function readFormat(config: Config, at: string, key: string): TimeFormat {
  const format = config.getOptionalString(at) ?? 'iso';
  if (!(TIME_FORMATS as readonly string[]).includes(format)) {
    throw new InputError(
      `${key}.${at} is '${format}', expected one of ${TIME_FORMATS.join(', ')}`,
    );
  }
  return format as TimeFormat;
}

const ATTRIBUTES: (keyof ItemAttributes)[] = [
  'id',
  'row',
  'time',
  'input',
  'output',
  'variant',
  'expiresAt',
];

function readAttributes(config: Config, key: string): Partial<ItemAttributes> {
  const attributes = config.getOptionalConfig('attributes');
  return Object.fromEntries(
    (attributes?.keys() ?? []).map(name => {
      if (!(ATTRIBUTES as string[]).includes(name)) {
        throw new InputError(
          `${key}.attributes.${name} is not known; allowed are ${ATTRIBUTES.join(
            ', ',
          )}`,
        );
      }
      return [name, attributes!.getString(name)];
    }),
  );
}
