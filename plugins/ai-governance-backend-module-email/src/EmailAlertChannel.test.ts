import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { Entity } from '@backstage/catalog-model';
import { channelOf, first, member, to } from './__testUtils__/alerts';

const group = (profile?: object): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team' },
  spec: { ...(profile && { profile: profile as any }) },
});
const user = (email: string): Entity => ({
  ...group({ email }),
  kind: 'User',
});

describe('EmailAlertChannel', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('sends one mail as text and HTML', async () => {
    await channelOf(simulator).deliver(
      first,
      to('b@acme.example, a@acme.example'),
    );
    const [mail] = simulator.mails();
    expect(mail).toMatchObject({
      envelope: {
        from: 'governance@acme.example',
        to: ['b@acme.example', 'a@acme.example'],
      },
      from: '"AI governance" <governance@acme.example>',
      subject: '[high] Drift: churn-prediction',
    });
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('1 feature drifts.');
      expect(part).toContain('PSI 0.41 is above 0.25');
      expect(part).toContain('2026-11-20 05:00 UTC (1 hour)');
      expect(part).toContain('https://portal.example/drift');
      expect(part).toContain('group:default/team-growth');
    }
    expect(mail.headers.map(({ line }) => line)).toContain(
      'Auto-Submitted: auto-generated',
    );
  });

  it('keeps all mails of a group in one conversation', async () => {
    const channel = channelOf(simulator);
    const stored = JSON.parse(
      JSON.stringify(await channel.deliver(first, to())),
    );
    const age = member('age');
    const grown = await channel.deliver(
      {
        ...first,
        reason: 'new-members',
        title: 'Another title',
        severity: 'critical',
        members: [age, member('income')],
        newMembers: [age],
        counts: { firing: 2, resolved: 0 },
      },
      { ...to(undefined, 'd2'), previous: stored },
    );
    await channel.deliver(
      {
        ...first,
        transition: 'resolve',
        reason: 'all-resolved',
        members: [],
        newMembers: [],
        resolvedMembers: [
          { ...member('income'), state: 'resolved' },
          { ...age, state: 'resolved' },
        ],
        counts: { firing: 0, resolved: 2 },
      },
      { ...to(undefined, 'd3'), previous: grown },
    );
    const [one, two, three] = simulator.mails();
    expect(two).toMatchObject({
      subject: 'Re: [high] Drift: churn-prediction',
      inReplyTo: one.messageId,
    });
    expect(two.text).toMatch(
      /^\[CRITICAL\] Another title[^]*New:\n- \[high\] age[^]*Still firing:\n- \[high\] income/,
    );
    expect(three).toMatchObject({
      subject: 'Re: [high] Drift: churn-prediction',
      inReplyTo: two.messageId,
      references: [one.messageId, two.messageId],
    });
    expect(three.text).toMatch(
      /^\[RESOLVED\][^]*Lasted: 1 hour[^]*Resolved:\n- \[high\] income/,
    );
    const page = await (await fetch(`${simulator.url}/mail`)).text();
    expect(page.match(/class="thread"/g)).toHaveLength(1);
    // The group fires anew: another conversation.
    await channel.deliver(first, to(undefined, 'd4'));
    expect(simulator.mails()[3]).toMatchObject({ inReplyTo: '' });
  });

  it('marks what is critical, and a test as one', async () => {
    const channel = channelOf(simulator);
    await channel.deliver({ ...first, severity: 'critical' }, to());
    await channel.deliver({ ...first, reason: 'test' }, to());
    const [critical, test] = simulator.mails();
    expect(critical.headers.map(({ line }) => line)).toContain(
      'X-Priority: 1 (Highest)',
    );
    expect(test.subject).toMatch(/^\[test\]/);
    expect(test.text).toMatch(/a test .* somebody asked for/);
  });

  it('takes hostile text as text', async () => {
    const evil =
      'x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script>"\'&\u202E';
    await channelOf(simulator).deliver(
      {
        ...first,
        title: evil,
        summary: evil,
        owner: evil,
        entityRef: evil,
        link: 'data:text/html,evil',
        members: [
          { ...member(evil), detail: evil, link: '"><script>alert(2)' },
        ],
      },
      { ...to(), deliveryId: evil },
    );
    const [mail] = simulator.mails();
    expect(mail.envelope.to).toEqual(['team-growth@acme.example']);
    expect(mail.headers.map(({ name }) => name)).not.toContain('bcc');
    expect(mail.subject).toMatch(
      /^\[high\] x Bcc: evil@evil\.example <script>/,
    );
    expect(mail.html).not.toMatch(/<script|data:|\u202E/);
    expect(mail.html).toContain('&#60;script&#62;alert(1)');
    expect(mail.messageId).toMatch(/^<[0-9a-f]{40}@acme\.example>$/);
  });

  it('cuts long texts and long lists, and counts the rest', async () => {
    const members = Array.from({ length: 100 }, (_, index) =>
      member(`${index} ${'😀'.repeat(500)}`),
    );
    await channelOf(simulator).deliver(
      {
        ...first,
        title: '&'.repeat(5_000),
        summary: '<'.repeat(50_000),
        members,
        newMembers: members,
        counts: { firing: 4_000, resolved: 0 },
      },
      to(),
    );
    const [mail] = simulator.mails();
    expect(mail.subject.length).toBeLessThanOrEqual(200);
    expect(mail.text).toContain('…and 3970 more');
    expect(mail.html).toContain('…and 3970 more');
    expect(mail.html.length).toBeLessThan(100_000);
  });

  it.each(['nobody', 'a@evil.example', '"a"@acme.example', ''])(
    'never sends to %j',
    async destination => {
      const channel = channelOf(simulator, {
        allowedDomains: ['Acme.example'],
      });
      await expect(
        channel.deliver(first, to(destination)),
      ).rejects.toMatchObject({
        name: 'AlertDeliveryError',
        retryable: false,
        message: expect.stringMatching(/no e-mail address/),
      });
      expect(simulator.mails()).toEqual([]);
    },
  );

  it('takes no further addresses or headers from an address', async () => {
    const channel = channelOf(simulator, { allowedDomains: ['acme.example'] });
    await channel.deliver(
      first,
      to('a@acme.example\r\nBcc: b@evil.example\r\nX-Evil: yes'),
    );
    const [mail] = simulator.mails();
    expect(mail.envelope.to).toEqual(['a@acme.example']);
    expect(mail.headers.map(({ name }) => name)).not.toContain('x-evil');
  });

  it('finds the address of an owner', async () => {
    const channel = channelOf(simulator, {
      defaultRecipients: ['b@acme.example', 'A@acme.example'],
      allowedDomains: ['acme.example'],
    });
    const members = [
      user('z@acme.example'),
      user('b@evil.example'),
      user('y@acme.example\nBcc: b@acme.example'),
      user('A@acme.example'),
    ];
    const find = (owner: Entity) =>
      channel.destinationOf(owner, { members: async () => members });
    expect(channel.defaultDestination).toBe('a@acme.example, b@acme.example');
    expect(await find(group({ email: 'team@acme.example' }))).toBe(
      'team@acme.example',
    );
    expect(await find(group())).toBe('a@acme.example, z@acme.example');
    expect(await find(group({ email: 'team@evil.example' }))).toBe(
      'a@acme.example, z@acme.example',
    );
    expect(await find(user('u@acme.example'))).toBe('u@acme.example');
    expect(await find({ ...group(), kind: 'Component' })).toBeUndefined();
  });
});
