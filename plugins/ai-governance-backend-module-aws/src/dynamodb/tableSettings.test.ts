import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readTables } from './tableSettings';

const read = (table: JsonObject) =>
  readTables(
    new ConfigReader({
      aiGovernance: { aws: { dynamodb: { tables: { log: table } } } },
    }),
  ).get('log');

const good = {
  partitionKey: { attribute: 'pk', template: '{model}#{date}' },
  sortKey: { attribute: 'sk' },
};

describe('readTables', () => {
  it('fills in what is not said', () => {
    expect(read(good)).toEqual({
      tableName: 'log',
      index: undefined,
      partitionKey: { attribute: 'pk', template: '{model}#{date}', shards: 1 },
      sortKey: { attribute: 'sk', format: 'iso', prefix: '' },
      attributes: { id: 'id', input: 'input', output: 'output' },
      timeFormat: 'iso',
    });
    expect(readTables(new ConfigReader({})).size).toBe(0);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'an unknown placeholder',
      { ...good, partitionKey: { attribute: 'pk', template: '{day}' } },
      /tables\.log\.partitionKey\.template is '\{day\}' with \{day\}; allowed are \{model\}, \{variant\}/,
    ],
    [
      'shards without a placeholder',
      { ...good, partitionKey: { ...good.partitionKey, shards: 4 } },
      /needs both \{shard\}/,
    ],
    [
      'a placeholder without shards',
      {
        ...good,
        partitionKey: { attribute: 'pk', template: '{model}{shard}' },
      },
      /needs both \{shard\}/,
    ],
    [
      'too many shards',
      {
        ...good,
        partitionKey: { attribute: 'pk', template: '{shard}', shards: 2.5 },
      },
      /shards is 2\.5, expected a whole number from 2 to 200/,
    ],
    [
      'no way to find an hour',
      { partitionKey: good.partitionKey },
      /tables\.log\.sortKey is missing/,
    ],
    [
      'no time',
      { partitionKey: { attribute: 'pk', template: '{hour}' } },
      /attributes\.time is missing/,
    ],
    [
      'an unknown format',
      { ...good, sortKey: { attribute: 'sk', format: 'ulid' } },
      /sortKey\.format is 'ulid', expected one of iso, epoch-seconds/,
    ],
    [
      'a prefix of a number',
      {
        ...good,
        sortKey: { attribute: 'sk', format: 'epoch-seconds', prefix: 'T' },
      },
      /a number has no prefix/,
    ],
    [
      'an unknown attribute',
      { ...good, attributes: { features: 'f' } },
      /attributes\.features is not known; allowed are id, row, time/,
    ],
    [
      'the variant twice',
      {
        ...good,
        partitionKey: { attribute: 'pk', template: '{variant}' },
        attributes: { variant: 'v' },
      },
      /the variant twice/,
    ],
    ['no key', { sortKey: good.sortKey }, /partitionKey/],
  ])('refuses %s', (_, table, message) => {
    expect(() => read(table)).toThrow(message);
  });
});
