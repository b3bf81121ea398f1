import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { runStorm } from './__testUtils__/storm';

jest.setTimeout(180_000);

describe('a storm of alerts over two backends that are killed', () => {
  const databases = createTestDatabases();
  const servers = databases
    .eachSupportedId()
    .filter(([databaseId]) => databaseId !== 'SQLITE_3');

  it.each(servers)(
    'loses nothing, and decides nothing twice, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      // Written out, because the password hides from JSON.
      const { host, port, user, password, database } =
        knex.client.config.connection;
      const report = await runStorm({
        knex,
        connection: {
          client: 'pg',
          connection: { host, port, user, password, database },
        },
        alerts: 500,
        kills: 4,
        pauseMs: 1_000,
        seed: 7,
      });
      process.stdout.write(`storm: ${JSON.stringify(report)}\n`);
      expect(report).toMatchObject({ lost: 0, decidedTwice: 0 });
      // At most what was under way when a process died.
      expect(report.repeated).toBeLessThanOrEqual(report.kills * 10);
    },
  );
});
