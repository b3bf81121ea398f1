import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import {
  at,
  createAlertStage,
  endpoint,
  group,
  MODEL,
} from './__testUtils__/alertStage';

jest.setTimeout(60_000);

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
    options: Omit<
      Parameters<typeof createAlertStage>[0],
      'knex' | 'simulator'
    > = {},
  ) {
    const knex = await migrate(await databases.init(databaseId));
    const stage = await createAlertStage({ knex, simulator, ...options });
    return { knex, ...stage };
  }

  /** Messages that are not replies in the thread of another. */
  const messages = () =>
    simulator.slackMessages().filter(({ threadTs }) => !threadTs);
  const replies = () => simulator.slackMessages().length - messages().length;

  it.each(databases.eachSupportedId())(
    'tells once, joins new columns in the thread, and updates on recovery, %p',
    async databaseId => {
      const { measure, dispatch } = await setUp(databaseId);

      await measure({ charges: 'fail', calls: 'pass' }, 0);
      await dispatch(0);
      expect(simulator.slackMessages()).toHaveLength(1);
      const [first] = messages();
      expect(JSON.stringify(first)).toContain('charges');
      expect(JSON.stringify(first)).toContain('churn &lt;model&gt;');
      expect(JSON.stringify(first)).toContain('growth-ml');

      await measure({ charges: 'fail', calls: 'pass' }, 60);
      await dispatch(60);
      await dispatch(90);
      expect(simulator.slackMessages()).toHaveLength(1);

      await measure({ charges: 'fail', calls: 'fail' }, 100);
      await dispatch(120);
      expect([messages().length, replies()]).toEqual([1, 1]);

      await measure({ charges: 'pass', calls: 'pass' }, 170);
      await dispatch(180);
      expect(messages()).toMatchObject([
        { text: expect.stringContaining('Resolved') },
      ]);
      expect(messages()[0].edits).toHaveLength(2);

      await measure({ charges: 'fail' }, 240);
      await dispatch(240);
      expect(messages()).toHaveLength(2);
    },
  );

  it.each(databases.eachSupportedId())(
    'tries again when Slack is down, as late as Slack asks, and then tells once, %p',
    async databaseId => {
      const { measure, dispatch, knex } = await setUp(databaseId);
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
      const delivery = () =>
        knex('notification_deliveries').first(
          'state',
          'attempts',
          'next_attempt_at',
        );

      await measure({ charges: 'fail' }, 0);
      await expect(dispatch(0)).rejects.toThrow(
        /1 of 1 alerts could not be delivered/,
      );
      expect(await delivery()).toEqual({
        state: 'pending',
        attempts: 1,
        next_attempt_at: at(120).toISOString(),
      });
      await dispatch(119);
      expect(simulator.slackMessages()).toEqual([]);
      await expect(dispatch(120)).rejects.toThrow();
      await dispatch(120 + 15);
      expect(simulator.slackMessages()).toHaveLength(1);
      expect(await delivery()).toMatchObject({ state: 'sent', attempts: 3 });
      expect(await knex('channel_health').first()).toMatchObject({
        channel: 'slack',
        failures: 0,
      });
    },
  );

  it('keeps a message that can never be delivered as a dead letter', async () => {
    const { measure, dispatch, knex } = await setUp('SQLITE_3', {
      catalog: [group('team-growth', undefined, '#nowhere')],
    });
    await measure({ charges: 'fail' }, 0);
    await expect(dispatch(0)).rejects.toThrow(/channel_not_found/);
    await dispatch(3600);
    expect(await knex('delivery_attempts')).toHaveLength(1);
    expect(await knex('notification_deliveries')).toMatchObject([
      { state: 'dead', destination: '#nowhere' },
    ]);
  });

  it('never announces what recovered before it could be told', async () => {
    const { measure, dispatch } = await setUp('SQLITE_3', {
      yaml: 'route: { group_wait: PT30S }',
    });
    await measure({ charges: 'fail' }, 0);
    await dispatch(0);
    await measure({ charges: 'pass' }, 10);
    await dispatch(40);
    expect(simulator.slackMessages()).toEqual([]);
  });

  it('sends what is out of date never: a later message takes its place', async () => {
    const { measure, dispatch, knex } = await setUp('SQLITE_3');
    simulator.addFault({
      service: 'slack',
      effect: { kind: 'error', code: 'service_unavailable', status: 503 },
    });
    await measure({ charges: 'fail' }, 0);
    await expect(dispatch(0)).rejects.toThrow(/503/);
    await measure({ charges: 'fail', calls: 'fail' }, 30);
    simulator.clearFaults();
    await dispatch(60);
    expect(simulator.slackMessages()).toHaveLength(1);
    expect(JSON.stringify(simulator.slackMessages())).toContain('calls');
    expect(
      await knex('notification_deliveries').orderBy('seq').pluck('state'),
    ).toEqual(['superseded', 'sent']);
  });

  it.each(databases.eachSupportedId())(
    'tells of recovery where the beginning was told, whoever owns the endpoint by then, %p',
    async databaseId => {
      const groups = [
        group('team-growth', undefined, '#growth-ml'),
        group('team-risk', undefined, '#risk-models'),
      ];
      const { measure, dispatch, models } = await setUp(databaseId, {
        catalog: groups,
      });
      await measure({ charges: 'fail' }, 0);
      await dispatch(0);
      await models.upsert(
        [
          {
            id: MODEL,
            entityRef: 'component:default/churn',
            entity: endpoint('churn', { owner: 'team-risk' }),
          },
        ],
        at(30),
      );
      await measure({ charges: 'pass' }, 40);
      await dispatch(60);
      const [message, ...more] = messages();
      expect(more).toEqual([]);
      expect(message.channelName).toBe('growth-ml');
      expect(message.text).toContain('Resolved');

      await measure({ charges: 'fail' }, 200);
      await dispatch(200);
      expect(messages().map(({ channelName }) => channelName)).toEqual([
        'growth-ml',
        'risk-models',
      ]);
    },
  );

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
    const { measure, dispatch } = await setUp('SQLITE_3', { catalog, slack });
    await measure({ charges: 'fail' }, 0);
    await dispatch(0);
    expect(JSON.stringify(simulator.slackMessages())).toContain(channel);
  });

  it('says so when there is nobody to tell, and tries again later', async () => {
    const { measure, dispatch, knex, setCatalog } = await setUp('SQLITE_3', {
      catalog: [],
    });
    await measure({ charges: 'fail' }, 0);
    await expect(dispatch(0)).rejects.toThrow(/Nobody can be told/);
    expect(await knex('notification_deliveries')).toMatchObject([
      {
        state: 'pending',
        attempts: 1,
        last_error: expect.stringContaining('Nobody can be told'),
      },
    ]);
    setCatalog([group('team-growth', undefined, '#growth-ml')]);
    // Entities are kept for a minute.
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 90_000);
    await dispatch(60);
    clock.mockRestore();
    expect(simulator.slackMessages()).toHaveLength(1);
  });

  it('ends the alerts of a model that is gone from the catalog', async () => {
    const { measure, dispatch, models } = await setUp('SQLITE_3');
    await measure({ charges: 'fail' }, 0);
    await dispatch(0);
    await models.markRemovedExcept([], at(10));
    await dispatch(120);
    expect(messages()).toMatchObject([
      { text: expect.stringContaining('Resolved') },
    ]);
  });

  it.each(databases.eachSupportedId())(
    'forgets what ended long ago, and nothing that fires, %p',
    async databaseId => {
      const { measure, dispatch, alerts, knex } = await setUp(databaseId);
      await measure({ charges: 'fail', calls: 'fail' }, 0);
      await dispatch(0);
      await measure({ charges: 'pass', calls: 'fail' }, 30);
      await dispatch(60);
      const count = async (table: string) => (await knex(table)).length;
      await alerts.cleanUp(at(0));
      expect(await count('alerts')).toBe(2);
      await alerts.cleanUp(at(181 * 24 * 3600));
      expect(await knex('alerts').pluck('column_name')).toEqual(['calls']);
      expect(await count('notification_groups')).toBe(1);
      expect(await count('notification_deliveries')).toBe(0);
      await measure({ calls: 'pass' }, 182 * 24 * 3600);
      await dispatch(182 * 24 * 3600);
      expect(messages()[0].text).toContain('Resolved');
      await alerts.cleanUp(at(400 * 24 * 3600));
      for (const table of [
        'alerts',
        'alert_events',
        'notification_groups',
        'notification_members',
        'notification_targets',
        'notification_deliveries',
        'delivery_attempts',
      ]) {
        expect([table, await count(table)]).toEqual([table, 0]);
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'takes over what the release before had told, %p',
    async databaseId => {
      const { measure, dispatch, knex } = await setUp(databaseId);
      await measure({ charges: 'fail', calls: 'fail' }, 0);
      const { body } = await postBefore();
      const ids = await knex('findings').orderBy('column_name').pluck('id');
      await knex('alert_groups').insert({
        group_key: 'before',
        model_id: MODEL,
        told_state: 'firing',
        told_members: JSON.stringify({ [ids[0]]: 'high', [ids[1]]: 'high' }),
        channel_id: 'slack',
        destination: '#growth-ml',
        reference: JSON.stringify({ channel: body.channel, ts: body.ts }),
        attempts: 0,
        updated_at: at(0).toISOString(),
      });
      await measure({ charges: 'pass' }, 30);
      await dispatch(60);
      await dispatch(120);
      expect(messages()).toHaveLength(1);
      await measure({ calls: 'pass' }, 130);
      await dispatch(180);
      await dispatch(240);
      expect(messages()).toMatchObject([
        { text: expect.stringContaining('Resolved') },
      ]);
      expect(await knex('alert_groups')).toEqual([]);
    },
  );

  /** What the release before had posted. */
  async function postBefore() {
    const response = await fetch(`${simulator.slackApiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer xoxb-test',
      },
      body: JSON.stringify({ channel: '#growth-ml', text: 'Drift' }),
    });
    return { body: (await response.json()) as { channel: string; ts: string } };
  }
});
