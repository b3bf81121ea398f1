import {
  aiGovernanceAlertChannelsExtensionPoint,
  type AlertChannel,
} from '@ai-governance/plugin-ai-governance-node';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import aiGovernanceModuleNotifications from '.';
import { first, member, to } from './__testUtils__/alerts';

const group = 'group:default/team-growth';
const jane = 'user:default/jane';
const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-growth' },
    spec: { type: 'team', children: [] },
    relations: [{ type: 'hasMember', targetRef: jane }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'jane' },
    spec: { memberOf: ['team-growth'] },
    relations: [{ type: 'memberOf', targetRef: group }],
  },
];

describe("Backstage's notifications", () => {
  let backend: TestBackend;
  let channel: AlertChannel;

  const start = async (features: any[] = [notificationsPlugin]) => {
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
        aiGovernanceModuleNotifications,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            aiGovernance: { notifications: { defaultRecipient: group } },
          },
        }),
        ...features,
      ],
    });
  };
  const notifications = async () => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/notifications/notifications`,
      { headers: { authorization: mockCredentials.user.header(jane) } },
    );
    const body = await response.json();
    return body.notifications as {
      payload: Record<string, unknown>;
      read: string | null;
    }[];
  };

  afterEach(async () => {
    await backend.stop();
  });

  it('tell the members of the owner, once per group of alerts', async () => {
    await start();
    expect(channel).toMatchObject({
      id: 'notifications',
      defaultDestination: group,
    });
    await channel.deliver(first, to(group));
    await channel.deliver({ ...first, reason: 'repeat' }, to(group));
    expect(await notifications()).toMatchObject([
      {
        payload: {
          title: 'Drift: churn-prediction',
          description: '1 feature drifts. income.',
          link: '/drift',
          severity: 'high',
          topic: 'drift',
          scope: first.groupKey,
        },
      },
    ]);
    await channel.deliver(
      {
        ...first,
        transition: 'resolve',
        reason: 'all-resolved',
        summary: 'No feature drifts any more.',
        members: [],
        newMembers: [],
        counts: { firing: 0, resolved: 1 },
      },
      to(group),
    );
    await channel.deliver(
      { ...first, groupKey: 'cd'.repeat(32), severity: 'critical' },
      to(jane),
    );
    const payloads = (await notifications()).map(({ payload }) => payload);
    expect(payloads).toHaveLength(2);
    expect(payloads).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          title: 'Resolved: Drift: churn-prediction',
          description: 'No feature drifts any more.',
          severity: 'low',
        }),
        expect.objectContaining({ severity: 'critical' }),
      ]),
    );
  });

  it('are cut, say that a test is one, and link to the portal only', async () => {
    await start();
    const members = Array.from({ length: 9 }, (_, index) =>
      member(`c${index}\n\u202E`),
    );
    await channel.deliver(
      {
        ...first,
        reason: 'test',
        title: 'x'.repeat(900),
        link: 'https://portal.example.evil.example/drift',
        members,
        counts: { firing: 12, resolved: 0 },
        acknowledgedBy: 'user:default/jane',
        groupLabels: {},
      },
      to(group),
    );
    const [{ payload }] = await notifications();
    expect(payload.title).toBe(`Test: ${'x'.repeat(193)}…`);
    expect(payload.description).toBe(
      '1 feature drifts. c0, c1, c2, c3, c4 and 7 more. Taken on by user:default/jane.',
    );
    expect(payload.link).toBeNull();
    expect(payload.topic).toBe('alerts');
  });

  it('go to groups and users only', async () => {
    await start();
    const [team] = entities;
    expect(channel.destinationOf(team, { members: async () => [] })).toBe(
      group,
    );
    expect(
      channel.destinationOf(
        { ...team, kind: 'Component' },
        { members: async () => [] },
      ),
    ).toBeUndefined();
    for (const ref of ['component:default/x', 'nobody', '']) {
      await expect(channel.deliver(first, to(ref))).rejects.toMatchObject({
        name: 'AlertDeliveryError',
        retryable: false,
        message: expect.stringMatching(/is no group or user/),
      });
    }
  });

  it('are to be tried again unless they are refused', async () => {
    // Like everything that is not served, it answers 404 here: the plugin is not installed.
    await start([]);
    await expect(channel.deliver(first, to(group))).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: false,
      message: expect.stringMatching(/status 404/),
    });
    await backend.stop();
    await expect(channel.deliver(first, to(group))).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
    });
    await expect(
      channel.deliver(first, { ...to(group), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ retryable: true });
  });
});

it('refuses a default recipient that is none', async () => {
  await expect(
    startTestBackend({
      extensionPoints: [
        [
          aiGovernanceAlertChannelsExtensionPoint,
          { addAlertChannel: () => {} },
        ],
      ],
      features: [
        aiGovernanceModuleNotifications,
        mockServices.rootConfig.factory({
          data: {
            aiGovernance: { notifications: { defaultRecipient: 'system:x' } },
          },
        }),
      ],
    }),
  ).rejects.toThrow(/defaultRecipient is 'system:x'/);
});
