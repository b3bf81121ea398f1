import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  shiftingEndpoint,
  stableEndpoint,
  withHarness,
} from './__testUtils__/harness';

jest.setTimeout(180_000);

const SHIFTING = 'default.loan-pricing';
const STABLE = 'default.loan-stable';
const entities = [entityOf(shiftingEndpoint), entityOf(stableEndpoint)];

describe('monitoring, from logs on S3 to a message on Slack', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet: fleetOf([shiftingEndpoint, stableEndpoint]),
    });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it.each(databases.eachSupportedId())(
    'finds the drift, tells its owner once, and reads nothing twice, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        { knex, simulatorUrl: simulator.url, entities },
        async ({ services, run }) => {
          expect(await run(STABLE)).toMatchObject({
            state: 'succeeded',
            error: null,
          });
          const first = await run(SHIFTING);
          expect(first).toMatchObject({ state: 'succeeded', error: null });
          expect(first.ingested.rows).toBeGreaterThan(5000);
          expect(first.ingested.duplicates).toBeGreaterThan(0);

          const model = (await services.models.get(SHIFTING))!;
          const [drift] = await services.queries.drift(model);
          expect(
            Object.fromEntries(
              drift.columns.map(column => [column.column, column.verdict]),
            ),
          ).toEqual({
            income: 'fail',
            age: 'pass',
            channel: 'fail',
            score: expect.stringMatching(/pass|warn/),
          });
          expect(drift.summary).toContain('income and channel');
          const stable = (await services.models.get(STABLE))!;
          expect(stable.verdict).toBe('pass');

          const [message, ...more] = simulator.slackMessages();
          expect(more).toEqual([]);
          expect(JSON.stringify(message)).toContain('risk-models');
          expect(JSON.stringify(message)).toContain('income');

          const objectsRead = () =>
            simulator
              .requests()
              .filter(({ operation }) => operation === 'GetObject').length;
          const before = objectsRead();
          expect(await run(SHIFTING)).toMatchObject({
            state: 'succeeded',
            ingested: { rows: 0, objects: 0 },
          });
          expect(objectsRead()).toBe(before);
          expect(simulator.slackMessages()).toHaveLength(1);

          const points = await services.queries.history(model, {
            variant: 'AllTraffic',
            column: 'income',
            method: 'psi',
            since: new Date(0).toISOString(),
            until: new Date().toISOString(),
          });
          expect(points.length).toBeGreaterThan(2);
          const distribution = await services.queries.distribution(model, {
            variant: 'AllTraffic',
            column: 'channel',
          });
          expect(distribution.bins.map(bin => bin.label)).toEqual([
            'branch',
            'web',
            'app',
          ]);
        },
      );
    },
  );
});
