import {
  CloudSimulator,
  type SimulatorFault,
} from '@ai-governance/cloud-simulator';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  type Harness,
  shiftingEndpoint,
  stableEndpoint,
  withHarness,
} from './__testUtils__/harness';

jest.setTimeout(180_000);

const BAD = 'default.loan-pricing';
const GOOD = 'default.loan-stable';
const PREFIX = 'data-capture/risk/loan-pricing';

describe('bad input', () => {
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

  async function withBoth<T>(
    use: (harness: Harness) => Promise<T>,
    options: Partial<Parameters<typeof withHarness>[0]> = {},
  ) {
    return withHarness(
      {
        knex: await migrate(await databases.init('SQLITE_3')),
        simulatorUrl: simulator.url,
        entities: [entityOf(shiftingEndpoint), entityOf(stableEndpoint)],
        ...options,
      },
      use,
    );
  }

  it.each<[string, SimulatorFault, { name: string; message: RegExp }]>([
    [
      'expired credentials',
      {
        service: 's3',
        resource: PREFIX,
        effect: { kind: 'error', status: 403, code: 'ExpiredToken' },
      },
      { name: 'AuthenticationError', message: /credentials.*expired/i },
    ],
    [
      'a missing permission',
      {
        service: 's3',
        operation: 'GetObject',
        resource: PREFIX,
        effect: { kind: 'error', status: 403, code: 'AccessDenied' },
      },
      { name: 'NotAllowedError', message: /s3:GetObject/ },
    ],
    [
      'an S3 that cannot be reached',
      { service: 's3', resource: PREFIX, effect: { kind: 'reset' } },
      { name: 'ServiceUnavailableError', message: /127\.0\.0\.1/ },
    ],
  ])(
    '%s: an error on that endpoint, the other goes on, and it recovers',
    async (_, fault, error) => {
      await withBoth(async ({ run, services }) => {
        simulator.addFault(fault);
        const failed = await run(BAD);
        expect(failed).toMatchObject({
          state: 'failed',
          error: {
            name: error.name,
            message: expect.stringMatching(error.message),
          },
        });
        const model = (await services.models.get(BAD))!;
        expect(model.verdict).toBe('error');
        expect(model.summary).toMatch(error.message);
        expect(await run(GOOD)).toMatchObject({ state: 'succeeded' });

        simulator.clearFaults();
        expect(await run(BAD)).toMatchObject({ state: 'succeeded' });
        expect((await services.models.get(BAD))!.verdict).toBe('fail');

        // What was measured stays when the next run fails.
        simulator.addFault(fault);
        simulator.putObject(
          'acme-ml-inference-logs',
          `${PREFIX}/AllTraffic/${keyOfLastHour()}/late.jsonl`,
          '{}\n',
        );
        expect(await run(BAD)).toMatchObject({ state: 'failed' });
        const [drift] = await services.queries.drift(
          (await services.models.get(BAD))!,
        );
        expect(drift.verdict).toBe('fail');
      });
    },
  );

  it('an object that is not JSON Lines: named, left out, and everything else is counted', async () => {
    const key = `${PREFIX}/AllTraffic/${keyOfLastHour()}/00-00-000-picture.jsonl`;
    simulator.putObject('acme-ml-inference-logs', key, 'PNG\n\u0000\u0001');
    await withBoth(async ({ run, services }) => {
      const first = await run(BAD);
      expect(first).toMatchObject({
        state: 'failed',
        error: {
          name: 'IncompleteLogsError',
          message: expect.stringContaining(`${key} is not JSON Lines`),
        },
      });
      expect(first.ingested.rows).toBeGreaterThan(5000);
      const model = (await services.models.get(BAD))!;
      expect(model.verdict).toBe('fail');
      const { ingestion } = await services.queries.detail(model);
      expect(ingestion.problems).toEqual([
        {
          object: `s3://acme-ml-inference-logs/${key}`,
          problem: expect.stringContaining('is not JSON Lines'),
        },
      ]);
      // Known by now: it is not read, and not complained of, every hour.
      expect(await run(BAD)).toMatchObject({ state: 'succeeded' });
    });
  });

  it('lines that cannot be counted are rejected with a reason, never data', async () => {
    simulator.putObject(
      'acme-ml-inference-logs',
      `${PREFIX}/AllTraffic/${keyOfLastHour()}/broken.jsonl`,
      ['{"captureData":', '{"eventVersion":"0"}', 'nonsense', ''].join('\n'),
    );
    await withBoth(async ({ run }) => {
      const { state, ingested } = await run(BAD);
      expect(state).toBe('succeeded');
      expect(ingested.rejected['not-json']).toBeGreaterThanOrEqual(2);
      expect(ingested.rejected['no-event-id']).toBeGreaterThanOrEqual(1);
    });
  });

  it('a monitored column that no payload has: named, with what is there', async () => {
    await withBoth(
      async ({ run }) => {
        expect(await run(BAD)).toMatchObject({
          state: 'failed',
          error: {
            name: 'InputError',
            message: expect.stringMatching(/salary.*income/s),
          },
        });
        expect(await run(GOOD)).toMatchObject({ state: 'succeeded' });
      },
      {
        monitors: `
monitors:
  component:default/loan-pricing:
    columns:
      - { name: age, type: numeric }
      - { name: salary, type: numeric }
`,
      },
    );
  });

  it('an endpoint whose capture is off, and one of a cloud that nobody reads', async () => {
    await withBoth(
      async ({ run, services, setEntities }) => {
        expect(await run(BAD)).toMatchObject({ state: 'succeeded' });
        expect(await services.models.get(BAD)).toMatchObject({
          verdict: 'insufficient-data',
          summary: expect.stringMatching(/capture/i),
        });
        await setEntities([
          entityOf(shiftingEndpoint, {
            'ai-governance.io/provider': 'elsewhere',
          }),
        ]);
        expect(await run(BAD)).toMatchObject({
          state: 'failed',
          error: {
            name: 'NotFoundError',
            message: expect.stringMatching(
              /provider 'elsewhere'.*sagemaker-data-capture/,
            ),
          },
        });
        await expect(run(GOOD)).rejects.toThrow(/not in the catalog/);
      },
      {
        entities: [
          entityOf({
            ...shiftingEndpoint,
            capture: { ...shiftingEndpoint.capture!, enabled: false },
          }),
        ],
      },
    );
  });
});

/** yyyy/mm/dd/hh of two hours ago, whose logs have arrived. */
function keyOfLastHour(): string {
  return new Date(Date.now() - 2 * 3_600_000)
    .toISOString()
    .slice(0, 13)
    .replace(/[-T]/g, '/');
}
