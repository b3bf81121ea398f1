import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  listAll,
  modelIn,
  never,
  sourceOf,
  Tables,
} from './__testUtils__/tables';
import type { DynamoDbLogSource } from './DynamoDbLogSource';

jest.setTimeout(60_000);

const DAY = { since: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' };

/** Settings of a table with a partition per model and day, in whose items plain words stand that DynamoDB reserves. */
const byDate = {
  tableName: 'inference-log',
  partitionKey: { attribute: 'pk', template: '{model}#{date}' },
  sortKey: { attribute: 'timestamp' },
  attributes: {
    id: 'name',
    row: 'position',
    input: 'values',
    output: 'result',
    variant: 'group',
    expiresAt: 'ttl',
  },
};

/** An item of such a table. */
function item(
  time: string,
  id: string,
  more: Record<string, AttributeValue> = {},
): Record<string, AttributeValue> {
  return {
    pk: { S: `churn#${time.slice(0, 10)}` },
    timestamp: { S: `${time}#${id}` },
    name: { S: id },
    values: { M: { age: { N: '42' }, plan: { S: 'gold "plus"' } } },
    result: { N: '0.25' },
    ...more,
  };
}

describe('DynamoDbLogSource', () => {
  let simulator: CloudSimulator;
  let tables: Tables;
  const directory = createMockDirectory();

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
    tables = new Tables(simulator);
    directory.clear();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  async function download(
    source: DynamoDbLogSource,
    entity: Entity,
    object: LogObject,
  ): Promise<Record<string, unknown>[]> {
    const destination = directory.resolve('hour.jsonl');
    await source.download({ entity, object, destination, signal: never() });
    const text = await readFile(destination, 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  }

  const hoursOf = (objects: LogObject[]) =>
    objects.map(({ variant, hour }) => `${variant} ${hour.toISOString()}`);

  describe('with a partition per day', () => {
    const entity = modelIn('log', {
      'ai-governance.io/variants': 'blue,green',
    });
    let source: DynamoDbLogSource;

    beforeEach(async () => {
      await tables.create('inference-log', [
        ['pk', 'S'],
        ['timestamp', 'S'],
      ]);
      source = sourceOf(
        simulator,
        { log: byDate },
        { now: () => new Date('2026-11-24T00:00:00Z') },
      );
    });

    it('lists variants and hours, and writes their items as rows', async () => {
      await tables.put('inference-log', [
        item('2026-11-22T23:59:59.999Z', 'before'),
        item('2026-11-23T07:00:00.000Z', 'a', {
          position: { N: '3' },
          values: { S: '{"age": 7,\n "score": 12345678901234567890}' },
        }),
        item('2026-11-23T07:59:59.999Z', 'b', { group: { S: 'green' } }),
        item('2026-11-23T08:00:00.000Z', 'c', {
          values: { L: [{ N: '1' }, { NULL: true }, { BOOL: true }] },
          result: { S: 'approved' },
        }),
        item('2026-11-24T00:00:00.000Z', 'after'),
        { ...item('2026-11-23T07:30:00Z', 'x'), pk: { S: 'other#2026-11-23' } },
      ]);
      const objects = await listAll(source, { entity, ...DAY });
      expect(objects).toEqual([
        {
          key: 'dynamodb://inference-log/churn/blue/2026-11-23T07',
          etag: expect.stringMatching(/^1-[0-9a-f]{32}$/),
          size: expect.any(Number),
          variant: 'blue',
          hour: new Date('2026-11-23T07:00:00Z'),
        },
        expect.objectContaining({ variant: 'green' }),
        expect.objectContaining({ hour: new Date('2026-11-23T08:00:00Z') }),
      ]);
      expect(objects[0].size).toBeGreaterThan(0);

      expect(await download(source, entity, objects[0])).toEqual([
        {
          id: 'a',
          row: 3,
          time: '2026-11-23T07:00:00.000Z',
          // Read with a double's digits here; written with all of them.
          input: { age: 7, score: 12345678901234567000 },
          output: 0.25,
        },
      ]);
      expect(await readFile(directory.resolve('hour.jsonl'), 'utf8')).toContain(
        '12345678901234567890',
      );
      expect(await download(source, entity, objects[1])).toEqual([
        {
          id: 'b',
          row: 0,
          time: '2026-11-23T07:59:59.999Z',
          input: { age: 42, plan: 'gold "plus"' },
          output: 0.25,
        },
      ]);
      expect(await download(source, entity, objects[2])).toMatchObject([
        { input: [1, null, true], output: 'approved' },
      ]);
      const morning = { since: DAY.since, until: '2026-11-23T08:00:00Z' };
      const again = await listAll(source, { entity, ...morning });
      expect(again.map(({ key, etag }) => [key, etag])).toEqual(
        objects.slice(0, 2).map(({ key, etag }) => [key, etag]),
      );
    });

    it('goes on over empty pages, and leaves out what has expired', async () => {
      const now = Date.parse('2026-11-24T00:00:00Z') / 1000;
      // A page is 1 MB before the filter: the first ones hold nothing but expired items.
      const filler = { S: 'x'.repeat(300_000) };
      await tables.put('inference-log', [
        ...['00', '01', '02', '03', '04', '05', '06', '07'].map(minute =>
          item(`2026-11-23T07:${minute}:00Z`, `old${minute}`, {
            ttl: { N: String(now) },
            filler,
          }),
        ),
        item('2026-11-23T07:10:00Z', 'kept', { ttl: { N: String(now + 1) } }),
        item('2026-11-23T07:11:00Z', 'forever'),
        // Text is no time to live.
        item('2026-11-23T07:12:00Z', 'text', { ttl: { S: '1' } }),
      ]);
      const [object, ...rest] = await listAll(source, { entity, ...DAY });
      expect(rest).toEqual([]);
      const pages = simulator
        .requests()
        .filter(({ operation }) => operation === 'Query');
      expect(pages.length).toBeGreaterThan(2);
      const rows = await download(source, entity, object);
      expect(rows.map(({ id }) => id)).toEqual(['kept', 'forever', 'text']);
    });

    it('has another etag when items come, and none of a half-read hour', async () => {
      await tables.put('inference-log', [item('2026-11-23T07:10:00Z', 'a')]);
      const [first] = await listAll(source, { entity, ...DAY });
      expect(await listAll(source, { entity, ...DAY })).toEqual([first]);
      await tables.put('inference-log', [item('2026-11-23T07:05:00Z', 'b')]);
      const [second] = await listAll(source, { entity, ...DAY });
      expect(second.etag).not.toBe(first.etag);
      await expect(download(source, entity, first)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(first.key),
      });
      expect(existsSync(directory.resolve('hour.jsonl'))).toBe(false);
      expect(await download(source, entity, second)).toHaveLength(2);
    });

    it('refuses hours of other models', async () => {
      await tables.put('inference-log', [item('2026-11-23T07:10:00Z', 'a')]);
      const [object] = await listAll(source, { entity, ...DAY });
      await expect(
        download(source, entity, {
          ...object,
          key: object.key.replace('churn', 'other'),
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('leaves what is missing to be counted as rejected', async () => {
      await tables.put('inference-log', [
        {
          pk: { S: 'churn#2026-11-23' },
          timestamp: { S: '2026-11-23T07:10' },
        },
      ]);
      const [object] = await listAll(source, { entity, ...DAY });
      expect(await download(source, entity, object)).toEqual([
        {
          id: null,
          row: 0,
          time: '2026-11-23T07:10Z',
          input: null,
          output: null,
        },
      ]);
    });

    it.each<[string, object, object]>([
      [
        'denied',
        { status: 400, code: 'AccessDeniedException' },
        {
          name: 'NotAllowedError',
          message: expect.stringContaining(
            'dynamodb:Query on arn:aws:dynamodb:eu-central-1:123456789012:table/inference-log',
          ),
        },
      ],
      [
        'expired',
        { status: 400, code: 'ExpiredTokenException' },
        { name: 'AuthenticationError' },
      ],
      [
        'throttled for good',
        { status: 400, code: 'ProvisionedThroughputExceededException' },
        { name: 'ServiceUnavailableError' },
      ],
    ])('says so when it is %s', async (_, effect, error) => {
      simulator.addFault({
        service: 'dynamodb',
        effect: { kind: 'error', ...effect } as never,
      });
      await expect(listAll(source, { entity, ...DAY })).rejects.toMatchObject(
        error,
      );
    });

    it('tries again when it is throttled at every second call', async () => {
      await tables.put('inference-log', [item('2026-11-23T07:10:00Z', 'a')]);
      simulator.addFault({
        service: 'dynamodb',
        every: 2,
        effect: { kind: 'error', status: 400, code: 'ThrottlingException' },
      });
      const [object] = await listAll(source, { entity, ...DAY });
      expect(await download(source, entity, object)).toHaveLength(1);
    });
  });

  it('reads a partition per hour without sort key of time, in shards', async () => {
    await tables.create('sharded', [
      ['bucket', 'S'],
      ['uuid', 'S'],
    ]);
    const source = sourceOf(simulator, {
      sharded: {
        partitionKey: {
          attribute: 'bucket',
          template: '{variant}/{model}/{hour}/{shard}',
          shards: 3,
        },
        attributes: { id: 'uuid', time: 'at' },
        timeFormat: 'epoch-milliseconds',
      },
    });
    const at = Date.parse('2026-11-23T07:00:00Z');
    await tables.put(
      'sharded',
      [0, 1, 2, 0].map((shard, i) => ({
        bucket: { S: `${i < 3 ? 'a' : 'b'}/v2/2026-11-23T07/${shard}` },
        uuid: { S: `r${i}` },
        at: { N: String(at + i) },
        input: { M: { x: { N: String(i) } } },
      })),
    );
    const entity = modelIn('sharded', {
      'ai-governance.io/variants': 'a,b',
      'ai-governance.io/dynamodb-model': 'v2',
    });
    const objects = await listAll(source, {
      entity,
      since: '2026-11-23T05:00:00Z',
      until: '2026-11-23T09:00:00Z',
    });
    expect(hoursOf(objects)).toEqual([
      'a 2026-11-23T07:00:00.000Z',
      'b 2026-11-23T07:00:00.000Z',
    ]);
    expect(await download(source, entity, objects[0])).toMatchObject([
      { id: 'r0', time: '2026-11-23T07:00:00.000Z' },
      { id: 'r1', time: '2026-11-23T07:00:00.001Z' },
      { id: 'r2', input: { x: 2 } },
    ]);
    expect(await download(source, entity, objects[1])).toHaveLength(1);
  });

  it.each(['epoch-seconds', 'epoch-milliseconds'])(
    'reads a partition per model through an index with %s',
    async format => {
      await tables.create('events', [['id', 'S']], {
        name: 'by-model',
        keys: [
          ['model', 'S'],
          ['ts', 'N'],
        ],
      });
      const source = sourceOf(simulator, {
        events: {
          index: 'by-model',
          partitionKey: { attribute: 'model', template: '{model}' },
          sortKey: { attribute: 'ts', format },
        },
      });
      const unit = format === 'epoch-seconds' ? 1000 : 1;
      const times = [
        '2026-11-23T06:59:59Z',
        '2026-11-23T07:00:00Z',
        '2026-11-23T07:00:00Z',
        '2026-11-23T08:59:59Z',
        '2026-11-23T09:00:00Z',
      ];
      await tables.put(
        'events',
        times.map((time, i) => ({
          id: { S: `r${i}` },
          model: { S: 'churn' },
          ts: { N: String(Date.parse(time) / unit) },
          input: { L: [{ N: '1' }] },
        })),
      );
      const entity = modelIn('events');
      const objects = await listAll(source, {
        entity,
        since: '2026-11-23T07:00:00Z',
        until: '2026-11-23T09:00:00Z',
      });
      expect(hoursOf(objects)).toEqual([
        'default 2026-11-23T07:00:00.000Z',
        'default 2026-11-23T08:00:00.000Z',
      ]);
      const rows = await download(source, entity, objects[0]);
      expect(rows.map(({ id }) => id).sort()).toEqual(['r1', 'r2']);
      expect(rows[0].time).toBe('2026-11-23T07:00:00.000Z');
    },
  );

  it('says when the table is not there, or its keys are others', async () => {
    const source = sourceOf(simulator, { log: byDate });
    const entity = modelIn('log');
    await expect(listAll(source, { entity, ...DAY })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(
        "There is no DynamoDB table 'inference-log' in eu-central-1 of account 123456789012",
      ),
    });
    await tables.create('inference-log', [
      ['id', 'S'],
      ['timestamp', 'N'],
    ]);
    await expect(listAll(source, { entity, ...DAY })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /by the keys in .*tables: Query condition/,
      ),
    });
  });

  it('says when nobody answers', async () => {
    const source = sourceOf(
      { dynamodbUrl: 'http://127.0.0.1:1' },
      { log: byDate },
    );
    await expect(
      listAll(source, { entity: modelIn('log'), ...DAY }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });

  it('serves the entities that ask for it', async () => {
    const source = sourceOf(simulator, {});
    expect(source.appliesTo(modelIn('log'))).toBe(true);
    expect(
      source.appliesTo(
        modelIn('log', { 'ai-governance.io/log-source': 'push' }),
      ),
    ).toBe(false);
    expect(source.captureState(modelIn('log'))).toEqual({ state: 'on' });
    await expect(
      listAll(source, { entity: modelIn('log'), ...DAY }),
    ).rejects.toThrow(
      "component:default/churn has 'log' in annotation ai-governance.io/dynamodb-table; aiGovernance.aws.dynamodb.tables has none",
    );
    await expect(
      listAll(sourceOf(simulator, { log: byDate }), {
        entity: modelIn('log', { 'ai-governance.io/aws-region': '' }),
        ...DAY,
      }),
    ).rejects.toThrow(/has no annotation ai-governance.io\/aws-region/);
  });
});
