import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import { CloudSimulator } from '../CloudSimulator';

/** Refused messages are expected here. */
const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

describe('SlackService', () => {
  let simulator: CloudSimulator;

  const clientWith = (token: string | undefined) =>
    new WebClient(token, {
      slackApiUrl: simulator.slackApiUrl,
      logger: silentLogger,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
    });

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });

  afterEach(async () => {
    await simulator.stop();
  });

  it('takes messages, updates and replies, and shows them in the inbox', async () => {
    const client = clientWith('xoxb-test');
    const first = await client.chat.postMessage({
      channel: '#growth-ml',
      text: 'churn-prediction drifts',
      blocks: [
        {
          type: 'header',
          text: {
            type: 'plain_text',
            text: 'Drift: <script>alert(1)</script>',
          },
        },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*monthly_charges* <https://portal.example/?a=1&amp;b=2|open> <javascript:alert(1)|no>',
          },
        },
      ],
    });
    const second = await client.chat.postMessage({
      channel: first.channel!,
      thread_ts: first.ts,
      text: '_support_calls_ too',
    });
    await client.chat.update({
      channel: first.channel!,
      ts: first.ts!,
      text: 'churn-prediction has recovered',
      blocks: [],
    });

    expect(second.ts).not.toBe(first.ts);
    const messages = simulator.slackMessages();
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({
      channelName: 'growth-ml',
      text: 'churn-prediction has recovered',
      blocks: [],
      edits: [{ text: 'churn-prediction drifts' }],
    });
    expect(messages[1]).toMatchObject({ threadTs: first.ts });
    const html = await (await fetch(`${simulator.url}/slack/inbox`)).text();
    expect(html).toContain('<b>monthly_charges</b>');
    expect(html).toContain('href="https://portal.example/?a=1&#38;b=2"');
    expect(html).toContain('churn-prediction has recovered');
    expect(html).toContain('<i>support_calls</i> too');
    expect(html).toContain('&#60;script&#62;alert(1)');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('href="javascript');
    const json = await (
      await fetch(`${simulator.url}/_simulator/slack/messages`)
    ).json();
    expect(json.messages).toEqual(JSON.parse(JSON.stringify(messages)));
  });

  it('keeps the blocks of a message when an update brings none', async () => {
    const client = clientWith('xoxb-test');
    const blocks = [{ type: 'divider' }];
    const { channel, ts } = await client.chat.postMessage({
      channel: 'growth-ml',
      text: 'one',
      blocks,
    });
    await client.chat.update({ channel: channel!, ts: ts!, text: 'two' });

    expect(simulator.slackMessages()).toMatchObject([{ text: 'two', blocks }]);
  });

  it('takes JSON bodies as well as forms', async () => {
    const response = await fetch(`${simulator.slackApiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer xoxb-test',
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: 'C0GOVERNANCE', text: 'hello' }),
    });
    expect(await response.json()).toMatchObject({
      ok: true,
      channel: 'C0GOVERNANCE',
    });
  });

  it('refuses what Slack refuses', async () => {
    const client = clientWith('xoxb-test');
    const errorOf = async (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        error => error.data.error,
      );
    const post = (message: object) =>
      client.chat.postMessage({ channel: '#ml-governance', ...message } as any);

    expect(await errorOf(clientWith('xoxp-user').auth.test())).toBe(
      'invalid_auth',
    );
    expect(await errorOf(clientWith(undefined).auth.test())).toBe('not_authed');
    expect(await errorOf(post({ channel: '#nowhere', text: 'x' }))).toBe(
      'channel_not_found',
    );
    expect(await errorOf(post({}))).toBe('no_text');
    expect(
      await errorOf(
        post({
          text: 'x',
          blocks: [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: 'x'.repeat(3001) },
            },
          ],
        }),
      ),
    ).toBe('invalid_blocks');
    expect(
      await errorOf(
        client.chat.update({ channel: 'C0GOVERNANCE', ts: '1.1', text: 'x' }),
      ),
    ).toBe('message_not_found');
    expect(await errorOf(client.apiCall('chat.fly'))).toBe('unknown_method');
    expect(simulator.slackMessages()).toEqual([]);
  });

  it('knows itself and its channels', async () => {
    const client = clientWith('xoxb-test');
    expect(await client.auth.test()).toMatchObject({ ok: true, team: 'Acme' });
    const { channels } = await client.conversations.list();
    expect(channels!.map(({ name }) => name)).toContain('payments-ml');
  });
});
