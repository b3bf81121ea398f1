import { aiGovernanceReadPermission } from '@ai-governance/plugin-ai-governance-common';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { aiGovernancePlugin } from '../plugin';

jest.setTimeout(60_000);

const base = '/api/ai-governance/v1';

function endpoint(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'ai-governance.io/provider': 'sagemaker',
        'ai-governance.io/aws-account-id': '123456789012',
        'ai-governance.io/capture': 'off',
        'ai-governance.io/variants': 'blue',
      },
    },
    spec: {
      type: 'model-endpoint',
      lifecycle: 'production',
      owner,
      deployment: {
        cloud: 'aws',
        serving: 'real-time',
        variants: [
          {
            name: 'blue',
            role: 'production',
            trafficShare: 1,
            models: [{ name: `${name}-v1` }],
          },
        ],
      },
    },
  };
}

const entities = [
  endpoint('a', 'team-a'),
  endpoint('b', 'team-b'),
  endpoint('c', 'team-b'),
];

const decision = (
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY | 'conditional',
): PolicyDecision =>
  result === 'conditional'
    ? {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
      }
    : { result };

describe('routes about the fleet', () => {
  /** @param readable - refs that the plugin's permission allows; all when absent */
  async function start(readable?: string[], visible = entities) {
    const permissions = mockServices.permissions.mock({
      authorize: async queries =>
        queries.map(query => ({
          result:
            !readable ||
            readable.includes((query as { resourceRef: string }).resourceRef)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
      authorizeConditional: async queries =>
        queries.map(({ permission }) => {
          if (permission.name === catalogEntityReadPermission.name) {
            return decision(AuthorizeResult.ALLOW);
          }
          expect(permission.name).toBe(aiGovernanceReadPermission.name);
          return decision(readable ? 'conditional' : AuthorizeResult.ALLOW);
        }),
    });
    const { server } = await startTestBackend({
      features: [
        aiGovernancePlugin,
        catalogServiceMock.factory({ entities: visible }),
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
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
    const get = (path: string) => request(server).get(`${base}${path}`);
    // The catalog is taken over, and the inventory made, by a task.
    const end = Date.now() + 10_000;
    const isReady = async () =>
      (await get('/inventory')).body.items?.length > 0;
    while (readable?.length !== 0 && Date.now() < end && !(await isReady())) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return get;
  }

  it('answers for the whole fleet', async () => {
    const get = await start();
    const list = await get(
      '/models?owner=group:default/team-b&owner=group:default/team-a&cloud=aws&order=owner&direction=desc&limit=2',
    ).expect(200);
    expect(list.body).toMatchObject({ total: 3, items: [{}, {}] });
    const next = await get(
      `/models?cloud=aws&order=owner&direction=desc&limit=2&cursor=${list.body.nextCursor}`,
    ).expect(200);
    expect(
      [...list.body.items, ...next.body.items].map(({ id }) => id),
    ).toEqual(['default.c', 'default.b', 'default.a']);
    expect(next.body.nextCursor).toBeNull();

    const fleet = await get('/fleet?search=B').expect(200);
    expect(fleet.body).toMatchObject({ total: 2, captureOff: 2 });

    const inventory = await get(
      '/inventory?issue=capture-off&issue=gone&owner=group:default/team-a',
    ).expect(200);
    expect(inventory.body.items).toMatchObject([
      { issue: 'capture-off', modelId: 'default.a' },
    ]);

    const health = await get(
      '/models/default.a/health?since=2026-11-20T00:00:00Z&until=2026-11-21T00:00:00Z',
    ).expect(200);
    expect(health.body).toMatchObject({
      state: 'unknown',
      hours: [],
      logs: { samplingPercent: 0, gaps: [] },
    });

    const versions = await get('/models/default.a/versions').expect(200);
    expect(versions.body).toMatchObject({
      versions: [{ variant: 'blue', model: { name: 'a-v1' }, current: true }],
      nextCursor: null,
    });
    const first = await get('/versions?limit=2').expect(200);
    const second = await get(
      `/versions?limit=2&cursor=${first.body.nextCursor}`,
    ).expect(200);
    expect(
      [...first.body.items, ...second.body.items]
        .map(({ modelId, title, cloud }) => `${modelId} ${title} ${cloud}`)
        .sort(),
    ).toEqual(['default.a a aws', 'default.b b aws', 'default.c c aws']);
    const future = await get('/versions?since=2999-01-01T00:00:00Z');
    expect(future.body).toEqual({ items: [], nextCursor: null });
  });

  it('lists, counts and answers only what the caller may read', async () => {
    const get = await start(['component:default/b']);
    const ids = (body: { items: { id?: string; modelId?: string }[] }) =>
      new Set(body.items.map(({ id, modelId }) => modelId ?? id));
    const only = new Set(['default.b']);
    const list = await get('/models').expect(200);
    expect(ids(list.body)).toEqual(only);
    expect(list.body.total).toBe(1);
    const fleet = await get('/fleet').expect(200);
    expect(fleet.body).toMatchObject({ total: 1, captureOff: 1 });
    expect(fleet.body.facets.owner).toEqual([
      { value: 'group:default/team-b', label: 'team-b', count: 1 },
    ]);
    const inventory = await get('/inventory').expect(200);
    expect(ids(inventory.body)).toEqual(only);
    expect(inventory.body.counts['capture-off']).toBe(1);
    const versions = await get('/versions').expect(200);
    expect(ids(versions.body)).toEqual(only);
    await get('/models/default.b/health').expect(200);
    await get('/models/default.a/health').expect(403);
    await get('/models/default.a/versions').expect(403);
  });

  it('does not let on that there is anything for who may read nothing', async () => {
    const get = await start([]);
    const list = await get('/models').expect(200);
    expect(list.body).toEqual({ items: [], nextCursor: null, total: 0 });
    const fleet = await get('/fleet').expect(200);
    expect(fleet.body).toMatchObject({ total: 0, facets: { owner: [] } });
    const inventory = await get('/inventory').expect(200);
    expect(inventory.body.counts.unregistered).toBe(0);
    const versions = await get('/versions').expect(200);
    expect(versions.body.items).toEqual([]);
    await get('/models/default.nobody/health').expect(404);
  });

  it.each([
    ['/models?cloud=gcp', /cloud\.0: .*'aws' \| 'azure' \| 'external'/],
    ['/models?order=size', /order: /],
    ['/models?colour=red', /colour/],
    ['/models?limit=0', /limit: /],
    ['/models?cursor=x', /cursor: must be the 'nextCursor'/],
    [`/fleet?${'owner=x&'.repeat(101)}`, /owner: .*at most 100/],
    ['/inventory?issue=lost', /issue\.0: /],
    ['/models/default.a/health?since=yesterday', /since: /],
    ['/models/default.a/health?since=2026-01-01T00:00:00Z', /35 days/],
    ['/versions?since=now', /since: /],
    ['/models/default.a/versions?cursor=x', /cursor: /],
  ])('says what is wrong with %s', async (path, message) => {
    const get = await start();
    const { body, status } = await get(path);
    expect(body.error.message).toMatch(message);
    expect(status).toBe(400);
  });
});
