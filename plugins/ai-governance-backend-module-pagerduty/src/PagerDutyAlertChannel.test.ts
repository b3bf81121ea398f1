import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { AlertMessage } from '@ai-governance/plugin-ai-governance-node';
import { channelOf, first, KEY, member, to } from './__testUtils__/alerts';

const dedupKey = first.groupKey;
const follow = (transition: AlertMessage['transition']): AlertMessage => ({
  ...first,
  transition,
});

describe('PagerDutyAlertChannel', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('opens, acknowledges and resolves one incident per group', async () => {
    const channel = channelOf(simulator);
    expect(await channel.deliver(first, to())).toEqual({ dedupKey });
    await channel.deliver({ ...first, reason: 'repeat' }, to());
    await channel.deliver(follow('acknowledge'), to());
    expect(simulator.pagerDutyIncidents()).toMatchObject([
      { status: 'acknowledged', dedupKey, routingKey: KEY },
    ]);
    await channel.deliver(follow('resolve'), to());
    expect(simulator.pagerDutyIncidents()).toMatchObject([
      { status: 'resolved' },
    ]);
    await channel.deliver(first, to());
    expect(simulator.pagerDutyIncidents()).toMatchObject([
      { status: 'resolved' },
      { status: 'triggered', dedupKey },
    ]);
  });

  it('tells what is the matter', async () => {
    await channelOf(simulator).deliver(first, to());
    const [event] = simulator.pagerDutyEvents();
    expect(event).toMatchObject({
      routing_key: KEY,
      event_action: 'trigger',
      dedup_key: dedupKey,
      payload: {
        summary: 'Drift: churn-prediction: 1 feature drifts.',
        source: 'component:default/churn-prediction',
        severity: 'error',
        timestamp: '2026-11-20T06:00:00.000Z',
        component: 'component:default/churn-prediction',
        group: 'system:default/customer-engagement',
        class: 'drift',
        custom_details: {
          severity: 'high',
          owner: 'group:default/team-growth',
          since: '2026-11-20 05:00 UTC (1 hour)',
          firing: 1,
          alerts: ['[high] income: PSI 0.41 is above 0.25'],
          labels: first.groupLabels,
        },
      },
      links: [{ href: first.link, text: 'Open in Backstage' }],
      client_url: first.link,
    });
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'info'],
  ] as const)('tells %s as %s', async (severity, told) => {
    await channelOf(simulator).deliver({ ...first, severity }, to());
    expect(simulator.pagerDutyEvents()[0].payload?.severity).toBe(told);
  });

  it('says that a test is one', async () => {
    await channelOf(simulator).deliver({ ...first, reason: 'test' }, to());
    expect(simulator.pagerDutyEvents()[0].payload?.summary).toMatch(/^Test: /);
  });

  it('keeps within what PagerDuty takes, however long and hostile texts are', async () => {
    const evil = `"}\u0000\u202E\r\n<script>${'😀'.repeat(3_000)}`;
    const members = Array.from({ length: 5_000 }, (_, index) => ({
      ...member(`${index} ${evil}`),
      detail: evil,
    }));
    await channelOf(simulator).deliver(
      {
        ...first,
        title: evil,
        summary: evil,
        entityRef: evil,
        owner: evil,
        link: 'data:text/html,evil',
        groupLabels: Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [`${evil}${index}`, evil]),
        ),
        members,
        counts: { firing: 6_000, resolved: 0 },
      },
      to(),
    );
    const [event] = simulator.pagerDutyEvents();
    expect(event.payload!.summary.length).toBeLessThanOrEqual(1_024);
    expect(event.payload!.summary).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(event.links).toBeUndefined();
    expect(event.client_url).toBeUndefined();
    const { alerts, more } = event.payload!.custom_details as {
      alerts: string[];
      more: string;
    };
    expect(alerts.length).toBeGreaterThan(100);
    expect(more).toBe(`…and ${6_000 - alerts.length} more`);
  });

  it('announces a change where that is wanted', async () => {
    const change = {
      id: 'c1',
      entityRef: 'component:default/fraud-detection',
      title: 'New version of fraud-detection',
      summary: 'Version 8 replaced 7.',
      link: 'https://portal.example/versions',
      details: { version: '8' },
      at: '2026-11-20T06:00:00.000Z',
    };
    await channelOf(simulator).announceChange!(change, to());
    expect(simulator.pagerDutyChanges()).toMatchObject([
      {
        routing_key: KEY,
        payload: {
          summary: 'New version of fraud-detection: Version 8 replaced 7.',
          source: change.entityRef,
          timestamp: change.at,
          custom_details: { version: '8' },
        },
        links: [{ href: change.link }],
      },
    ]);
    expect(
      channelOf(simulator, { changeEvents: false }).announceChange,
    ).toBeUndefined();
  });

  it('finds the key of an owner, and shows only its end', () => {
    const group = (annotations?: Record<string, string>) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'team', annotations },
    });
    const channel = channelOf(simulator, { integrationKey: KEY });
    expect(channel.defaultDestination).toBe(KEY);
    expect(
      channel.destinationOf(group({ 'pagerduty.com/integration-key': ' k ' })),
    ).toBe('k');
    expect(channel.destinationOf(group())).toBeUndefined();
    expect(channel.describeDestination(KEY)).toBe('integration key …R0R0');
  });

  it.each([
    [{ integrationKey: 'secret' }, /integrationKey has 6 characters/],
    [{ eventsUrl: 'ftp://x' }, /eventsUrl is 'ftp:\/\/x'/],
  ])('refuses settings %j', (settings, message) => {
    expect(() => channelOf(simulator, settings)).toThrow(message);
  });
});
