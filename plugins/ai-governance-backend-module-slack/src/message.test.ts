import type { AlertMessage } from '@ai-governance/plugin-ai-governance-node';
import { first, member as memberOf } from './__testUtils__/alerts';
import { toContents } from './message';
import { toThreadReply } from './threadReply';

const member = memberOf('income');
/** Without the button to acknowledge. */
const plain = { hasButton: false };
const firing: AlertMessage = {
  ...first,
  link: 'https://portal.example/catalog/default/component/churn-prediction/drift',
  at: '2026-11-23T07:30:00.000Z',
};

it('tells a firing group', () => {
  expect(toContents(firing, plain)).toEqual({
    text: '🔴 Drift: churn-prediction: 1 feature drifts.',
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          emoji: false,
          text: '🔴 Drift: churn-prediction',
        },
      },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '1 feature drifts.', verbatim: true },
      },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Severity*\nhigh', verbatim: true },
          {
            type: 'mrkdwn',
            text: '*Since*\n2026-11-20 05:00 UTC',
            verbatim: true,
          },
        ],
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '🔴 `income` PSI 0.41 is above 0.25',
          verbatim: true,
        },
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'ai-governance-open',
            text: {
              type: 'plain_text',
              emoji: false,
              text: 'Open in Backstage',
            },
            url: firing.link,
          },
        ],
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: 'component:default/churn-prediction · 2026-11-23 07:30 UTC',
            verbatim: true,
          },
        ],
      },
    ],
  });
});

it('tells a resolved group, with how long it lasted', () => {
  const resolved = { ...firing, transition: 'resolve' as const, members: [] };
  const { text, blocks } = toContents(resolved, plain);
  expect(text).toMatch(/^✅ Resolved: Drift: churn-prediction/);
  expect(JSON.stringify(blocks)).toContain('*Lasted*\\n3 days 2 hours');
  expect(JSON.stringify(blocks)).not.toContain('income');
});

it.each([
  ['2026-11-23T07:30:00.000Z', 'less than a minute'],
  ['2026-11-23T06:29:00.000Z', '1 hour 1 minute'],
  ['2026-11-21T07:29:00.000Z', '2 days 1 minute'],
])('since %s it lasted %s', (since, duration) => {
  const resolved = { ...firing, since, transition: 'resolve' as const };
  expect(JSON.stringify(toContents(resolved, plain))).toContain(
    `*Lasted*\\n${duration}"`,
  );
});

it('stays within what Slack takes, however long the texts are', () => {
  const long = { ...member, title: '<&>'.repeat(500), detail: '&'.repeat(9e3) };
  const message = {
    ...firing,
    title: '&'.repeat(5_000),
    summary: '<'.repeat(5_000),
    entityRef: '>'.repeat(5_000),
    members: Array(300).fill(long),
    newMembers: Array(300).fill(long),
    resolvedMembers: Array(300).fill(long),
    counts: { firing: 299, resolved: 299 },
  };
  for (const { text, blocks } of [
    toContents(message, { hasButton: true }),
    toThreadReply(message)!.contents,
  ]) {
    const headers = blocks.filter(block => block.type === 'header');
    const sections = blocks.filter(block => block.type === 'section');
    const longest = (texts: string[]) =>
      Math.max(0, ...texts.map(({ length }) => length));
    expect(text.length).toBeLessThanOrEqual(1_000);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(longest(headers.map(block => block.text.text))).toBeLessThan(151);
    expect(longest(sections.map(block => block.text?.text ?? ''))).toBeLessThan(
      3_001,
    );
    const fields = sections.flatMap(block => block.fields ?? []);
    expect(fields.length).toBeLessThanOrEqual(10);
    expect(longest(fields.map(field => field.text))).toBeLessThan(2_001);
    expect(JSON.stringify(blocks)).toMatch(/…and 29\d more/);
  }
});

it('escapes all that comes from catalogs and logs', () => {
  const evil = '<!channel> *x* `y` <https://evil.example|click> @here';
  const { text, blocks } = toContents(
    {
      ...firing,
      title: evil,
      summary: evil,
      entityRef: evil,
      members: [{ ...member, title: evil, detail: evil }],
    },
    plain,
  );
  const mrkdwn = blocks.filter(({ type }) => type !== 'header');
  expect(text + JSON.stringify(mrkdwn)).not.toMatch(/[<>]|@here/);
  expect(JSON.stringify(mrkdwn)).not.toContain('"verbatim":false');
});

it.each([
  'ftp://portal.example/x',
  '/relative',
  'https://',
  `https://x/${'y'.repeat(3_000)}`,
])('leaves out a button that Slack would refuse: %.30s', link => {
  const { blocks } = toContents({ ...firing, link }, plain);
  expect(blocks.map(({ type }) => type)).not.toContain('actions');
});

it('leaves out an empty summary, which Slack would refuse', () => {
  const { blocks } = toContents({ ...firing, summary: ' ' }, plain);
  expect(blocks.filter(({ type }) => type === 'section')).toHaveLength(2);
});

it('names what is new', () => {
  expect(toThreadReply({ ...firing, reason: 'new-members' })).toEqual({
    broadcast: false,
    contents: {
      text: 'New: income',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*New*\n🔴 `income` PSI 0.41 is above 0.25',
            verbatim: true,
          },
        },
      ],
    },
  });
});

it.each([
  ['graver', 'This has become graver. New: income', true],
  ['silence-ended', 'A silence has ended, and this still fires.', true],
  ['escalation', 'Nobody has taken this on yet.', true],
  ['repeat', 'This still fires.', true],
] as const)('calls again: %s', (reason, text, broadcast) => {
  const newMembers = reason === 'graver' ? firing.newMembers : [];
  expect(toThreadReply({ ...firing, reason, newMembers })).toMatchObject({
    broadcast,
    contents: { text },
  });
});

it('shows the channel what is new and critical', () => {
  const newMembers = [{ ...member, severity: 'critical' as const }];
  expect(
    toThreadReply({ ...firing, reason: 'new-members', newMembers })?.broadcast,
  ).toBe(true);
});

it('lists what has recovered, and counts what it does not list', () => {
  const recovered = { ...member, state: 'resolved' as const, title: 'age' };
  const { blocks } = toContents(
    {
      ...firing,
      resolvedMembers: [recovered],
      counts: { firing: 500, resolved: 1 },
    },
    plain,
  );
  const text = JSON.stringify(blocks);
  expect(text).toContain('*Recovered*\\n✅ `age`');
  expect(text).toContain('…and 499 more');
});

it('has a button to acknowledge as long as that means something', () => {
  const buttons = (changes: Partial<AlertMessage>, hasButton = true) =>
    toContents({ ...firing, ...changes }, { hasButton }).blocks.flatMap(block =>
      block.type === 'actions' ? block.elements : [],
    );
  expect(buttons({})).toMatchObject([
    {
      action_id: 'ai-governance-acknowledge',
      value: firing.groupKey,
      text: { text: 'Acknowledge' },
    },
    { action_id: 'ai-governance-open' },
  ]);
  for (const changes of [
    { acknowledgedBy: 'user:default/jane' },
    { transition: 'resolve' as const },
    { reason: 'test' as const },
  ]) {
    expect(buttons(changes)).toMatchObject([
      { action_id: 'ai-governance-open' },
    ]);
  }
  expect(buttons({}, false)).toHaveLength(1);
});

it('says that a test is one', () => {
  expect(toContents({ ...firing, reason: 'test' }, plain).text).toMatch(
    /^🔴 Test: Drift/,
  );
});
