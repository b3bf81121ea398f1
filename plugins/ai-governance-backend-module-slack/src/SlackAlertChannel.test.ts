import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { AlertMessage } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { channelOf, first, member, to } from './__testUtils__/alerts';

describe('SlackAlertChannel', () => {
  let simulator: CloudSimulator;
  const channel = (settings?: object) => channelOf(simulator, settings);

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('posts a message to the channel', async () => {
    const reference = await channel().deliver(first, to('#growth-ml'));
    const messages = simulator.slackMessages();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      channelName: 'growth-ml',
      text: '🔴 Drift: churn-prediction: 1 feature drifts.',
      edits: [],
    });
    expect(JSON.stringify(messages[0].blocks)).toContain('`income` PSI 0.41');
    expect(reference).toEqual({
      channel: messages[0].channel,
      ts: messages[0].ts,
    });
  });

  it('takes a channel by its id', async () => {
    await channel().deliver(first, to('C0GROWTHML00'));
    expect(simulator.slackMessages()[0].channelName).toBe('growth-ml');
  });

  it('updates the message, names what is new in its thread, and resolves it', async () => {
    const slack = channel();
    // A reference is stored as JSON between deliveries.
    const stored = async (message: AlertMessage, previous?: object) =>
      JSON.parse(
        JSON.stringify(
          await slack.deliver(message, {
            ...to('#growth-ml'),
            ...(previous && { previous: previous as any }),
          }),
        ),
      );
    let reference = await stored(first);

    reference = await stored({ ...first, newMembers: [] }, reference);
    expect(simulator.slackMessages()).toHaveLength(1);
    expect(simulator.slackMessages()[0].edits).toHaveLength(1);

    const age = member('age', '2026-11-21T05:00:00.000Z');
    reference = await stored(
      {
        ...first,
        summary: '2 features drift.',
        members: [member('income'), age],
        newMembers: [age],
        at: '2026-11-21T06:00:00.000Z',
      },
      reference,
    );
    expect(simulator.slackMessages()).toHaveLength(2);
    const [message, reply] = simulator.slackMessages();
    expect(message.text).toContain('2 features drift.');
    expect(reply).toMatchObject({ threadTs: message.ts, text: 'New: age' });

    reference = await stored(
      {
        ...first,
        transition: 'resolve',
        summary: 'No feature drifts any more.',
        members: [],
        newMembers: [],
        at: '2026-11-23T05:00:00.000Z',
      },
      reference,
    );
    expect(simulator.slackMessages()).toHaveLength(3);
    const [resolved, , end] = simulator.slackMessages();
    expect(end).toMatchObject({
      threadTs: message.ts,
      text: '✅ Resolved after 3 days',
    });
    expect(resolved.text).toBe(
      '✅ Resolved: Drift: churn-prediction: No feature drifts any more.',
    );
    expect(JSON.stringify(resolved.blocks)).toContain('*Lasted*\\n3 days');
    expect(reference).toEqual({
      channel: message.channel,
      ts: message.ts,
    });
  });

  it('posts anew when the message was deleted', async () => {
    const reference = await channel().deliver(
      { ...first, newMembers: [] },
      {
        ...to('#growth-ml'),
        previous: { channel: 'C0GROWTHML00', ts: '1700000000.000001' },
      },
    );
    const messages = simulator.slackMessages();
    expect(messages).toHaveLength(1);
    expect(reference.ts).toBe(messages[0].ts);
  });

  it('posts hostile text as text', async () => {
    const evil =
      '<!channel> <https://evil.example|click> & @here `*x*`\u202E\n';
    await channel().deliver(
      {
        ...first,
        title: evil,
        summary: evil,
        entityRef: evil,
        link: 'data:text/html,evil',
        members: [{ ...member(evil), detail: evil }],
        newMembers: [],
      },
      to('#growth-ml'),
    );
    const [{ text, blocks }] = simulator.slackMessages();
    const [header, ...rest] = blocks;
    expect(header).toMatchObject({
      text: { type: 'plain_text', emoji: false },
    });
    expect(text + JSON.stringify(rest)).not.toMatch(/[<>]|@here|data:/);
    const [call] = simulator.requests();
    expect(call.operation).toBe('chat.postMessage');
  });

  it('posts hundreds of members within the limits that Slack sets', async () => {
    const members = Array.from({ length: 500 }, (_, i) =>
      member(`feature & ${'<x>'.repeat(50)} ${i}`),
    );
    await channel().deliver(
      { ...first, members, newMembers: members, summary: '&'.repeat(5_000) },
      to('#growth-ml'),
    );
    const [{ blocks }] = simulator.slackMessages();
    expect(JSON.stringify(blocks)).toMatch(/…and 4\d\d more/);
  });

  it('says in the thread who took it on, and calls again where that is asked for', async () => {
    const slack = channel();
    const previous = await slack.deliver(first, to('#growth-ml'));
    const follow = (changes: Partial<AlertMessage>) =>
      slack.deliver(
        { ...first, newMembers: [], ...changes },
        { ...to('#growth-ml'), previous },
      );
    await follow({ reason: 'escalation' });
    await follow({ transition: 'acknowledge', acknowledgedBy: 'jane <!here>' });
    await follow({ transition: 'update', reason: 'some-resolved' });
    const [message, ...replies] = simulator.slackMessages();
    expect(replies).toMatchObject([
      { threadTs: message.ts, text: 'Nobody has taken this on yet.' },
      {
        threadTs: message.ts,
        text: '✋ Acknowledged by jane &lt;!here&gt;',
      },
    ]);
    expect(message.edits).toHaveLength(3);
  });

  it('asks whether Slack knows the token', async () => {
    const signal = new AbortController().signal;
    expect(await channel().probe({ signal })).toBe(
      'Slack knows the bot ai-governance of Acme.',
    );
    await expect(
      channel({ token: 'nonsense' }).probe({ signal }),
    ).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: false,
      message: expect.stringMatching(/the check of the token.*'invalid_auth'/),
    });
  });

  it('finds the channel of an owner', () => {
    const group = (annotations: Record<string, string>): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'team', annotations },
    });
    const slack = channel({ defaultChannel: '#ml-governance' });
    expect(slack.defaultDestination).toBe('#ml-governance');
    expect(
      slack.destinationOf(
        group({ 'slack.com/channel': '#a', 'slack.com/bot-notify': '#b' }),
      ),
    ).toBe('#a');
    expect(slack.destinationOf(group({ 'slack.com/bot-notify': '#b' }))).toBe(
      '#b',
    );
    expect(
      slack.destinationOf(group({ 'slack.com/channel': ' ' })),
    ).toBeUndefined();
    expect(
      slack.destinationOf({ ...group({}), metadata: { name: 'team' } }),
    ).toBeUndefined();
  });

  it('refuses a setting that is not valid', () => {
    expect(() => channel({ apiUrl: 'slack' })).toThrow(
      /aiGovernance\.slack\.apiUrl is 'slack'/,
    );
    expect(() => channel({ token: undefined })).toThrow(/token/);
  });
});
