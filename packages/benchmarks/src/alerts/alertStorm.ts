import { createDatabase, type DatabaseTarget } from '../harness/databases';
import { runStorm, type StormReport } from '../backend';

/** As `runStorm`, in a new database. */
export async function alertStorm(options: {
  database: Extract<DatabaseTarget, { kind: 'PostgreSQL' }>;
  alerts: number;
  kills: number;
  seed: number;
}): Promise<StormReport> {
  const { database, ...storm } = options;
  const knex = await createDatabase(database);
  const url = new URL(database.server);
  url.pathname = `/${database.name}`;
  try {
    return await runStorm({
      ...storm,
      knex,
      connection: { client: 'pg', connection: url.toString() },
      pauseMs: 1_000,
    });
  } finally {
    await knex.destroy();
  }
}
