import { CloudSimulator } from '@ai-governance/cloud-simulator';
import knexFactory, { Knex } from 'knex';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  shiftingEndpoint,
  withHarness,
} from './__testUtils__/harness';

jest.setTimeout(180_000);

const MODEL = 'default.loan-pricing';

/** What was counted, hour by hour, down to the last bin. */
async function countsOf(knex: Knex) {
  const rows = await knex('profiles').orderBy(['variant', 'hour']);
  return rows.map(row => ({
    hour: row.hour,
    objects: row.objects,
    rows: Number(row.rows),
    duplicates: Number(row.duplicates),
    rejected: row.rejected,
    counts: Buffer.from(row.counts).toString('base64'),
  }));
}

describe('a backend that is killed in the middle of ingestion', () => {
  const databases = createTestDatabases();
  let directory: string;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'crash-'));
    simulator = await CloudSimulator.start({
      fleet: fleetOf([shiftingEndpoint]),
    });
  });
  afterEach(async () => {
    await simulator.stop();
    await rm(directory, { recursive: true });
  });

  /** Databases that two processes can share: a file, or a server. */
  async function createDatabase(
    databaseId: Parameters<typeof databases.init>[0],
    name: string,
  ): Promise<Knex.Config> {
    if (databaseId === 'SQLITE_3') {
      return {
        client: 'better-sqlite3',
        connection: { filename: join(directory, `${name}.sqlite`) },
        useNullAsDefault: true,
      };
    }
    const { client } = await databases.init(databaseId);
    // Written out, because the password hides from JSON.
    const { host, port, user, password, database } = client.config.connection;
    return {
      client: 'pg',
      connection: { host, port, user, password, database },
    };
  }

  function finish(knex: Knex) {
    return withHarness(
      {
        knex,
        simulatorUrl: simulator.url,
        entities: [entityOf(shiftingEndpoint)],
        config: { ingestion: { batchMegabytes: 0.2 } },
      },
      ({ run }) => run(MODEL),
    );
  }

  it.each(databases.eachSupportedId())(
    'goes on where it was and counts the same as one that was left alone, %p',
    async databaseId => {
      const config = await createDatabase(databaseId, 'killed');
      const killed = await migrate(knexFactory(config));
      const undisturbed = await migrate(
        knexFactory(await createDatabase(databaseId, 'undisturbed')),
      );
      try {
        const child = spawn(
          process.execPath,
          [
            require.resolve('tsx/cli'),
            join(__dirname, '__testUtils__/ingestInChild.ts'),
            JSON.stringify(config),
            simulator.url,
          ],
          { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
        );
        let errors = '';
        child.stderr.on('data', chunk => {
          errors += chunk;
        });
        let ended = false;
        child.on('exit', () => {
          ended = true;
        });
        const hoursStored = async () =>
          Number((await killed('profiles').count({ n: '*' }).first())?.n ?? 0);
        while (!ended && (await hoursStored()) < 12) {
          await new Promise(resolve => setTimeout(resolve, 5));
        }
        expect({ ended, errors }).toEqual({ ended: false, errors: '' });
        process.kill(-child.pid!, 'SIGKILL');
        await new Promise(resolve => setTimeout(resolve, 100));
        const before = await hoursStored();

        // The dead process holds its lease until it runs out.
        await new Promise(resolve => setTimeout(resolve, 2500));
        expect(await finish(killed)).toMatchObject({ state: 'succeeded' });
        expect(await finish(undisturbed)).toMatchObject({ state: 'succeeded' });

        const counts = await countsOf(killed);
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(counts.length);
        expect(counts).toEqual(await countsOf(undisturbed));
        expect(await killed('runs').pluck('state')).toEqual(
          expect.arrayContaining(['failed', 'succeeded']),
        );
      } finally {
        await killed.destroy();
        await undisturbed.destroy();
      }
    },
  );
});
