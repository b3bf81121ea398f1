import { Knex } from 'knex';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { toHour } from '../database/time';
import {
  inference,
  inPieces,
  ndjson,
  pushedEntity,
  pushedModel,
} from './__testUtils__/inferences';
import { PushedLogSource } from './PushedLogSource';
import { INFERENCES, PushService } from './PushService';
import { PushStore } from './PushStore';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const model = pushedModel('fitting');
const signal = new AbortController().signal;

describe('PushService', () => {
  const databases = createTestDatabases();
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'push-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  function create(knex: Knex) {
    const store = PushStore.create({ knex });
    const service = PushService.create({
      kind: INFERENCES,
      store,
      options: { retentionMs: 35 * DAY },
    });
    const source = PushedLogSource.create({ store });
    const push = (body: Buffer, key = 'key', now = new Date()) =>
      service.receive(model, {
        body: inPieces(body, 4096),
        idempotencyKey: key,
        author: 'external:factory',
        now,
      });
    const list = async (since: Date, until: Date, name = 'fitting') => {
      const pages = [];
      const entity = pushedEntity(name);
      for await (const page of source.list({ entity, since, until, signal })) {
        pages.push(page);
      }
      return pages;
    };
    return { service, source, push, list, knex };
  }

  describe.each(databases.eachSupportedId())('%p', databaseId => {
    let parts: ReturnType<typeof create>;
    beforeEach(async () => {
      parts = create(await migrate(await databases.init(databaseId)));
    });

    it('stores what can be used, and is a source of it', async () => {
      const { push, list, source } = parts;
      const at = new Date(Math.floor(Date.now() / HOUR) * HOUR - 5 * HOUR);
      const body = ndjson(
        inference('a', { time: at.toISOString() }),
        'broken',
        inference('b', { time: at.toISOString(), variant: 'green' }),
        inference('c', { time: new Date(at.getTime() + HOUR).toISOString() }),
      );
      const answer = await push(body);
      expect(answer).toEqual({
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        accepted: 3,
        rejected: [{ line: 2, reason: 'not-json' }],
        rejectedCount: 1,
        rejectedReasons: { 'not-json': 1 },
      });
      const [objects] = await list(at, new Date(at.getTime() + 2 * HOUR));
      expect(objects).toEqual([
        {
          key: `push://${answer.requestId}/0`,
          etag: expect.stringMatching(/^[0-9a-f]{64}$/),
          size: expect.any(Number),
          variant: 'default',
          hour: at,
        },
        expect.objectContaining({ variant: 'green', hour: at }),
        expect.objectContaining({ hour: new Date(at.getTime() + HOUR) }),
      ]);
      expect(await list(at, new Date(at.getTime() + HOUR))).toMatchObject([
        [{}, {}],
      ]);
      expect(await list(at, at, 'other')).toEqual([]);

      const destination = join(directory, 'a.jsonl');
      const entity = pushedEntity('fitting');
      const object = objects[0];
      await source.download({ entity, object, destination, signal });
      const text = await readFile(destination, 'utf8');
      expect(JSON.parse(text)).toMatchObject({
        id: 'a',
        output: { score: 0.4 },
      });
      expect(object.size).toBe(text.length);
      // A model's lines are not those of another.
      await expect(
        source.download({
          entity: pushedEntity('other'),
          object,
          destination,
          signal,
        }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('tells to which hours inferences were added since an instant, however old they are', async () => {
      const { push, source } = parts;
      const at = (hours: number) =>
        new Date((Math.floor(Date.now() / HOUR) - hours) * HOUR);
      const line = (id: string, hours: number) =>
        inference(id, { time: at(hours).toISOString() });
      await push(ndjson(line('a', 5)), 'before', at(2));
      await push(ndjson(line('b', 400), line('c', 3), line('d', 3)), 'after');
      const entity = pushedEntity('fitting');
      expect(await source.changedHours({ entity, since: at(1) })).toEqual([
        at(400),
        at(3),
      ]);
      expect(await source.changedHours({ entity, since: at(2) })).toEqual([
        at(400),
        at(5),
        at(3),
      ]);
      expect(
        await source.changedHours({
          entity: pushedEntity('other'),
          since: at(2),
        }),
      ).toEqual([]);
    });

    it('counts a push that is repeated once, and answers as before', async () => {
      const { push, knex } = parts;
      const body = ndjson(inference('a'), 'broken');
      const first = await push(body);
      expect(await push(body)).toEqual(first);
      // Long after, too, when the lines by themselves would be too old.
      expect(await push(body, 'key', new Date(Date.now() + 40 * DAY))).toEqual(
        first,
      );
      expect(await knex('pushed_chunks').select('lines')).toEqual([
        { lines: 1 },
      ]);
      expect(await push(body, 'other')).not.toEqual(first);
    });

    it('counts pushes that come at the same time with one key once', async () => {
      const { push, knex } = parts;
      const body = ndjson(
        ...Array.from({ length: 500 }, (_, i) => inference(`r${i}`)),
      );
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => push(body)),
      );
      expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(1);
      expect(await knex('pushed_chunks').sum({ n: 'lines' })).toMatchObject([
        { n: expect.anything() },
      ]);
      const lines: number[] = await knex('pushed_chunks').pluck('lines');
      expect(lines.reduce((sum, n) => sum + n, 0)).toBe(500);
    });

    it('refuses a key that was used with another body', async () => {
      const { push } = parts;
      const { requestId } = await push(ndjson(inference('a')));
      await expect(push(ndjson(inference('b')))).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(requestId),
      });
    });

    it('pages through many chunks', async () => {
      const { push, list } = parts;
      const now = Math.floor(Date.now() / HOUR) * HOUR;
      for (const key of ['x', 'y']) {
        const lines = Array.from({ length: 400 }, (_, i) =>
          inference(`${key}${i}`, {
            time: new Date(now - i * HOUR).toISOString(),
          }),
        );
        await push(ndjson(...lines), key);
      }
      const pages = await list(new Date(0), new Date(now + HOUR));
      expect(pages.map(page => page.length)).toEqual([500, 300]);
      const objects = pages.flat();
      expect(new Set(objects.map(({ key }) => key)).size).toBe(800);
      const hours = objects.map(({ hour }) => toHour(hour));
      expect(hours).toEqual([...hours].sort((a, b) => a - b));
    });

    it('deletes what is older than its retention, and remembers keys for longer', async () => {
      const { push, service, knex } = parts;
      const now = new Date();
      await push(
        ndjson(
          inference('old', {
            time: new Date(now.getTime() - 34 * DAY).toISOString(),
          }),
          inference('new'),
        ),
      );
      expect(await service.cleanUp(now)).toBe(0);
      const later = new Date(now.getTime() + 2 * DAY);
      expect(await service.cleanUp(later)).toBe(1);
      expect(await knex('push_requests').select('idempotency_key')).toEqual([
        { idempotency_key: 'key' },
      ]);
      const muchLater = new Date(now.getTime() + 36 * DAY);
      expect(await service.cleanUp(muchLater)).toBe(1);
      expect(await knex('push_requests').select('request_id')).toEqual([]);
    });
  });

  describe('what it refuses', () => {
    let parts: ReturnType<typeof create>;
    beforeEach(async () => {
      parts = create(await migrate(await databases.init('SQLITE_3')));
    });

    it.each([undefined, '', ' ', 'a b', 'x'.repeat(256), 'ä'])(
      'the key %p',
      async idempotencyKey => {
        await expect(
          parts.service.receive(model, {
            body: inPieces(ndjson(inference('a'))),
            idempotencyKey,
            author: 'x',
            now: new Date(),
          }),
        ).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringContaining('Idempotency-Key'),
        });
      },
    );

    it('bodies without a line that can be used, which leave the key free', async () => {
      const { push } = parts;
      await expect(push(ndjson('{', '[]'))).rejects.toMatchObject({
        name: 'InputError',
        message: 'None of the 2 lines can be used (not-json: 2)',
        rejected: [
          { line: 1, reason: 'not-json' },
          { line: 2, reason: 'not-json' },
        ],
        rejectedCount: 2,
      });
      await expect(push(Buffer.from('\n'))).rejects.toThrow(/has no line/);
      expect(await push(ndjson(inference('a')))).toMatchObject({ accepted: 1 });
    });

    it('models whose logs come from elsewhere', async () => {
      await expect(
        parts.service.receive(
          pushedModel('fitting', { 'ai-governance.io/log-source': 'dynamodb' }),
          {
            body: inPieces(ndjson(inference('a'))),
            idempotencyKey: 'key',
            author: 'x',
            now: new Date(),
          },
        ),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining("is 'dynamodb', expected 'push'"),
      });
    });

    it('objects of other sources', async () => {
      await expect(
        parts.source.download({
          entity: pushedEntity('fitting'),
          object: {
            key: 's3://b/k',
            etag: 'e',
            size: 1,
            variant: 'v',
            hour: new Date(),
          },
          destination: join(directory, 'x'),
          signal,
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });
  });
});
