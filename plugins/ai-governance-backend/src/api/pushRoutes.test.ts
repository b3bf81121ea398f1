import {
  AiGovernanceClient,
  aiGovernancePushPermission,
} from '@ai-governance/plugin-ai-governance-common';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { aiGovernancePlugin } from '../plugin';
import {
  inference,
  ndjson,
  pushedEntity,
} from '../push/__testUtils__/inferences';
import { MAX_BODY_BYTES, MAX_UNPACKED_BYTES } from '../push/limits';

jest.setTimeout(60_000);

describe('POST /v1/models/{id}/inferences', () => {
  let backend: TestBackend;
  let url: string;
  let audit: { eventId: string; status: string; meta?: object }[];
  const denied = new Set<string>();

  beforeAll(async () => {
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => ({
        success: async options => {
          audit.push({ eventId, status: 'succeeded', meta: options?.meta });
        },
        fail: async () => {
          audit.push({ eventId, status: 'failed' });
        },
      }),
    });
    const permissions = mockServices.permissions.mock({
      authorize: async queries =>
        queries.map(({ permission }) => ({
          result: denied.has(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    });
    backend = await startTestBackend({
      features: [
        aiGovernancePlugin,
        catalogServiceMock.factory({
          entities: [pushedEntity('fitting'), pushedEntity('elsewhere', {})],
        }),
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        auditor.factory,
        permissions.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
          },
        }),
      ],
    });
    const { port } = backend.server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/api/ai-governance`;
    // The catalog is taken over by a task.
    let status = 404;
    while (status === 404) {
      ({ status } = await fetch(`${url}/v1/models/default.fitting`));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  });
  afterAll(() => backend.stop());
  beforeEach(() => {
    audit = [];
    denied.clear();
  });

  async function push(
    body: NonNullable<RequestInit['body']> | Readable,
    headers: Record<string, string> = {},
    modelId = 'default.fitting',
  ) {
    const response = await fetch(`${url}/v1/models/${modelId}/inferences`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-ndjson',
        'Idempotency-Key': `key-${Math.random()}`,
        Authorization: mockCredentials.service.header(),
        ...headers,
      },
      body: body as RequestInit['body'],
      ...(body instanceof Readable && { duplex: 'half' }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('takes JSON Lines from services and users, packed or not, and audits it', async () => {
    const answers = [
      await push(ndjson(inference('a'), inference('b'), 'x')),
      await push(gzipSync(ndjson(inference('c'))), {
        'Content-Encoding': 'gzip',
        'Content-Type': 'application/jsonl; charset=utf-8',
        Authorization: mockCredentials.user.header(),
      }),
    ];
    expect(answers).toMatchObject([
      {
        status: 202,
        body: { accepted: 2, rejected: [{ line: 3, reason: 'not-json' }] },
      },
      { status: 202, body: { accepted: 1, rejectedCount: 0 } },
    ]);
    expect(audit).toEqual(
      answers.map(({ body: { requestId, accepted, rejectedCount } }) => ({
        eventId: 'inferences-push',
        status: 'succeeded',
        meta: { requestId, accepted, rejected: rejectedCount },
      })),
    );
  });

  it('is a method of the client', async () => {
    const client = new AiGovernanceClient({
      discoveryApi: { getBaseUrl: async () => url },
      fetchApi: { fetch },
    });
    const rows = [inference('client'), inference('client', { row: 1 })];
    const first = await client.pushInferences('default.fitting', rows, {
      idempotencyKey: 'client',
    });
    expect(first).toMatchObject({ accepted: 2 });
    expect(
      await client.pushInferences(
        'default.fitting',
        ndjson(...rows).toString(),
        { idempotencyKey: 'client' },
      ),
    ).toEqual(first);
    await expect(
      client.pushInferences('default.fitting', rows.slice(1), {
        idempotencyKey: 'client',
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('lists what is wrong when no line can be used', async () => {
    expect(await push('{}\n[]\n')).toMatchObject({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          rejected: [
            { line: 1, reason: 'no-event-id' },
            { line: 2, reason: 'not-json' },
          ],
          rejectedCount: 2,
          rejectedReasons: { 'no-event-id': 1, 'not-json': 1 },
        },
      },
    });
    expect(audit).toEqual([{ eventId: 'inferences-push', status: 'failed' }]);
  });

  it.each<[number, RegExp, string | Buffer, Record<string, string>]>([
    [400, /Content-Type is 'text\/csv'/, 'a', { 'Content-Type': 'text/csv' }],
    [400, /Content-Encoding is 'br'/, 'a', { 'Content-Encoding': 'br' }],
    [400, /not gzip/, 'plain text', { 'Content-Encoding': 'gzip' }],
    [
      400,
      /not gzip/,
      gzipSync(ndjson(inference('a'))).subarray(0, 40),
      { 'Content-Encoding': 'gzip' },
    ],
    [400, /Idempotency-Key/, 'a', { 'Idempotency-Key': 'a b' }],
  ])('answers %p %p', async (status, message, body, headers) => {
    const answer = await push(body, headers);
    expect(answer).toMatchObject({
      status,
      body: { error: { message: expect.stringMatching(message) } },
    });
  });

  it('refuses bodies that are too large, as they are sent or unpacked', async () => {
    const large = Buffer.alloc(MAX_BODY_BYTES + 1, ' ');
    expect(await push(large)).toMatchObject({
      status: 413,
      body: {
        error: { message: expect.stringMatching(/10 MB as it is sent/) },
      },
    });
    expect(await push(Readable.from([large, large]))).toMatchObject({
      status: 413,
    });
    const bomb = gzipSync(Buffer.alloc(MAX_UNPACKED_BYTES + 1, ' '));
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES);
    expect(await push(bomb, { 'Content-Encoding': 'gzip' })).toMatchObject({
      status: 413,
      body: { error: { message: expect.stringMatching(/100 MB unpacked/) } },
    });
  });

  it('refuses callers without its permission, and models that take none', async () => {
    const body = ndjson(inference('a'));
    expect(
      await push(body, { Authorization: mockCredentials.none.header() }),
    ).toMatchObject({ status: 401 });
    expect(await push(body, {}, 'default.nobody')).toMatchObject({
      status: 404,
    });
    expect(await push(body, {}, 'default.elsewhere')).toMatchObject({
      status: 409,
    });
    denied.add(aiGovernancePushPermission.name);
    expect(await push(body)).toMatchObject({
      status: 403,
      body: {
        error: {
          message: expect.stringContaining(aiGovernancePushPermission.name),
        },
      },
    });
    expect(audit.map(({ status }) => status)).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
  });
});
