import { SlackAlertChannel } from '@ai-governance/plugin-ai-governance-backend-module-slack';
import type {
  DriftRun,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { mockServices, TestDatabaseId } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { FindingService } from '../findings/FindingService';
import { FindingStore } from '../findings/FindingStore';
import { ModelStore } from '../models/ModelStore';
import { AlertService } from './AlertService';
import { AlertStore } from './AlertStore';
import { OwnerResolver } from './OwnerResolver';

jest.setTimeout(60_000);

const MODEL = 'default.churn';
const signal = new AbortController().signal;
const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 1) + seconds * 1000);

const endpoint: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn', namespace: 'default', title: 'Churn <model>' },
  spec: { type: 'model-endpoint', owner: 'team-growth', system: 'crm' },
};

function group(name: string, parent?: string, channel?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      namespace: 'default',
      ...(channel && { annotations: { 'slack.com/channel': channel } }),
    },
    spec: { type: 'team', children: [], ...(parent && { parent }) },
  };
}

function comparison(columns: Record<string, Verdict>): DriftRun {
  return {
    id: 'run',
    modelId: MODEL,
    variant: 'AllTraffic',
    createdAt: at(0).toISOString(),
    verdict: 'warn',
    summary: '',
    settingsVersion: 1,
    gridVersion: 1,
    baseline: null,
    current: null,
    columns: Object.entries(columns).map(([column, verdict]) => ({
      column,
      type: 'numeric',
      role: 'feature',
      verdict,
      severity: 'high',
      reason: `PSI 0.4 is above the limit of 0.25.`,
      baseline: { n: 1, missing: 0 },
      current: { n: 1, missing: 0 },
      tests: [],
      openSince: null,
    })),
  };
}

