import { createTestDatabases } from '../__testUtils__/databases';
import { migrationsDirectory } from './migrations';

jest.setTimeout(60_000);

describe('migrations', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'go up, down to nothing and up again, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const config = { directory: migrationsDirectory };
      await knex.migrate.latest(config);
      await knex('models').insert({
        id: 'default.a',
        entity_ref: 'component:default/a',
        entity: '{}',
        title: 'A',
        provider: 'sagemaker',
        summary: '',
        next_run_at: new Date(0).toISOString(),
      });
      expect(await knex('models').select('id', 'revision')).toEqual([
        { id: 'default.a', revision: 0 },
      ]);

      await knex.migrate.rollback(config, true);
      expect(await knex.schema.hasTable('models')).toBe(false);
      expect(await knex.schema.hasTable('drift_results')).toBe(false);
      expect(await knex.schema.hasTable('root_causes')).toBe(false);
      expect(await knex.schema.hasTable('model_events')).toBe(false);

      await knex.migrate.latest(config);
      expect(await knex('models').select()).toEqual([]);
    },
  );
});
