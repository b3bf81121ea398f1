import { CloudSimulator, hmac } from '@ai-governance/cloud-simulator';
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
import aiGovernanceModuleSlack from '.';
import { first, to } from './__testUtils__/alerts';

const SECRET = 's1gning';

describe('the button to acknowledge', () => {
  let simulator: CloudSimulator;
  let backend: TestBackend;
  let channel: AlertChannel;
  let url: string;
  const actions: InboundAction[] = [];

  const acknowledge = async (action: InboundAction) => {
    if (action.groupKey !== first.groupKey) {
      throw new NotFoundError('There is no such group');
    }
    actions.push(action);
    return { outcome: 'changed' as const, alertIds: ['a'] };
  };
  const inbox: AlertInbox = {
    acknowledge,
    unacknowledge: acknowledge,
    resolve: acknowledge,
  };

  beforeAll(async () => {
    simulator = await CloudSimulator.start();
    backend = await startTestBackend({
      extensionPoints: [
        [
          aiGovernanceAlertChannelsExtensionPoint,
          {
            addAlertChannel: (...added) => {
              [channel] = added;
            },
          },
        ],
      ],
      features: [
        aiGovernanceModuleSlack,
        mockServices.rootConfig.factory({
          data: {
            aiGovernance: {
              slack: {
                token: 'xoxb-demo',
                apiUrl: simulator.slackApiUrl,
                signingSecret: SECRET,
              },
            },
          },
        }),
      ],
    });
    url = `http://localhost:${backend.server.port()}/api/ai-governance/v1/channels/slack/interactivity`;
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
    options: { timestamp?: string; signature?: string } = {},
  ) => {
    const { timestamp = String(Math.floor(Date.now() / 1_000)) } = options;
    const { signature = `v0=${hmac(SECRET, `v0:${timestamp}:${body}`)}` } =
      options;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      },
      body,
    });
    return { status: response.status, body: await response.text() };
  };
  const bodyOf = (changes: object = {}) =>
    new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        user: { id: 'U1', name: 'jane' },
        actions: [
          {
            action_id: 'ai-governance-acknowledge',
            value: first.groupKey,
            action_ts: '1.2',
          },
        ],
        ...changes,
      }),
    }).toString();

  it('asks to come again while alerts are not ready', async () => {
    expect((await send(bodyOf())).status).toBe(503);
    channel.connect!(inbox);
  });

  it('brings what somebody does in Slack to the portal', async () => {
    channel.connect!(inbox);
    simulator.connectPortal({ slack: { url, secret: SECRET } });
    await channel.deliver(first, to('#growth-ml'));
    const [message] = simulator.slackMessages();
    const response = await fetch(`${simulator.url}/_simulator/slack/actions`, {
      method: 'POST',
      body: JSON.stringify({
        ts: message.ts,
        channel: message.channel,
        action: 'ai-governance-acknowledge',
      }),
    });
    expect(await response.json()).toEqual({
      portal: { status: 200, body: '' },
    });
    expect(actions).toEqual([
      {
        channelId: 'slack',
        groupKey: first.groupKey,
        actor: { name: 'priya.raman' },
        eventId: expect.stringMatching(/^U0PRIYA:\d+\.\d{6}$/),
      },
    ]);
  });

  it('gives one press one id, however often it comes', async () => {
    await send(bodyOf());
    await send(bodyOf());
    expect(actions.map(({ eventId }) => eventId)).toEqual(['U1:1.2', 'U1:1.2']);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  it.each<
    [string, (body: string) => { timestamp?: string; signature?: string }]
  >([
    ['forged', body => ({ signature: `v0=${hmac('x', body)}` })],
    ['missing', () => ({ signature: '' })],
    [
      'of another body',
      body => ({
        timestamp: String(now()),
        signature: `v0=${hmac(SECRET, `v0:${now()}:${body}x`)}`,
      }),
    ],
    [
      'of another time',
      body => ({
        timestamp: String(now()),
        signature: `v0=${hmac(SECRET, `v0:${now() - 60}:${body}`)}`,
      }),
    ],
    ['replayed after five minutes', () => ({ timestamp: String(now() - 310) })],
    ['of the future', () => ({ timestamp: String(now() + 310) })],
    ['of no time', () => ({ timestamp: 'now' })],
  ])('refuses a signature that is %s', async (_, options) => {
    const body = bodyOf();
    expect((await send(body, options(body))).status).toBe(401);
    expect(actions).toEqual([]);
  });

  it.each([
    ['buttons that open a link', { actions: [{ action_id: 'other' }] }],
    ['other interactions', { type: 'view_submission' }],
    ['calls without a person', { user: undefined }],
    [
      'groups that are not known',
      {
        actions: [
          {
            action_id: 'ai-governance-acknowledge',
            value: 'gone',
            action_ts: '1.2',
          },
        ],
      },
    ],
  ])('takes %s for done', async (_, changes) => {
    expect(await send(bodyOf(changes))).toEqual({ status: 200, body: '' });
    expect(actions).toEqual([]);
  });

  it.each(['', 'payload=x', 'payload={}'])('refuses %j', async body => {
    expect((await send(body)).status).toBe(400);
  });
});
