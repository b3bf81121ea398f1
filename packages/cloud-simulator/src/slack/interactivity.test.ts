import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hmac } from '../callbacks/callbacks';
import { CloudSimulator } from '../CloudSimulator';

describe('buttons of the Slack inbox', () => {
  let simulator: CloudSimulator;
  let portal: Server;
  const calls: { headers: Record<string, any>; body: string }[] = [];

  beforeEach(async () => {
    calls.length = 0;
    simulator = await CloudSimulator.start({
      now: () => new Date('2026-11-20T06:00:00.250Z'),
    });
    portal = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      calls.push({
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.end();
    });
    await new Promise<void>(resolve => {
      portal.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await simulator.stop();
    await new Promise(resolve => {
      portal.close(resolve);
    });
  });

  const press = async (action: string) => {
    const [{ ts, channel }] = simulator.slackMessages();
    const response = await fetch(`${simulator.url}/_simulator/slack/actions`, {
      method: 'POST',
      body: JSON.stringify({ ts, channel, action }),
    });
    return { status: response.status, ...(await response.json()) };
  };
  const post = async () =>
    fetch(`${simulator.slackApiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer xoxb-test',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        channel: '#growth-ml',
        text: 'x',
        blocks: [
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'ack',
                value: 'group-1',
                text: { type: 'plain_text', text: 'Acknowledge' },
              },
            ],
          },
        ],
      }),
    });

  it('call the portal, signed, with what Slack tells', async () => {
    await post();
    const html = await (await fetch(`${simulator.url}/slack/inbox`)).text();
    expect(html).toMatch(/<button[^>]*data-action="ack">Acknowledge/);
    expect(await press('ack')).toMatchObject({ status: 409 });
    const { port } = portal.address() as AddressInfo;
    simulator.connectPortal({
      slack: { url: `http://127.0.0.1:${port}/slack`, secret: 's3cret' },
    });
    expect(await press('ack')).toEqual({
      status: 200,
      portal: { status: 200, body: '' },
    });
    const [{ headers, body }] = calls;
    const timestamp = headers['x-slack-request-timestamp'];
    expect(timestamp).toBe('1795154400');
    expect(headers['x-slack-signature']).toBe(
      `v0=${hmac('s3cret', `v0:${timestamp}:${body}`)}`,
    );
    const [{ ts, channel }] = simulator.slackMessages();
    expect(JSON.parse(new URLSearchParams(body).get('payload')!)).toMatchObject(
      {
        type: 'block_actions',
        user: { id: 'U0PRIYA' },
        container: { message_ts: ts, channel_id: channel },
        actions: [
          {
            action_id: 'ack',
            value: 'group-1',
            action_ts: '1795154400.250000',
          },
        ],
        message: { blocks: [{ type: 'actions', block_id: 'b0' }] },
      },
    );
    expect((await press('other')).status).toBe(404);
  });
});
