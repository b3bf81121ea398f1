import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from '../database/migrations';

const POSTGRES = 'POSTGRES_18';

/**
 * The databases that every store is tested on. `npm test` brings a PostgreSQL; where it says so, a missing one is an
 * error, so that SQLite alone never passes for both.
 */
export function createTestDatabases(): TestDatabases {
  const databases = TestDatabases.create({ ids: [POSTGRES, 'SQLITE_3'] });
  if (
    process.env.AI_GOVERNANCE_REQUIRE_POSTGRES &&
    !databases.supports(POSTGRES)
  ) {
    throw new Error(
      'PostgreSQL is required but BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING is not set',
    );
  }
  return databases;
}

/** Brings the schema of a test database up to date. */
export async function migrate(knex: Knex): Promise<Knex> {
  await knex.migrate.latest({ directory: migrationsDirectory });
  return knex;
}
