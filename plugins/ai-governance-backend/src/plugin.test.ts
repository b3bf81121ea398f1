import {
  aiGovernanceConfigurePermission,
  aiGovernanceReadPermission,
  aiGovernanceRunPermission,
} from '@ai-governance/plugin-ai-governance-common';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { entityOf, stableEndpoint } from './__testUtils__/harness';
import { aiGovernancePlugin } from './plugin';

jest.setTimeout(60_000);

const MODEL = 'default.loan-stable';
const base = '/api/ai-governance/v1/models';
const off: Entity = entityOf({
  ...stableEndpoint,
  capture: { ...stableEndpoint.capture!, enabled: false },
});

describe('aiGovernancePlugin', () => {
  async function start(
    options: {
      entities?: Entity[];
      deny?: string[];
      config?: Record<string, unknown>;
    } = {},
  ) {
    const audit: { eventId: string; status: string }[] = [];
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => {
        return {
          success: async () => {
            audit.push({ eventId, status: 'succeeded' });
          },
          fail: async () => {
            audit.push({ eventId, status: 'failed' });
          },
        };
      },
    });
    const decide = ({
      permission,
    }: {
      permission: { name: string };
    }): {
      result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } => ({
      result: options.deny?.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    });
    const permissions = mockServices.permissions.mock({
      authorize: async queries => queries.map(decide),
      authorizeConditional: async queries => queries.map(decide),
    });
    const { server } = await startTestBackend({
      features: [
        aiGovernancePlugin,
        catalogServiceMock.factory({ entities: options.entities ?? [off] }),
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
            ...options.config,
          },
        }),
      ],
    });
    // The catalog is taken over by a task.
    const end = Date.now() + 10_000;
    while (Date.now() < end && options.entities?.length !== 0) {
      const { body } = await request(server).get(base);
      if (body.items?.length || options.deny) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return { server, audit };
  }

  it('takes endpoints over from the catalog and answers for them', async () => {
    const { server } = await start();
    const list = await request(server).get(base).expect(200);
    expect(list.body).toMatchObject({
      items: [{ id: MODEL, title: 'loan-stable', provider: 'sagemaker' }],
      nextCursor: null,
    });
    const detail = await request(server).get(`${base}/${MODEL}`).expect(200);
    expect(detail.body).toMatchObject({
      id: MODEL,
      capture: 'off',
      ingestion: { rows: 0, problems: [] },
    });
    const drift = await request(server)
      .get(`${base}/${MODEL}/drift`)
      .expect(200);
    expect(drift.body).toEqual({ runs: [] });
    const cause = await request(server)
      .get(`${base}/${MODEL}/drift/root-cause?variant=AllTraffic`)
      .expect(200);
    expect(cause.body).toEqual({ rootCause: null });
  });

  it('runs on demand, once at a time, and audits it', async () => {
    const { server, audit } = await start();
    const started = await request(server)
      .post(`${base}/${MODEL}/runs`)
      .expect(202);
    expect(started.body).toMatchObject({
      modelId: MODEL,
      requestedBy: mockCredentials.user().principal.userEntityRef,
      trigger: 'manual',
    });
    expect(audit).toEqual([{ eventId: 'run-start', status: 'succeeded' }]);
    const run = await request(server)
      .get(`${base}/${MODEL}/runs/${started.body.id}`)
      .expect(200);
    expect(run.body.id).toBe(started.body.id);
  });

  it('says what is wrong with a request', async () => {
    const { server } = await start();
    const history = await request(server)
      .get(`${base}/${MODEL}/drift/history?method=magic`)
      .expect(400);
    expect(history.body.error.message).toMatch(/variant: Required.*method/);
    await request(server)
      .get(`${base}/${MODEL}/drift/root-cause`)
      .expect(400)
      .expect(/variant: Required/);
    const list = await request(server).get(`${base}?limit=0`).expect(400);
    expect(list.body.error.message).toMatch(/limit/);
    await request(server)
      .get(`${base}/${MODEL}/runs/4711`)
      .expect(404)
      .expect(/There is no run '4711'/);
    await request(server)
      .get(`${base}/${MODEL}/drift/distribution?variant=AllTraffic&column=x`)
      .expect(404);
  });

  it('does not let on that a model exists whose entity may not be read', async () => {
    const { server } = await start({ entities: [] });
    const list = await request(server).get(base);
    expect(list.body).toEqual({ items: [], nextCursor: null, total: 0 });
    const detail = await request(server).get(`${base}/${MODEL}`);
    expect(detail.status).toBe(404);
  });

  /** Asks until the model is known, which takes a moment after the start. */
  async function whenKnown(ask: () => request.Test): Promise<request.Response> {
    let response = await ask();
    for (let i = 0; i < 100 && response.status === 404; i++) {
      await new Promise(resolve => setTimeout(resolve, 50));
      response = await ask();
    }
    return response;
  }

  it('refuses reading without its permission', async () => {
    const { server } = await start({ deny: [aiGovernanceReadPermission.name] });
    const detail = await whenKnown(() =>
      request(server).get(`${base}/${MODEL}`),
    );
    expect(detail.status).toBe(403);
    expect(detail.body.error.message).toContain(
      aiGovernanceReadPermission.name,
    );
    const list = await request(server).get(base);
    expect(list.body).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('refuses running without its permission, and audits the attempt', async () => {
    const { server, audit } = await start({
      deny: [aiGovernanceRunPermission.name],
    });
    const response = await whenKnown(() =>
      request(server).post(`${base}/${MODEL}/runs`),
    );
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(
      aiGovernanceRunPermission.name,
    );
    expect(audit).toContainEqual({ eventId: 'run-start', status: 'failed' });
  });

  it('sets a baseline, keeps the one before, and audits it', async () => {
    const { server, audit } = await start();
    const path = `${base}/${MODEL}/baselines`;
    const set = await request(server)
      .post(path)
      .send({ kind: 'first', duration: 'P7D', reason: 'A week will do' });
    expect(set.status).toBe(202);
    expect(set.body).toMatchObject({ modelId: MODEL, trigger: 'manual' });
    expect(audit).toEqual([{ eventId: 'baseline-set', status: 'succeeded' }]);
    const history = await request(server).get(path);
    expect(history.body.baselines).toMatchObject([
      {
        version: 1,
        baseline: { kind: 'first', duration: 'P7D' },
        author: mockCredentials.user().principal.userEntityRef,
        reason: 'A week will do',
        inUse: true,
      },
      { version: 0, baseline: { duration: 'P14D' }, inUse: false },
    ]);
  });

  it('says what is wrong with a baseline, and keeps the one it has', async () => {
    const { server, audit } = await start();
    const path = `${base}/${MODEL}/baselines`;
    const set = async (body: object) =>
      (await request(server).post(path).send(body).expect(400)).body.error
        .message;
    const upload = async (query: string, type: string) =>
      (
        await request(server)
          .post(`${path}/upload?${query}`)
          .set('Content-Type', type)
          .send('age\n1\n')
          .expect(400)
      ).body.error.message;
    expect(await set({})).toMatch(/kind: .*'fixed'.*'first'.*'rolling'/);
    expect(await set({ kind: 'first', duration: 'P7D' })).toMatch(
      /reason: is required/,
    );
    expect(await set({ kind: 'first', duration: 'PT5M', reason: 'x' })).toMatch(
      /duration: .*PT12H/,
    );
    expect(
      await set({ kind: 'fixed', from: 'yesterday', to: 'now', reason: 'x' }),
    ).toMatch(/from: must be an ISO 8601 instant.*to: must/);
    expect(await upload('reason=x', 'text/csv')).toMatch(/label: Required/);
    expect(await upload('label=a', 'text/csv')).toMatch(/reason: is required/);
    expect(await upload('label=a&reason=x', 'text/html')).toMatch(
      /allowed are text\/csv/,
    );
    expect(await upload('label=a&reason=x', 'text/csv')).toMatch(
      /columns .* not known yet/,
    );
    expect(new Set(audit.map(({ status }) => status))).toEqual(
      new Set(['failed']),
    );
    const { body } = await request(server).get(path);
    expect(body.baselines).toHaveLength(1);
  });

  it('refuses to change the baseline without its permission, and audits the attempt', async () => {
    const { server, audit } = await start({
      deny: [aiGovernanceConfigurePermission.name],
    });
    const path = `${base}/${MODEL}/baselines`;
    const set = await whenKnown(() =>
      request(server).post(path).send({ kind: 'version', version: 0 }),
    );
    const upload = await request(server).post(`${path}/upload`).send('a');
    expect([set.status, upload.status]).toEqual([403, 403]);
    expect(set.body.error.message).toContain(
      aiGovernanceConfigurePermission.name,
    );
    expect(audit).toContainEqual({ eventId: 'baseline-set', status: 'failed' });
    expect(audit).toContainEqual({
      eventId: 'baseline-upload',
      status: 'failed',
    });
    const history = await request(server).get(path);
    expect(history.status).toBe(200);
  });

  it('does not start with settings that are wrong', async () => {
    await expect(
      start({ config: { aiGovernance: { drift: { file: '/nowhere.yaml' } } } }),
    ).rejects.toThrow(/nowhere\.yaml/);
  });
});
