import {
  CloudSimulator,
  hmac,
  webhookBody,
} from '@ai-governance/cloud-simulator';
import {
  aiGovernanceAlertChannelsExtensionPoint,
  type AlertChannel,
  type AlertInbox,
  type InboundAction,
} from '@ai-governance/plugin-ai-governance-node';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import aiGovernanceModulePagerDuty from '.';
import { first, to } from './__testUtils__/alerts';

async function start(
  config: object,
): Promise<{ backend: TestBackend; channels: AlertChannel[] }> {
  const channels: AlertChannel[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        aiGovernanceAlertChannelsExtensionPoint,
        { addAlertChannel: (...added) => channels.push(...added) },
      ],
    ],
    features: [
      aiGovernanceModulePagerDuty,
      mockServices.rootConfig.factory({ data: { aiGovernance: config } }),
    ],
  });
  return { backend, channels };
}

describe('module', () => {
  it('adds nothing where PagerDuty is not configured', async () => {
    const { backend, channels } = await start({});
    expect(channels).toEqual([]);
    await backend.stop();
  });

  it('takes no webhooks without a secret', async () => {
    const { backend, channels } = await start({
      pagerDuty: { changeEvents: true },
    });
    expect(channels.map(({ id }) => id)).toEqual(['pagerduty']);
    const url = `http://localhost:${backend.server.port()}/api/ai-governance/v1/channels/pagerduty/webhook`;
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    await backend.stop();
  });
});

describe('webhook', () => {
  let simulator: CloudSimulator;
  let backend: TestBackend;
  let channel: AlertChannel;
  let url: string;
  const actions: (InboundAction & { kind: string })[] = [];

  const take = (kind: string) => async (action: InboundAction) => {
    if (action.groupKey !== first.groupKey) {
      throw new NotFoundError('There is no such group');
    }
    actions.push({ kind, ...action });
    return { outcome: 'changed' as const, alertIds: ['a'] };
  };
  const inbox: AlertInbox = {
    acknowledge: take('acknowledge'),
    unacknowledge: take('unacknowledge'),
    resolve: take('resolve'),
  };

  beforeAll(async () => {
    simulator = await CloudSimulator.start();
    const started = await start({
      pagerDuty: {
        eventsUrl: simulator.pagerDutyUrl,
        webhookSecrets: ['old', 'new'],
      },
    });
    backend = started.backend;
    [channel] = started.channels;
    url = `http://localhost:${backend.server.port()}/api/ai-governance/v1/channels/pagerduty/webhook`;
  });
  beforeEach(() => {
    actions.length = 0;
  });
  afterAll(async () => {
    await backend.stop();
    await simulator.stop();
  });

  const send = async (
    body: string,
    signature: string | undefined = `v1=${hmac('new', body)}`,
  ) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature && { 'x-pagerduty-signature': signature }),
      },
      body,
    });
    return { status: response.status, body: await response.json() };
  };
  const bodyOf = (changes: object = {}) => {
    const body = JSON.parse(
      webhookBody(
        {
          id: 'Q1',
          number: 1,
          routingKey: 'k',
          dedupKey: first.groupKey,
          status: 'acknowledged',
          createdAt: new Date().toISOString(),
          payload: undefined,
          links: undefined,
          images: undefined,
          log: [
            {
              at: new Date().toISOString(),
              action: 'acknowledge',
              by: 'x',
              summary: '',
            },
          ],
        },
        'acknowledge',
      ),
    );
    return JSON.stringify({ event: { ...body.event, ...changes } });
  };

  it('asks to come again while alerts are not ready', async () => {
    expect(await send(bodyOf())).toMatchObject({ status: 503 });
    channel.connect!(inbox);
  });

  it('brings what somebody does in PagerDuty to the portal', async () => {
    channel.connect!(inbox);
    simulator.connectPortal({ pagerDuty: { url, secret: 'new' } });
    await channel.deliver(first, to());
    const [{ id }] = simulator.pagerDutyIncidents();
    for (const action of ['acknowledge', 'resolve']) {
      const response = await fetch(
        `${simulator.url}/_simulator/pagerduty/actions`,
        { method: 'POST', body: JSON.stringify({ incident: id, action }) },
      );
      expect(await response.json()).toMatchObject({ portal: { status: 200 } });
    }
    expect(actions).toEqual(
      ['acknowledge', 'resolve'].map(kind => ({
        kind,
        channelId: 'pagerduty',
        groupKey: first.groupKey,
        actor: { name: 'Sofia Marino' },
        eventId: expect.stringMatching(/^01/),
      })),
    );
  });

  it('takes a signature by any of the secrets', async () => {
    const body = bodyOf();
    const forged = `v1=${'0'.repeat(64)}`;
    for (const signature of [
      `v1=${hmac('old', body)}`,
      `${forged}, v1=${hmac('new', body)}`,
    ]) {
      expect(await send(body, signature)).toEqual({
        status: 200,
        body: { outcome: 'changed' },
      });
    }
  });

  it.each<[string, (body: string) => string]>([
    ['forged', body => `v1=${hmac('guess', body)}`],
    ['of another body', body => `v1=${hmac('new', `${body} `)}`],
    ['of another version', body => `v2=${hmac('new', body)}`],
    ['without version', body => hmac('new', body)],
    ['empty', () => 'v1='],
    ['not there', () => ''],
  ])('refuses a signature that is %s', async (_, sign) => {
    const body = bodyOf();
    expect((await send(body, sign(body))).status).toBe(401);
    expect(actions).toEqual([]);
  });

  it.each([
    ['of other types', { event_type: 'incident.annotated' }],
    ['of tests', { event_type: 'pagey.ping', data: { message: 'Hello' } }],
    [
      'of our own integration',
      { agent: { type: 'events_api_v2_inbound_integration_reference' } },
    ],
    ['of nobody', { agent: null }],
    ['of incidents without key', { data: { id: 'Q1' } }],
    ['of incidents of others', { data: { incident_key: 'other' } }],
    ['of long ago', { occurred_at: '2020-10-02T18:45:22Z' }],
  ])('leaves alone events %s', async (_, changes) => {
    expect(await send(bodyOf(changes))).toMatchObject({
      status: 200,
      body: { outcome: 'ignored' },
    });
    expect(actions).toEqual([]);
  });

  it('takes an acknowledgement back that ends by itself', async () => {
    await send(bodyOf({ event_type: 'incident.unacknowledged', agent: null }));
    expect(actions).toMatchObject([
      { kind: 'unacknowledge', actor: { name: 'PagerDuty' } },
    ]);
  });

  it.each(['nonsense', '{}', '{"event":{"id":""}}'])(
    'refuses %s',
    async body => {
      expect((await send(body)).status).toBe(400);
    },
  );
});
