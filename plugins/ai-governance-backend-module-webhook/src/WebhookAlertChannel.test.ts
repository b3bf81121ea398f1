import { hmacSha256 } from '@ai-governance/plugin-ai-governance-node';
import { channelOf, first, member, to } from './__testUtils__/alerts';
import { TestReceiver } from './__testUtils__/TestReceiver';

describe('WebhookAlertChannel', () => {
  let receiver: TestReceiver;

  const channel = (settings: object = {}) =>
    channelOf({
      receivers: [
        {
          name: 'platform',
          url: `${receiver.url}/hook?a=b`,
          secret: 's3cret',
          authorization: 'Bearer t0ken',
        },
      ],
      allowedNetworks: ['127.0.0.1'],
      ...settings,
    });

  beforeEach(async () => {
    receiver = await TestReceiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
  });

  it("posts the body of Alertmanager's webhooks, signed", async () => {
    expect(await channel().deliver(first, to('platform'))).toEqual({});
    const [{ path, headers, body }] = receiver.calls;
    expect(path).toBe('/hook?a=b');
    expect(JSON.parse(body)).toEqual({
      version: '4',
      groupKey: first.groupKey,
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'platform',
      groupLabels: first.groupLabels,
      commonLabels: {
        alertname: 'ai-governance',
        entity: 'component:default/churn-prediction',
        severity: 'high',
      },
      commonAnnotations: {
        summary: 'Drift: churn-prediction',
        description: '1 feature drifts.',
      },
      externalURL: first.link,
      alerts: [
        {
          status: 'firing',
          labels: {
            alertname: 'ai-governance',
            entity: 'component:default/churn-prediction',
            severity: 'high',
          },
          annotations: {
            summary: 'income',
            description: 'PSI 0.41 is above 0.25',
          },
          startsAt: '2026-11-20T05:00:00.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://portal.example/drift',
          fingerprint: 'income',
        },
      ],
    });
    const timestamp = headers['x-ai-governance-timestamp'] as string;
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(60);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      authorization: 'Bearer t0ken',
      'x-ai-governance-delivery': 'd1',
      'x-ai-governance-transition': 'trigger',
      'x-ai-governance-reason': 'first',
      'x-ai-governance-signature': `v1=${hmacSha256(
        's3cret',
        `${timestamp}.${body}`,
      )}`,
    });
  });

  it('tells what has recovered', async () => {
    const resolved = {
      ...member('income'),
      state: 'resolved' as const,
      endedAt: '2026-11-20T07:00:00.000Z',
    };
    await channel().deliver(
      {
        ...first,
        transition: 'resolve',
        members: [],
        newMembers: [],
        resolvedMembers: [resolved],
        counts: { firing: 0, resolved: 1 },
      },
      to('platform'),
    );
    expect(JSON.parse(receiver.calls[0].body)).toMatchObject({
      status: 'resolved',
      truncatedAlerts: 0,
      alerts: [{ status: 'resolved', endsAt: '2026-11-20T07:00:00.000Z' }],
    });
  });

  it('leaves out what does not fit, and counts it', async () => {
    const members = Array.from({ length: 2_000 }, (_, index) => ({
      ...member('x'),
      id: String(index),
      title: `${index} \u0000${'😀'.repeat(3_000)}`,
      labels: { column: 'x'.repeat(9_000) },
    }));
    await channel().deliver(
      { ...first, members, counts: { firing: 9_000, resolved: 0 } },
      to('platform'),
    );
    const { body } = receiver.calls[0];
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024 * 1024);
    const { alerts, truncatedAlerts } = JSON.parse(body);
    expect(alerts.length).toBeGreaterThan(50);
    expect(alerts.length + truncatedAlerts).toBe(9_000);
    expect(body).not.toContain('\\u0000');
  });

  it('calls URLs of annotations on allowed hosts only', async () => {
    const allowed = channel({
      allowedHosts: [`http://127.0.0.1:${receiver.port}`, '*.example.com'],
      secret: 'other',
    });
    await allowed.deliver(first, to(`${receiver.url}/team`));
    const [{ path, headers, body }] = receiver.calls;
    expect(path).toBe('/team');
    expect(headers.authorization).toBeUndefined();
    expect(headers['x-ai-governance-signature']).toBe(
      `v1=${hmacSha256(
        'other',
        `${headers['x-ai-governance-timestamp']}.${body}`,
      )}`,
    );
    for (const url of [
      `http://127.0.0.1:${receiver.port + 1}/`,
      `http://u:p@127.0.0.1:${receiver.port}/`,
      `http://localhost:${receiver.port}/`,
      'http://a.example.com/',
      'https://example.com/',
      'https://a.example.com.evil.example/',
      'https://a.example.com:8443/',
    ]) {
      await expect(allowed.deliver(first, to(url))).rejects.toMatchObject({
        name: 'AlertDeliveryError',
        retryable: false,
        message: expect.stringMatching(/not allowed by .*allowedHosts/),
      });
    }
    for (const name of ['nobody', 'file:///etc/passwd', '']) {
      await expect(allowed.deliver(first, to(name))).rejects.toMatchObject({
        retryable: false,
        message: expect.stringMatching(/There is no webhook receiver/),
      });
    }
    expect(receiver.calls).toHaveLength(1);
  });

  it('finds the receiver of an owner, and shows no secret part of a URL', () => {
    const group = (annotations?: Record<string, string>) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'team', annotations },
    });
    const found = channel({ defaultReceiver: 'platform' });
    expect(found.defaultDestination).toBe('platform');
    expect(
      found.destinationOf(group({ 'ai-governance.io/webhook': ' platform ' })),
    ).toBe('platform');
    expect(found.destinationOf(group())).toBeUndefined();
    expect(found.describeDestination('platform')).toBe('platform');
    expect(found.describeDestination('https://x.example/t0ken?key=1')).toBe(
      'https://x.example/…',
    );
  });

  it.each([
    [{ defaultReceiver: 'x' }, /defaultReceiver is 'x', expected one of platf/],
    [{ receivers: [{ name: 'x', url: 'ftp://y' }] }, /url of 'x' is no http/],
    [
      {
        receivers: [
          { name: 'x', url: 'https://y' },
          { name: 'x', url: 'https://z' },
        ],
      },
      /'x' more than once/,
    ],
    [{ receivers: [{ name: 'https://x', url: 'https://y' }] }, /or a URL/],
    [{ allowedHosts: ['https://x/path'] }, /allowedHosts has 'https:\/\/x/],
    [{ allowedHosts: ['*'] }, /allowedHosts has '\*'/],
    [{ allowedNetworks: ['10.0.0.0/33'] }, /allowedNetworks has '10\.0/],
    [{ allowedNetworks: ['localhost'] }, /allowedNetworks has 'localhost'/],
  ])('refuses settings %j', (settings, message) => {
    expect(() => channel(settings)).toThrow(message);
  });
});
