import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hmac } from '../callbacks/callbacks';
import { CloudSimulator } from '../CloudSimulator';

const KEY = 'R0'.repeat(16);
const trigger = {
  routing_key: KEY,
  event_action: 'trigger',
  dedup_key: 'group-1',
  payload: {
    summary: 'Drift: <script>alert(1)</script>',
    source: 'churn-prediction',
    severity: 'error',
    custom_details: { firing: '<img src=x>' },
  },
  links: [
    { href: 'https://portal.example/a?b=1&c=2', text: 'Open' },
    { href: 'http://portal.example', text: '"><i>' },
  ],
};

describe('PagerDutyService', () => {
  let simulator: CloudSimulator;

  const post = (path: string, body: unknown) =>
    fetch(`${simulator.pagerDutyUrl}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const enqueue = (event: object) => post('/v2/enqueue', event);
  const statuses = () =>
    simulator.pagerDutyIncidents().map(({ status }) => status);

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('opens one incident per dedup key, and another after its resolution', async () => {
    const response = await enqueue(trigger);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      status: 'success',
      message: 'Event processed',
      dedup_key: 'group-1',
    });
    await enqueue(trigger);
    await enqueue({ ...trigger, dedup_key: 'group-2' });
    expect(statuses()).toEqual(['triggered', 'triggered']);
    const { payload: _, ...rest } = trigger;
    await enqueue({ ...rest, event_action: 'acknowledge' });
    expect(statuses()).toEqual(['acknowledged', 'triggered']);
    await enqueue({ ...rest, event_action: 'resolve' });
    await enqueue({ ...rest, event_action: 'resolve' });
    await enqueue({ ...rest, event_action: 'acknowledge' });
    expect(statuses()).toEqual(['resolved', 'triggered']);
    await enqueue(trigger);
    expect(statuses()).toEqual(['resolved', 'triggered', 'triggered']);
    expect(simulator.pagerDutyIncidents().map(({ number }) => number)).toEqual([
      1, 2, 3,
    ]);
    expect(simulator.pagerDutyEvents()).toHaveLength(8);
  });

  it.each([
    ['a key of another length', { ...trigger, routing_key: 'short' }],
    ['another action', { ...trigger, event_action: 'shout' }],
    [
      'a long summary',
      {
        ...trigger,
        payload: { ...trigger.payload, summary: 'x'.repeat(1025) },
      },
    ],
    [
      'another severity',
      { ...trigger, payload: { ...trigger.payload, severity: 'high' } },
    ],
    ['a long dedup key', { ...trigger, dedup_key: 'x'.repeat(256) }],
    [
      'a resolution without dedup key',
      { routing_key: KEY, event_action: 'resolve' },
    ],
    ['an image over http', { ...trigger, images: [{ src: 'http://x/y' }] }],
    ['no JSON', 'nonsense'],
  ])('refuses %s', async (_, event) => {
    const response = await post('/v2/enqueue', event);
    expect(response.status).toBe(400);
    expect((await response.json()).status).toBe('invalid event');
    expect(simulator.pagerDutyEvents()).toEqual([]);
  });

  it('refuses what is larger than 512 KB', async () => {
    const response = await enqueue({
      ...trigger,
      links: [{ href: `https://x/${'y'.repeat(512 * 1024)}` }],
    });
    expect(response.status).toBe(413);
  });

  it('takes change events', async () => {
    const change = {
      routing_key: KEY,
      payload: {
        summary: 'Version 8',
        timestamp: '2026-11-20T05:00:00Z',
        custom_details: {},
      },
    };
    expect((await post('/v2/change/enqueue', change)).status).toBe(202);
    expect(simulator.pagerDutyChanges()).toMatchObject([change]);
    expect(
      (await post('/v2/change/enqueue', { ...change, payload: {} })).status,
    ).toBe(400);
  });

  it('may lose an answer after it took the event', async () => {
    simulator.addFault({
      service: 'pagerduty',
      operation: 'trigger',
      count: 1,
      effect: { kind: 'reset', afterHandling: true },
    });
    await expect(enqueue(trigger)).rejects.toThrow();
    expect(simulator.pagerDutyIncidents()).toHaveLength(1);
    simulator.addFault({
      service: 'pagerduty',
      count: 1,
      effect: {
        kind: 'error',
        code: 'throttled',
        status: 429,
        retryAfterSeconds: 7,
      },
    });
    const limited = await enqueue(trigger);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([
      429,
      '7',
    ]);
  });

  it('shows incidents as text, never as markup', async () => {
    await enqueue(trigger);
    const html = await (await fetch(`${simulator.url}/pagerduty`)).text();
    expect(html).toContain('Drift: &#60;script&#62;alert(1)');
    expect(html).not.toMatch(/<script>alert|<img|"><i>/);
    expect(html).toContain('href="https://portal.example/a?b=1&#38;c=2"');
    expect(html).not.toContain(KEY);
  });

  describe('with a portal', () => {
    let portal: Server;
    const calls: { signature: unknown; body: string }[] = [];

    beforeEach(async () => {
      calls.length = 0;
      portal = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
          chunks.push(chunk);
        }
        calls.push({
          signature: request.headers['x-pagerduty-signature'],
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(202).end('thanks');
      });
      await new Promise<void>(resolve => {
        portal.listen(0, '127.0.0.1', resolve);
      });
      const { port } = portal.address() as AddressInfo;
      simulator.connectPortal({
        pagerDuty: { url: `http://127.0.0.1:${port}/hook`, secret: 's3cret' },
      });
    });
    afterEach(async () => {
      await new Promise(resolve => {
        portal.close(resolve);
      });
    });

    const act = async (action: string, incident?: string) => {
      const [{ id }] = simulator.pagerDutyIncidents();
      const response = await fetch(
        `${simulator.url}/_simulator/pagerduty/actions`,
        {
          method: 'POST',
          body: JSON.stringify({ incident: incident ?? id, action }),
        },
      );
      return { status: response.status, ...(await response.json()) };
    };

    it('tells it what people do, signed', async () => {
      await enqueue(trigger);
      expect(await act('acknowledge')).toEqual({
        status: 200,
        portal: { status: 202, body: 'thanks' },
      });
      expect(statuses()).toEqual(['acknowledged']);
      expect(calls).toHaveLength(1);
      const [{ signature, body }] = calls;
      expect(signature).toBe(`v1=${hmac('s3cret', body)}`);
      expect(JSON.parse(body).event).toMatchObject({
        event_type: 'incident.acknowledged',
        agent: { type: 'user_reference', summary: 'Sofia Marino' },
        data: { incident_key: 'group-1', status: 'acknowledged' },
      });
      expect((await act('acknowledge')).status).toBe(409);
      await act('resolve');
      expect(JSON.parse(calls[1].body).event.event_type).toBe(
        'incident.resolved',
      );
      expect((await act('dance')).status).toBe(400);
      expect(calls).toHaveLength(2);
    });
  });
});
