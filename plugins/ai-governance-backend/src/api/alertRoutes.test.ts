import { CloudSimulator } from '@ai-governance/cloud-simulator';
import slackModule from '@ai-governance/plugin-ai-governance-backend-module-slack';
import {
  type Alert,
  aiGovernanceAlertAcknowledgePermission,
  aiGovernanceAlertAdministerPermission,
  aiGovernanceAlertReadPermission,
  aiGovernanceAlertSilencePermission,
  type AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabaseId,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import {
  comparison,
  endpoint,
  group,
} from '../alerts/__testUtils__/alertStage';
import { FindingService } from '../findings/FindingService';
import { FindingStore } from '../findings/FindingStore';
import { aiGovernancePlugin } from '../plugin';

jest.setTimeout(60_000);

const base = '/api/ai-governance/v1/alerts';
const me = mockCredentials.user().principal.userEntityRef;
const rule: AlertRuleInput = {
  name: 'churn is grave',
  description: '',
  enabled: true,
  position: 10,
  matchers: [{ label: 'column', operator: '=', value: 'charges' }],
  conditions: ['psi > 0.25'],
  outcome: 'critical',
  labels: { team: 'growth' },
};
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('the API of alerts', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  /** A backend of which two endpoints have three alerts. */
  async function start(
    options: { databaseId?: TestDatabaseId; deny?: string[] } = {},
  ) {
    const knex = await migrate(
      await databases.init(options.databaseId ?? 'SQLITE_3'),
    );
    const audit: string[] = [];
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => ({
        success: async () => {
          audit.push(`${eventId} succeeded`);
        },
        fail: async () => {
          audit.push(`${eventId} failed`);
        },
      }),
    });
    const permissions = mockServices.permissions.mock({
      authorize: async queries =>
        queries.map(({ permission }) => ({
          result: options.deny?.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async queries =>
        queries.map(({ permission }) => ({
          result: options.deny?.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    });
    const tasks = new Map<string, (signal: AbortSignal) => unknown>();
    const scheduler = mockServices.scheduler.mock({
      scheduleTask: async ({ id, fn }) => {
        tasks.set(id, fn as (signal: AbortSignal) => unknown);
      },
    });
    const run = async (id: string) =>
      tasks.get(id)!(new AbortController().signal);
    const { server } = await startTestBackend({
      features: [
        aiGovernancePlugin,
        slackModule,
        catalogServiceMock.factory({
          entities: [
            endpoint(),
            endpoint('fraud'),
            group('team-growth', undefined, '#growth-ml'),
          ],
        }),
        mockServices.database.factory({ knex }),
        scheduler.factory,
        auditor.factory,
        permissions.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            aiGovernance: {
              slack: { token: 'xoxb-test', apiUrl: simulator.slackApiUrl },
            },
          },
        }),
      ],
    });
    const findings = FindingService.create({
      store: FindingStore.create({ knex }),
    });
    await run('sync-models');
    const now = new Date();
    const churn = comparison({ charges: 'fail', calls: 'fail' });
    churn.columns[0].tests = [
      {
        method: 'psi',
        effectSize: 0.4,
      } as (typeof churn.columns)[0]['tests'][0],
    ];
    await findings.update(churn, now);
    await findings.update(
      comparison(
        { amount: 'fail' },
        { modelId: 'default.fraud', severity: 'low' },
      ),
      now,
    );
    const tick = () => run('deliver-alerts');
    await tick();
    return { server, knex, audit, tick };
  }

  async function alertsOf(
    server: Parameters<typeof request>[0],
    count = 3,
    query = '',
  ): Promise<Alert[]> {
    const { body } = await request(server).get(`${base}${query}`).expect(200);
    expect(body.items).toHaveLength(count);
    return body.items;
  }

  it.each(databases.eachSupportedId())(
    'lists, filters, pages and counts, %p',
    async databaseId => {
      const { server } = await start({ databaseId });
      const alerts = await alertsOf(server);
      expect(alerts.map(({ severity }) => severity)).toEqual([
        'high',
        'high',
        'low',
      ]);
      expect(alerts[2]).toMatchObject({
        type: 'drift',
        rule: 'drift',
        entityRef: 'component:default/fraud',
        modelId: 'default.fraud',
        entityTitle: 'fraud <model>',
        column: 'amount',
        group: 'AllTraffic',
        state: 'firing',
        owner: 'group:default/team-growth',
        system: 'system:default/crm',
        link: '/catalog/default/component/fraud/drift',
        acknowledgement: null,
        occurrences: 1,
      });
      const first = await request(server).get(`${base}?limit=2`).expect(200);
      expect(first.body.items.map(({ id }: Alert) => id)).toEqual(
        alerts.slice(0, 2).map(({ id }) => id),
      );
      const second = await request(server)
        .get(`${base}?limit=2&cursor=${first.body.nextCursor}`)
        .expect(200);
      expect(second.body).toMatchObject({
        items: [{ id: alerts[2].id }],
        nextCursor: null,
      });
      for (const [query, count] of [
        ['severity=low', 1],
        ['severity=low&severity=high', 3],
        ['owner=none', 0],
        ['system=system%3Adefault%2Fcrm', 3],
        ['entityRef=component:default/churn', 2],
        ['assignee=none', 3],
        ['acknowledged=true', 0],
        ['suppressed=false', 3],
        ['search=AMOUNT', 1],
        ['search=%25', 0],
        ['state=resolved', 0],
        ['order=startsAt', 3],
      ] as const) {
        await alertsOf(server, count, `?${query}`);
      }
      const summary = await request(server).get(`${base}/summary`).expect(200);
      expect(summary.body).toEqual({
        firing: 3,
        unacknowledged: 3,
        suppressed: 0,
        bySeverity: { critical: 0, high: 2, medium: 0, low: 1 },
        byType: { drift: 3 },
      });
      const detail = await request(server)
        .get(`${base}/${alerts[2].id}`)
        .expect(200);
      expect(detail.body).toMatchObject({
        labels: { column: 'amount', severity: 'low', system: alerts[2].system },
        tags: [],
        decidedBy: null,
        timeline: expect.arrayContaining([
          expect.objectContaining({ kind: 'fired' }),
        ]),
      });
    },
  );

  it('acknowledges, assigns and ends, and audits each', async () => {
    const { server, audit } = await start();
    const [one, two] = await alertsOf(server);
    const patch = (id: string, change: object) =>
      request(server).patch(`${base}/${id}`).send(change);

    const taken = await patch(one.id, { acknowledged: true, note: 'On it' });
    expect(taken.body).toMatchObject({
      acknowledgement: { by: me, via: 'portal' },
    });
    await patch(one.id, { acknowledged: true }).expect(400, /is so already/);
    await patch(one.id, { assignee: 'user:default/ann' }).expect(200);
    await patch(one.id, { assignee: 'ann ann' }).expect(400, /assignee/);
    await patch(one.id, { note: 'nothing' }).expect(400, /must have/);
    await patch('0'.repeat(64), { acknowledged: true }).expect(404);
    const ended = await patch(two.id, { resolved: true }).expect(200);
    expect(ended.body).toMatchObject({ state: 'resolved' });
    await patch(two.id, { acknowledged: true }).expect(
      400,
      /not fire any more/,
    );

    const bulk = await request(server)
      .patch(base)
      .send({ ids: [one.id, two.id, 'x'], acknowledged: false })
      .expect(200);
    expect(bulk.body).toMatchObject({
      changed: [{ id: one.id, acknowledgement: null }],
      unchanged: [
        { id: two.id, reason: expect.stringContaining('not fire') },
        { id: 'x', reason: 'There is no such alert' },
      ],
    });
    const { body } = await request(server).get(`${base}/${one.id}`);
    expect(
      body.timeline
        .filter(({ actor }: { actor: string }) => actor === me)
        .map(({ kind }: { kind: string }) => kind),
    ).toEqual(['unacknowledged', 'assigned', 'acknowledged']);
    expect(
      audit.filter(entry => entry === 'alert-change succeeded'),
    ).toHaveLength(4);
    expect(audit).toContain('alert-change failed');
  });

  it('tells why an alert was not sent, and by which route it will be', async () => {
    const { server } = await start();
    const [alert] = await alertsOf(server);
    const trace = await request(server)
      .get(`${base}/${alert.id}/trace`)
      .expect(200);
    expect(trace.body).toMatchObject({
      alertId: alert.id,
      summary: expect.stringContaining('Waits for other alerts of its group'),
      groups: [
        {
          route: { path: 'root', matchers: [] },
          groupBy: { entity: alert.entityRef },
          decision: { told: false, reason: 'group-wait' },
          nextDecisionAt: expect.any(String),
          timers: {
            groupWait: 'PT30S',
            groupInterval: 'PT5M',
            repeatInterval: 'PT4H',
          },
          deliveries: [],
        },
      ],
      events: expect.arrayContaining([
        expect.objectContaining({
          kind: 'routed',
          detail: 'By route root, together with alerts of the same entity',
        }),
      ]),
    });
  });

  it.each(databases.eachSupportedId())(
    'has rules in versions, tries them on the past, and applies them, %p',
    async databaseId => {
      const { server, audit, tick } = await start({ databaseId });
      await alertsOf(server);
      const tried = await request(server)
        .post(`${base}/rules/dry-run`)
        .send({ rule })
        .expect(200);
      expect(tried.body).toMatchObject({
        findings: 3,
        matched: 1,
        changed: 1,
        outcomes: { critical: 1, 'no-alert': 0 },
        matches: [{ column: 'charges', before: 'high', after: 'critical' }],
      });
      expect(tried.body.days).toHaveLength(8);
      expect(tried.body.days[7].matched).toBe(1);

      const created = await request(server)
        .post(`${base}/rules`)
        .send({ ...rule, reason: 'It costs money' })
        .expect(201);
      expect(created.body).toMatchObject({
        version: 1,
        author: me,
        reason: 'It costs money',
        origin: 'api',
      });
      const path = `${base}/rules/${created.body.id}`;
      await tick();
      const [alert] = await alertsOf(server, 1, '?severity=critical');
      const { body } = await request(server).get(`${base}/${alert.id}`);
      expect(body).toMatchObject({
        column: 'charges',
        measures: { psi: 0.4 },
        labels: { team: 'growth', severity: 'critical' },
        decidedBy: { name: rule.name, version: 1 },
      });

      await request(server)
        .post(`${base}/rules`)
        .send({ ...rule, reason: 'again' })
        .expect(409);
      const silent = { ...rule, outcome: 'no-alert', reason: 'Too loud' };
      await request(server)
        .put(path)
        .send({ ...silent, version: 7 })
        .expect(409, /at version 1/);
      await request(server)
        .put(path)
        .send({ ...silent, version: 1 })
        .expect(200);
      await tick();
      await alertsOf(server, 2, '?state=firing');
      await request(server).delete(`${path}?reason=Never+mind`).expect(204);
      await tick();
      await alertsOf(server, 3, '?state=firing');
      const versions = await request(server).get(`${path}/versions`);
      expect(
        versions.body.versions.map(({ reason }: { reason: string }) => reason),
      ).toEqual(['Never mind', 'Too loud', 'It costs money']);
      const rules = await request(server).get(`${base}/rules`);
      expect(rules.body.rules).toMatchObject([{ origin: 'config' }]);
      await request(server)
        .delete(`${base}/rules/config:1?reason=x`)
        .expect(400, /of the configuration/);
      expect(audit).toEqual(
        expect.arrayContaining([
          'alert-rule-create succeeded',
          'alert-rule-create failed',
          'alert-rule-update succeeded',
          'alert-rule-delete succeeded',
        ]),
      );
    },
  );

  it('says what is wrong with a rule', async () => {
    const { server } = await start();
    const post = async (change: object) =>
      (
        await request(server)
          .post(`${base}/rules`)
          .send({ ...rule, reason: 'x', ...change })
          .expect(400)
      ).body.error.message;
    expect(await post({ conditions: ['psi is big'] })).toMatch(/no condition/);
    expect(
      await post({
        matchers: [{ label: 'owner', operator: '=~', value: '(a+)+' }],
      }),
    ).toMatch(/repeats a group/);
    expect(await post({ outcome: 'bad' })).toMatch(/outcome/);
    expect(await post({ reason: ' ' })).toMatch(/reason/);
    expect(await post({ more: 1 })).toMatch(/more/);
  });

  it.each(databases.eachSupportedId())(
    'silences what was previewed, shows it as silenced, and ends it, %p',
    async databaseId => {
      const { server, tick } = await start({ databaseId });
      await alertsOf(server);
      const matchers = [
        { label: 'entity', operator: '=', value: 'component:default/churn' },
      ];
      const preview = await request(server)
        .post(`${base}/silences/preview`)
        .send({ matchers })
        .expect(200);
      expect(preview.body).toMatchObject({
        total: 2,
        items: [{ severity: 'high' }, { severity: 'high' }],
      });
      const silence = await request(server)
        .post(`${base}/silences`)
        .send({ matchers, endsAt: inAnHour(), comment: 'Known' })
        .expect(201);
      expect(silence.body).toMatchObject({ state: 'active', author: me });
      await tick();
      const [alert] = await alertsOf(server, 2, '?suppressed=true');
      expect(alert.suppression).toMatchObject({
        by: 'silence',
        cause: silence.body.id,
        until: silence.body.endsAt,
      });
      const ended = await request(server)
        .delete(`${base}/silences/${silence.body.id}`)
        .expect(200);
      expect(ended.body).toMatchObject({ state: 'expired', endedBy: me });
      await tick();
      await alertsOf(server, 0, '?suppressed=true');
      await request(server)
        .delete(`${base}/silences/${silence.body.id}`)
        .expect(400, /ended already/);
      const list = await request(server).get(`${base}/silences`).expect(200);
      expect(list.body).toEqual({ silences: [] });
      const expired = await request(server).get(
        `${base}/silences?state=expired`,
      );
      expect(expired.body.silences).toHaveLength(1);
    },
  );

  it('refuses silences that hide everything, never end, or name no system', async () => {
    const { server } = await start();
    const post = async (change: object) =>
      (
        await request(server)
          .post(`${base}/silences`)
          .send({
            matchers: [{ label: 'type', operator: '=', value: 'drift' }],
            endsAt: inAnHour(),
            comment: 'x',
            ...change,
          })
          .expect(400)
      ).body.error.message;
    expect(await post({ matchers: [] })).toMatch(/matchers/);
    expect(
      await post({
        matchers: [{ label: 'type', operator: '!=', value: 'x' }],
      }),
    ).toMatch(/what is meant/);
    expect(await post({ endsAt: '2020-01-01T00:00:00Z' })).toMatch(/past/);
    expect(await post({ endsAt: '2099-01-01T00:00:00Z' })).toMatch(/366 days/);
    expect(await post({ kind: 'maintenance' })).toMatch(/system = <ref>/);
    expect(await post({ comment: ' ' })).toMatch(/comment/);
  });

  it('shows channels and dead letters, tests a channel, and tries again', async () => {
    const { server, knex, tick } = await start();
    const channels = await request(server).get(`${base}/channels`).expect(200);
    expect(channels.body.channels).toMatchObject([
      { id: 'slack', title: 'Slack', pending: 0, dead: 0 },
    ]);
    const test = await request(server)
      .post(`${base}/channels/slack/test`)
      .send({ entityRef: 'component:default/churn' })
      .expect(200);
    expect(test.body).toEqual({
      ok: true,
      destination: '#growth-ml',
      error: null,
    });
    expect(JSON.stringify(simulator.slackMessages())).toContain(
      'tests whether',
    );
    const wrong = await request(server)
      .post(`${base}/channels/slack/test`)
      .send({ destination: '#nowhere' })
      .expect(200);
    expect(wrong.body).toMatchObject({
      ok: false,
      error: expect.stringContaining('channel_not_found'),
    });
    const failing = await request(server).get(`${base}/channels`);
    expect(failing.body.channels).toMatchObject([{ state: 'failing' }]);
    await request(server)
      .post(`${base}/channels/pigeon/test`)
      .send({})
      .expect(404, /there are slack/);

    simulator.addFault({
      service: 'slack',
      operation: 'chat.postMessage',
      effect: { kind: 'error', code: 'is_archived' },
    });
    await knex('notification_groups').update({ due_at: '', next_at: '2026' });
    await expect(tick()).rejects.toThrow(/2 of 2 alerts/);
    const dead = await request(server).get(`${base}/deliveries?state=dead`);
    expect(dead.body.items).toHaveLength(2);
    const [letter] = dead.body.items;
    expect(letter).toMatchObject({
      channel: 'slack',
      destination: '#growth-ml',
      transition: 'trigger',
      reason: 'first',
      attempts: [{ error: expect.stringContaining('is_archived') }],
    });
    simulator.clearFaults();
    const retry = `${base}/deliveries/${letter.id}/retry`;
    const again = await request(server).post(retry).expect(200);
    expect(again.body).toMatchObject({ state: 'pending' });
    await request(server).post(retry).expect(409);
    await tick();
    expect(
      simulator.slackMessages().filter(({ threadTs }) => !threadTs),
    ).toHaveLength(2);
  });

  it('asks for permissions', async () => {
    const { server, audit } = await start({
      deny: [
        aiGovernanceAlertAcknowledgePermission.name,
        aiGovernanceAlertSilencePermission.name,
        aiGovernanceAlertAdministerPermission.name,
      ],
    });
    const [alert] = await alertsOf(server);
    const refused = [
      await request(server)
        .patch(`${base}/${alert.id}`)
        .send({ acknowledged: true }),
      await request(server)
        .post(`${base}/silences`)
        .send({
          matchers: [{ label: 'type', operator: '=', value: 'drift' }],
          endsAt: inAnHour(),
          comment: 'x',
        }),
      await request(server)
        .post(`${base}/rules`)
        .send({ ...rule, reason: 'x' }),
      await request(server).get(`${base}/deliveries`),
      await request(server).get(`${base}/channels`),
      await request(server).post(`${base}/channels/slack/test`).send({}),
    ];
    expect(refused.map(({ status }) => status)).toEqual(
      Array(refused.length).fill(403),
    );
    const bulk = await request(server)
      .patch(base)
      .send({ ids: [alert.id], acknowledged: true })
      .expect(200);
    expect(bulk.body).toEqual({
      changed: [],
      unchanged: [{ id: alert.id, reason: 'You may not change it' }],
    });
    expect(audit).toContain('alert-silence-create failed');
  });

  it('does not let on that an alert exists that may not be read', async () => {
    const { server, knex } = await start({
      deny: [aiGovernanceAlertReadPermission.name],
    });
    const [{ id }] = await knex('alerts').select('id');
    await request(server).get(`${base}/${id}`).expect(404);
    await request(server).get(`${base}/${id}/trace`).expect(404);
    await request(server)
      .patch(`${base}/${id}`)
      .send({ acknowledged: true })
      .expect(404);
    const list = await request(server).get(base).expect(200);
    expect(list.body).toEqual({ items: [], nextCursor: null });
  });
});
