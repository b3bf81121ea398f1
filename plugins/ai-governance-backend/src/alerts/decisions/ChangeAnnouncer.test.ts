import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type {
  AlertChannel,
  ModelChangeMessage,
} from '@ai-governance/plugin-ai-governance-node';
import { createTestDatabases, migrate } from '../../__testUtils__/databases';
import { at, createAlertStage, MODEL } from '../__testUtils__/alertStage';

jest.setTimeout(60_000);

describe('ChangeAnnouncer', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'announces versions that take the place of others, once, and none from before, %p',
    async databaseId => {
      const simulator = await CloudSimulator.start();
      const knex = await migrate(await databases.init(databaseId));
      const announced: (ModelChangeMessage & { destination: string })[] = [];
      const channel: AlertChannel = {
        id: 'pager',
        title: 'Pager',
        abilities: { dedupKey: true, acknowledge: true, update: false },
        destinationOf: owner => `key of ${owner.metadata.name}`,
        deliver: async () => ({}),
        announceChange: async (change, { destination }) => {
          announced.push({ ...change, destination });
        },
      };
      const version = (number: number, seconds: number, changes: object[]) =>
        knex('model_versions').insert({
          model_id: MODEL,
          variant: 'AllTraffic',
          model: JSON.stringify({ name: 'churn', version: String(number) }),
          approval: 'approved',
          first_seen: at(seconds).toISOString(),
          changes: JSON.stringify(changes),
        });
      const changed = [{ what: 'version', from: '1', to: '2' }];
      try {
        const { dispatch } = await createAlertStage({
          knex,
          simulator,
          channels: [channel],
        });
        await version(1, -60, changed);
        await dispatch(0);
        await version(2, 10, changed);
        await knex('models').insert({
          ...(await knex('models').where({ id: MODEL }).first()),
          id: 'default.new',
          entity_ref: 'component:default/new',
        });
        await knex('model_versions').insert({
          ...(await knex('model_versions').orderBy('id', 'desc').first()),
          id: 99,
          model_id: 'default.new',
          changes: '[]',
        });
        await dispatch(20);
        await dispatch(40);
        expect(announced).toMatchObject([
          {
            entityRef: 'component:default/churn',
            title: 'churn <model> serves churn 2',
            summary: expect.stringContaining('version 1 → 2'),
            details: { variant: 'AllTraffic', model: 'churn', version: '2' },
            destination: 'key of team-growth',
            link: 'http://localhost:3000/catalog/default/component/churn',
          },
        ]);
      } finally {
        await simulator.stop();
      }
    },
  );
});
