import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type {
  AlertChannel,
  AlertInbox,
  AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import { TestDatabaseId } from '@backstage/backend-test-utils';
import { createTestDatabases, migrate } from '../../__testUtils__/databases';
import { at, createAlertStage, group } from '../__testUtils__/alertStage';

jest.setTimeout(60_000);

/** Remembers what it was asked to tell. */
class NotingChannel implements AlertChannel {
  readonly title = 'Noting';
  readonly told: (AlertMessage & { destination: string })[] = [];
  inbox!: AlertInbox;

  constructor(
    readonly id: string,
    readonly abilities: AlertChannel['abilities'],
  ) {}

  destinationOf(owner: { metadata: { name: string } }) {
    return owner.metadata.name;
  }

  async deliver(
    message: AlertMessage,
    { destination }: { destination: string },
  ) {
    this.told.push({ ...message, destination });
    return {};
  }

  connect(inbox: AlertInbox) {
    this.inbox = inbox;
  }

  get lines() {
    return this.told.map(
      ({ transition, reason, destination }) =>
        `${transition} ${reason} ${destination}`,
    );
  }
}

describe('the inbox of channels', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  async function setUp(databaseId: TestDatabaseId) {
    const pager = new NotingChannel('pager', {
      dedupKey: true,
      acknowledge: true,
      update: false,
    });
    const room = new NotingChannel('room', {
      dedupKey: false,
      acknowledge: true,
      update: true,
    });
    const mail = new NotingChannel('mail', {
      dedupKey: false,
      acknowledge: false,
      update: false,
    });
    const knex = await migrate(await databases.init(databaseId));
    const stage = await createAlertStage({
      knex,
      simulator,
      channels: [pager, room, mail],
      catalog: [group('team-growth', 'acme'), group('acme')],
      yaml: `
route:
  group_wait: PT0S
  group_interval: PT1M
  escalation: page
  notify: [{ to: owner, by: pager }, { to: owner, by: room }, { to: owner, by: mail }]
escalations:
  page: { steps: [{ after: PT5M, notify: [{ to: parent, by: pager }] }] }
`,
    });
    return { knex, pager, room, mail, ...stage };
  }

  it.each(databases.eachSupportedId())(
    'takes acknowledgements, each event once, and tells the others, %p',
    async databaseId => {
      const { knex, pager, room, mail, measure, dispatch, store } = await setUp(
        databaseId,
      );
      await measure({ charges: 'fail', calls: 'fail' }, 0);
      await dispatch(0);
      const { groupKey } = pager.told[0];
      const action = {
        channelId: 'pager',
        groupKey,
        actor: { name: 'Jane Doe' },
        eventId: 'event-1',
      };
      const first = await pager.inbox.acknowledge(action);
      expect(first).toMatchObject({ outcome: 'changed' });
      expect(first.alertIds).toHaveLength(2);
      expect(await pager.inbox.acknowledge(action)).toEqual({
        outcome: 'repeated',
        alertIds: [],
      });
      expect(
        await pager.inbox.acknowledge({ ...action, eventId: 'event-2' }),
      ).toEqual({ outcome: 'unchanged', alertIds: [] });
      expect(
        (await store.get(first.alertIds[0]))?.acknowledgement,
      ).toMatchObject({ by: 'pager:Jane Doe', via: 'pager' });
      // Whatever the clock of the test says: an acknowledgement is due when it is given.
      await knex('notification_groups').update({
        due_at: at(10).toISOString(),
      });
      await dispatch(10);
      await dispatch(600);
      expect(pager.lines).toEqual(['trigger first team-growth']);
      expect(room.lines).toEqual([
        'trigger first team-growth',
        'acknowledge acknowledged team-growth',
      ]);
      expect(room.told[1].acknowledgedBy).toBe('pager:Jane Doe');
      expect(mail.lines).toEqual(['trigger first team-growth']);

      await measure({ charges: 'pass', calls: 'fail' }, 610);
      await dispatch(660);
      await measure({ calls: 'pass' }, 670);
      await dispatch(720);
      expect(pager.lines.slice(1)).toEqual([
        'resolve all-resolved team-growth',
      ]);
      expect(room.lines.slice(2)).toEqual([
        'update some-resolved team-growth',
        'resolve all-resolved team-growth',
      ]);
      expect(mail.lines.slice(1)).toEqual(['resolve all-resolved team-growth']);
      expect(mail.told[1].resolvedMembers.map(({ title }) => title)).toEqual([
        'calls',
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'calls the parent while nobody acknowledges, and ends what somebody declares over, %p',
    async databaseId => {
      const { knex, pager, measure, dispatch, store } = await setUp(databaseId);
      await measure({ charges: 'fail' }, 0);
      await dispatch(0);
      await dispatch(300);
      expect(pager.lines).toEqual([
        'trigger first team-growth',
        'trigger escalation acme',
      ]);
      const { groupKey } = pager.told[0];
      const result = await pager.inbox.resolve({
        channelId: 'pager',
        groupKey,
        actor: { name: 'Jane', userEntityRef: 'user:default/jane' },
        eventId: 'event-3',
      });
      const [id] = result.alertIds;
      expect(await store.get(id)).toMatchObject({
        state: 'resolved',
        endedSeverity: 'high',
      });
      await knex('alerts').update({ ends_at: at(310).toISOString() });
      // Its finding is open, and that is no reason to begin anew.
      await measure({ charges: 'fail' }, 320);
      await dispatch(360);
      expect(pager.lines.slice(2).sort()).toEqual([
        'resolve all-resolved acme',
        'resolve all-resolved team-growth',
      ]);
      await measure({ charges: 'fail' }, 370, { severity: 'critical' });
      await dispatch(370);
      expect(pager.lines.at(-1)).toBe('trigger first team-growth');
      await expect(
        pager.inbox.acknowledge({
          channelId: 'pager',
          groupKey: 'none',
          actor: { name: 'Jane' },
          eventId: 'event-4',
        }),
      ).rejects.toThrow("There is no group of alerts 'none'");
    },
  );
});
