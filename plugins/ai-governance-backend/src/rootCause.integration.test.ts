import {
  CloudSimulator,
  type SimulatedEndpoint,
} from '@ai-governance/cloud-simulator';
import type { RootCause } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  type Harness,
  shiftingEndpoint,
  stableEndpoint,
  withHarness,
} from './__testUtils__/harness';
import { seeded } from './__testUtils__/seeded';
import { json } from './profiling/__testUtils__/captureLogs';

jest.setTimeout(240_000);

const HOUR_MS = 3_600_000;
const VARIANT = 'AllTraffic';
const SHIFTING = 'default.loan-pricing';
const STABLE = 'default.loan-stable';
const SLICED = 'default.loan-sliced';

/** The endpoint whose columns move suddenly, on the day on which a second model was deployed. */
const redeployed: SimulatedEndpoint = {
  ...shiftingEndpoint,
  deployments: [
    ...shiftingEndpoint.deployments,
    {
      ...shiftingEndpoint.deployments[0],
      at: shiftingEndpoint.story!.startsAt,
      configName: 'loan-pricing-v2',
    },
  ],
};

/** No traffic of its own: the test writes its logs. */
const sliced: SimulatedEndpoint = {
  ...stableEndpoint,
  name: 'loan-sliced',
  traffic: undefined,
  columns: [],
};

