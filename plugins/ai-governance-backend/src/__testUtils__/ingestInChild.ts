import knexFactory, { Knex } from 'knex';
import { migrate } from './databases';
import { entityOf, shiftingEndpoint, withHarness } from './harness';

/**
 * Runs the shifting endpoint once, in a process of its own that a test can kill.
 * Arguments: knex configuration as JSON; address of the simulator.
 */
async function main(): Promise<void> {
  const [config, simulatorUrl] = process.argv.slice(2);
  const knex = knexFactory(JSON.parse(config) as Knex.Config);
  await withHarness(
    {
      knex: await migrate(knex),
      simulatorUrl,
      entities: [entityOf(shiftingEndpoint)],
      config: { ingestion: { batchMegabytes: 0.2 } },
    },
    ({ run }) => run('default.loan-pricing'),
  );
  await knex.destroy();
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