describe('AlertService', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  async function setUp(
    databaseId: TestDatabaseId,
    catalog: Entity[] = [group('team-growth', undefined, '#growth-ml')],
    slack: { defaultChannel?: string } = {},
  ) {
    const knex = await migrate(await databases.init(databaseId));
    const models = ModelStore.create({ knex });
    await models.upsert(
      [
        {
          id: MODEL,
          entityRef: 'component:default/churn',
          entity: endpoint,
        },
      ],
      at(0),
    );
    const findings = FindingService.create({
      store: FindingStore.create({ knex }),
    });
    const store = AlertStore.create({ knex });
    const logger = mockServices.logger.mock();
    const channel = SlackAlertChannel.fromConfig(
      new ConfigReader({
        aiGovernance: {
          slack: {
            token: 'xoxb-test',
            apiUrl: simulator.slackApiUrl,
            ...slack,
          },
        },
      }),
      { logger },
    )!;
    const alerts = AlertService.create({
      store,
      findings,
      models,
      owners: OwnerResolver.create({
        catalog: catalogServiceMock({ entities: catalog }),
        auth: mockServices.auth(),
        channels: [channel],
      }),
      channels: [channel],
      appBaseUrl: 'http://localhost:3000',
      logger,
    });
    return {
      store,
      alerts,
      async measure(columns: Record<string, Verdict>, seconds: number) {
        const events = await findings.update(comparison(columns), at(seconds));
        if (events.length > 0) {
          await alerts.notice(MODEL, at(seconds));
        }
      },
      dispatch: (seconds: number) =>
        alerts.dispatch({ now: at(seconds), signal }),
    };
  }

  const posts = () =>
    simulator
      .requests()
      .filter(
        ({ service, operation }) =>
          service === 'slack' && operation === 'chat.postMessage',
      ).length;

  it.each(databases.eachSupportedId())(
    'tells once, joins new columns in the thread, and updates on recovery, %p',
    async databaseId => {
      const { measure, dispatch } = await setUp(databaseId);

      await measure({ charges: 'fail', calls: 'pass' }, 0);
      await dispatch(0);
      expect(simulator.slackMessages()).toHaveLength(1);
      const [first] = simulator.slackMessages();
      expect(JSON.stringify(first)).toContain('charges');
      expect(JSON.stringify(first)).toContain('Churn &lt;model&gt;');
      expect(JSON.stringify(first)).toContain('growth-ml');

      await measure({ charges: 'fail', calls: 'pass' }, 60);
      await dispatch(60);
      await dispatch(90);
      expect(posts()).toBe(1);

      await measure({ charges: 'fail', calls: 'fail' }, 120);
      await dispatch(120);
      expect(posts()).toBe(2);

      await measure({ charges: 'pass', calls: 'pass' }, 180);
      await dispatch(180);
      expect(posts()).toBe(2);
      expect(
        simulator
          .requests()
          .filter(({ operation }) => operation === 'chat.update'),
      ).toHaveLength(2);

      await measure({ charges: 'fail' }, 240);
      await dispatch(240);
      expect(posts()).toBe(3);
    },
  );

  it.each(databases.eachSupportedId())(
    'tries again when Slack is down, as late as Slack asks, and then tells once, %p',
    async databaseId => {
      const { measure, dispatch, store } = await setUp(databaseId);
      simulator.addFault({
        service: 'slack',
        operation: 'chat.postMessage',
        count: 1,
        effect: {
          kind: 'error',
          code: 'ratelimited',
          status: 429,
          retryAfterSeconds: 120,
        },
      });
      simulator.addFault({
        service: 'slack',
        operation: 'chat.postMessage',
        count: 1,
        effect: { kind: 'reset' },
      });

      await measure({ charges: 'fail' }, 0);
      await expect(dispatch(0)).rejects.toThrow(
        /1 of 1 alerts could not be delivered/,
      );
      expect(await store.ofModel(MODEL)).toMatchObject([
        {
          attempts: 1,
          nextAttemptAt: at(120).toISOString(),
          told: { state: 'none' },
        },
      ]);
      await dispatch(119);
      expect(simulator.slackMessages()).toEqual([]);
      await expect(dispatch(120)).rejects.toThrow();
      await dispatch(120 + 60);
      expect(simulator.slackMessages()).toHaveLength(1);
      expect(await store.ofModel(MODEL)).toMatchObject([
        { attempts: 0, nextAttemptAt: null, lastError: null },
      ]);
    },
  );

  it('never announces what recovered before it could be told', async () => {
    const { measure, dispatch } = await setUp('SQLITE_3');
    await measure({ charges: 'fail' }, 0);
    await measure({ charges: 'pass' }, 10);
    await dispatch(20);
    expect(posts()).toBe(0);
  });

  it('keeps what changes while it is being told', async () => {
    const { store, alerts } = await setUp('SQLITE_3');
    await alerts.notice(MODEL, at(0));
    const [claimed] = await store.claimDue({
      now: at(0),
      leaseMs: 60_000,
      limit: 1,
    });
    await alerts.notice(MODEL, at(1));
    await store.settle(claimed, at(2));
    expect(await store.ofModel(MODEL)).toMatchObject([
      { nextAttemptAt: at(1).toISOString() },
    ]);
  });

  it.each<[string, Entity[], { defaultChannel?: string }, string]>([
    [
      'the parent of the owner',
      [group('team-growth', 'acme'), group('acme', undefined, '#risk-models')],
      {},
      'risk-models',
    ],
    [
      'the owner of the system',
      [
        group('team-growth'),
        group('team-crm', undefined, '#support-ml'),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: { name: 'crm', namespace: 'default' },
          spec: { owner: 'team-crm' },
        },
      ],
      {},
      'support-ml',
    ],
    [
      'the default when parents go round in a circle',
      [group('team-growth', 'acme'), group('acme', 'team-growth')],
      { defaultChannel: '#ml-governance' },
      'ml-governance',
    ],
    [
      'the default when the owner is not in the catalog',
      [],
      { defaultChannel: '#ml-governance' },
      'ml-governance',
    ],
  ])('goes to %s', async (_, catalog, slack, channel) => {
    const { measure, dispatch } = await setUp('SQLITE_3', catalog, slack);
    await measure({ charges: 'fail' }, 0);
    await dispatch(0);
    expect(JSON.stringify(simulator.slackMessages())).toContain(channel);
  });

  it('says so when there is nobody to tell, and tries again later', async () => {
    const { measure, dispatch, store } = await setUp('SQLITE_3', []);
    await measure({ charges: 'fail' }, 0);
    await expect(dispatch(0)).rejects.toThrow(/Nobody can be told/);
    expect(await store.ofModel(MODEL)).toMatchObject([
      { lastError: expect.stringContaining('Nobody can be told'), attempts: 1 },
    ]);
  });
});
