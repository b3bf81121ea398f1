import {
  AiGovernanceClient,
  aiGovernanceConfigurePermission,
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
import { aiGovernancePlugin } from '../plugin';
import { pushedEntity } from '../push/__testUtils__/inferences';

jest.setTimeout(60_000);

const MODEL = 'default.fitting';
const load = {
  name: 'load',
  type: 'numeric' as const,
  role: 'feature' as const,
  at: 'load',
};

describe('/v1/models/{id}/columns', () => {
  let backend: TestBackend;
  let url: string;
  let client: AiGovernanceClient;
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
        catalogServiceMock.factory({ entities: [pushedEntity('fitting')] }),
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
    client = new AiGovernanceClient({
      discoveryApi: { getBaseUrl: async () => url },
      fetchApi: { fetch },
    });
    // The catalog is taken over by a task.
    let status = 404;
    while (status === 404) {
      ({ status } = await fetch(`${url}/v1/models/${MODEL}`));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  });
  afterAll(() => backend.stop());
  beforeEach(() => {
    audit = [];
    denied.clear();
  });

  it('are chosen as a new version, with who and why, and audited', async () => {
    const answer = await client.setColumns(MODEL, {
      columns: [{ ...load, critical: true }],
      reason: ' Known before the first push ',
    });
    expect(answer).toMatchObject({
      monitor: {
        author: mockCredentials.user().principal.userEntityRef,
        reason: 'Known before the first push',
      },
      run: { modelId: MODEL },
    });
    expect(audit).toEqual([
      {
        eventId: 'columns-set',
        status: 'succeeded',
        meta: { version: answer.monitor.version, runId: answer.run!.id },
      },
    ]);
    expect(await client.getColumns(MODEL)).toEqual({
      source: 'confirmed',
      version: answer.monitor.version,
      columns: [{ ...load, critical: true, sample: null }],
    });
    const again = await client.setColumns(MODEL, {
      columns: [load],
      reason: 'Not critical',
    });
    expect(again).toMatchObject({
      run: null,
      monitor: { version: answer.monitor.version + 1 },
    });
  });

  it.each<[string, object, RegExp]>([
    ['no reason', { columns: [load] }, /reason: is required/],
    [
      'an empty reason',
      { columns: [load], reason: ' ' },
      /reason: is required/,
    ],
    [
      'no column',
      { columns: [], reason: 'x' },
      /columns: at least one column must be watched/,
    ],
    [
      'two columns of one name',
      { columns: [load, { ...load, at: 'b' }], reason: 'x' },
      /'load' is there twice/,
    ],
    [
      'a column without place',
      { columns: [{ ...load, at: undefined }], reason: 'x' },
      /columns\.0\.at/,
    ],
    [
      'another type',
      { columns: [{ ...load, type: 'text' }], reason: 'x' },
      /columns\.0\.type: .*'numeric' \| 'categorical'/,
    ],
    [
      'an unknown key',
      { columns: [{ ...load, unit: 'kg' }], reason: 'x' },
      /allowed are name, type, role, at, critical/,
    ],
  ])('refuse %s', async (_, body, message) => {
    const response = await fetch(`${url}/v1/models/${MODEL}/columns`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toMatch(message);
    expect(audit).toEqual([{ eventId: 'columns-set', status: 'failed' }]);
  });

  it('are shown but not changed without the permission', async () => {
    denied.add(aiGovernanceConfigurePermission.name);
    await expect(
      client.setColumns(MODEL, { columns: 'configured', reason: 'x' }),
    ).rejects.toMatchObject({ statusCode: 403 });
    expect(audit).toEqual([{ eventId: 'columns-set', status: 'failed' }]);
    expect((await client.getColumns(MODEL)).columns).toHaveLength(1);
  });
});