describe('root cause', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;
  let shiftAt: Date;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet: fleetOf([redeployed, stableEndpoint, sliced]),
    });
    shiftAt = hoursFromAnchor(redeployed.story!.startsAt);
  });
  afterEach(async () => {
    await simulator.stop();
  });

  function hoursFromAnchor(hours: number): Date {
    return new Date(simulator.anchor.getTime() + hours * HOUR_MS);
  }

  function entities(): Entity[] {
    return [redeployed, stableEndpoint, sliced].map(endpoint => {
      const last = endpoint.deployments.at(-1)!;
      const entity = entityOf(endpoint, {
        'ai-governance.io/endpoint-deployed-at': hoursFromAnchor(
          last.at,
        ).toISOString(),
      });
      return {
        ...entity,
        spec: {
          ...entity.spec,
          dependsOn: [`resource:default/${last.configName}`],
        },
      };
    });
  }

  async function rootCauseOf(
    { services }: Harness,
    id: string,
  ): Promise<RootCause | null> {
    return services.queries.rootCause((await services.models.get(id))!, {
      variant: VARIANT,
    });
  }

  it.each(databases.eachSupportedId())(
    'says which columns shifted, since when, and what was deployed then, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        { knex, simulatorUrl: simulator.url, entities: entities() },
        async harness => {
          expect(await harness.run(STABLE)).toMatchObject({ error: null });
          expect(await rootCauseOf(harness, STABLE)).toBeNull();

          expect(await harness.run(SHIFTING)).toMatchObject({ error: null });
          const cause = (await rootCauseOf(harness, SHIFTING))!;
          expect(cause.columns.map(({ column }) => column).sort()).toEqual([
            'channel',
            'income',
          ]);
          const truth = shiftAt.getTime();
          for (const { onset, goesWith } of cause.columns) {
            expect(onset).toMatchObject({ kind: 'sudden' });
            const at = Date.parse(onset!.at);
            expect(Math.abs(at - truth)).toBeLessThanOrEqual(2 * HOUR_MS);
            expect(Date.parse(onset!.earliest)).toBeLessThanOrEqual(truth);
            expect(Date.parse(onset!.latest)).toBeGreaterThanOrEqual(truth);
            // The score does not depend on what has moved.
            expect(goesWith ?? 0).toBeLessThan(0.2);
          }
          expect(cause.events[0]).toEqual({
            at: shiftAt.toISOString(),
            kind: 'deployment',
            title: 'Model loan-pricing-v2 deployed',
            detail: expect.any(String),
            columns: cause.columns.map(({ column }) => column),
          });
          expect(cause.events.slice(1)).toEqual([]);
          // Income moved in every channel alike.
          expect(cause).toMatchObject({ segments: [], segmentsNote: null });
          expect(cause.summary).toMatch(
            /^\w+ and \w+ have shifted suddenly since .* UTC.*\. At about the same time, .*: Model loan-pricing-v2 deployed\.$/,
          );

          // The same columns, the same day: what is known stays, and no log is read again.
          const model = (await harness.services.models.get(SHIFTING))!;
          const [{ id }] = await harness.services.queries.drift(model);
          expect(cause.runId).toBe(id);
          const before = simulator.requests().length;
          await harness.run(SHIFTING);
          expect(await rootCauseOf(harness, SHIFTING)).toEqual(cause);
          expect(
            simulator
              .requests()
              .slice(before)
              .filter(({ operation }) => operation === 'GetObject'),
          ).toEqual([]);
        },
      );
    },
  );

  /** Five days of logs in which the amount has risen in one region a day ago. */
  function writeLogs() {
    const prefix = `${sliced.capture!.prefix}/${sliced.name}/${VARIANT}`;
    const random = seeded(1);
    for (let hour = -5 * 24; hour < 0; hour++) {
      const start = hoursFromAnchor(hour).toISOString();
      const lines = Array.from({ length: 60 }, (_, i) => {
        const region = ['eu', 'us', 'eu', 'apac', 'eu'][i % 5];
        const drifted = region === 'us' && hour >= -25;
        const amount = Math.round(100 * random()) + (drifted ? 90 : 0);
        return json(
          {
            instances: [{ amount, region, device: i % 3 ? 'phone' : 'pc' }],
          },
          { predictions: [{ score: amount / 200 }] },
        );
      });
      simulator.putObject(
        sliced.capture!.bucket,
        `${prefix}/${start.slice(0, 13).replace(/[-T]/g, '/')}/a.jsonl`,
        `${lines.join('\n')}\n`,
      );
    }
  }

  it.each(databases.eachSupportedId())(
    'names the slice that carries the shift, and says why when it cannot, %p',
    async databaseId => {
      writeLogs();
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        {
          knex,
          simulatorUrl: simulator.url,
          entities: entities(),
          monitors: `
monitors:
  component:default/loan-sliced:
    columns:
      - { name: amount, type: numeric }
      - { name: region, type: categorical }
      - { name: device, type: categorical }
      - { name: score, type: numeric, role: prediction }
`,
        },
        async harness => {
          expect(await harness.run(SLICED)).toMatchObject({ error: null });
          const cause = (await rootCauseOf(harness, SLICED))!;
          expect(
            cause.columns.map(({ column, onset }) => [column, onset?.kind]),
          ).toEqual([
            ['amount', 'sudden'],
            ['score', 'sudden'],
          ]);
          // The score is made of the amount alone.
          expect(cause.columns[0].goesWith).toBeGreaterThan(0.9);
          expect(cause.segmentsNote).toBeNull();
          expect(
            cause.segments.map(({ column, segmentBy, value }) => [
              column,
              segmentBy,
              value,
            ]),
          ).toEqual([
            ['amount', 'region', 'us'],
            ['score', 'region', 'us'],
          ]);
          const [{ shareOfRows, shareOfShift, effectSize }] = cause.segments;
          expect(shareOfRows).toBeCloseTo(0.2, 5);
          expect(shareOfShift).toBeGreaterThan(0.9);
          expect(effectSize).toBeGreaterThan(0.8);
          expect(cause.summary).toMatch(
            /where region is us, which has 20 % of the rows\.$/,
          );

          // A verdict does not depend on the logs being readable once more.
          await knex('root_causes').delete();
          simulator.addFault({
            service: 's3',
            operation: 'GetObject',
            effect: { kind: 'error', status: 403, code: 'AccessDenied' },
          });
          expect(await harness.run(SLICED)).toMatchObject({
            state: 'succeeded',
            error: null,
          });
          const partial = (await rootCauseOf(harness, SLICED))!;
          expect(partial.columns).toEqual(cause.columns);
          expect(partial.segments).toEqual([]);
          expect(partial.segmentsNote).toMatch(
            /could not be sliced: .*s3:GetObject/,
          );
        },
      );
    },
  );
});
