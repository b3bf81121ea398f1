import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  shiftingEndpoint,
  withHarness,
} from './__testUtils__/harness';

jest.setTimeout(180_000);

const MODEL = 'default.loan-pricing';
const HOUR_MS = 3_600_000;

const MONITORS = `
monitors:
  loan-pricing:
    frequency: PT6H
    tests:
      jensen_shannon: { enabled: true, features: [age] }
    variants:
      AllTraffic:
        columns:
          ignore: [channel]
          overrides:
            income:
              tests:
                ks: { enabled: false }
                psi: { warn: 1000, threshold: 1000 }
      Other:
        columns: { ignore: [income, age, channel, score] }
`;

describe('settings of an endpoint, a variant and a column', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({
      fleet: fleetOf([shiftingEndpoint]),
    });
  });
  afterAll(async () => {
    await simulator.stop();
  });

  it.each(databases.eachSupportedId())(
    'decide what is measured, how it is judged and when it runs again, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        {
          knex,
          simulatorUrl: simulator.url,
          entities: [entityOf(shiftingEndpoint)],
          monitors: MONITORS,
        },
        async ({ services, run }) => {
          expect(await run(MODEL)).toMatchObject({ error: null });
          const model = (await services.models.get(MODEL))!;
          const [drift] = await services.queries.drift(model);
          const tests = Object.fromEntries(
            drift.columns.map(({ column, tests: made }) => [
              column,
              made.map(test => test.method).sort(),
            ]),
          );
          const checks = ['missing-rate', 'out-of-range-rate'];
          expect(tests).toEqual({
            income: [...checks, 'psi'],
            age: ['jensen-shannon', 'ks', ...checks, 'psi'],
            score: ['ks', ...checks, 'psi'],
          });
          const income = drift.columns.find(c => c.column === 'income')!;
          expect(income.tests.find(t => t.method === 'psi')).toMatchObject({
            verdict: 'pass',
            threshold: 1000,
          });

          // Traffic is steady: the check of the run as a whole is stored, with both sides' rows.
          expect(drift.checks).toMatchObject([
            { method: 'volume', verdict: 'pass', threshold: 2 },
          ]);
          const [volume] = await services.queries.history(model, {
            variant: 'AllTraffic',
            method: 'volume',
            since: new Date(0).toISOString(),
            until: new Date().toISOString(),
          });
          expect(volume.column).toBe('');
          expect(volume.baselineN).toBeGreaterThan(volume.currentN);

          // Every six hours, ten minutes after the hour; the plugin's own frequency would be every hour.
          const nextRun = Date.parse(model.nextRunAt!);
          expect((nextRun - 10 * 60_000) % (6 * HOUR_MS)).toBe(0);
          expect(nextRun).toBeGreaterThan(Date.parse(drift.createdAt));
        },
      );
    },
  );
});
