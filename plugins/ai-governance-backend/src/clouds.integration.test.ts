import {
  type AzureOnlineEndpoint,
  CloudSimulator,
} from '@ai-governance/cloud-simulator';
import {
  ANNOTATION_AZURE_ENDPOINT_NAME,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_PROVIDER,
  type DriftRun,
} from '@ai-governance/plugin-ai-governance-common';
import type { Knex } from 'knex';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  shiftingEndpoint,
  withHarness,
} from './__testUtils__/harness';

jest.setTimeout(180_000);

const AWS = 'default.loan-pricing';
const AZURE = 'default.loan-pricing-azure';

/** Serves the requests of the SageMaker endpoint, and logs them as Azure does. */
const azureEndpoint: AzureOnlineEndpoint = {
  name: 'loan-pricing-azure',
  tags: {},
  createdAt: -1000,
  trafficPercent: { AllTraffic: 100 },
  columns: shiftingEndpoint.columns,
  story: shiftingEndpoint.story,
  traffic: shiftingEndpoint.traffic,
  deployments: [
    {
      name: 'AllTraffic',
      instanceType: 'Standard_DS3_v2',
      instanceCount: 1,
      createdAt: -1000,
      trafficSeed: 'loan-pricing/AllTraffic',
      collector: {
        collections: {
          model_inputs: { enabled: true },
          model_outputs: { enabled: true },
        },
      },
    },
  ],
};

const entities = [
  entityOf(shiftingEndpoint),
  entityOf(
    { ...shiftingEndpoint, name: azureEndpoint.name },
    {
      [ANNOTATION_PROVIDER]: 'azure-ml',
      [ANNOTATION_AZURE_ENDPOINT_NAME]: azureEndpoint.name,
      [ANNOTATION_CAPTURE_URI]: `https://acmeml.blob.core.windows.net/logs/modelDataCollector/${azureEndpoint.name}`,
    },
  ),
];

/** What was counted in each hour, and on which bins. */
async function countsOf(knex: Knex, modelId: string) {
  const hours = await knex('profiles')
    .where({ model_id: modelId })
    .orderBy('hour')
    .select('variant', 'hour', 'rows', 'counts');
  const grids = await knex('grids').where({ model_id: modelId }).select('grid');
  return {
    grids: grids.map(({ grid }) => JSON.parse(grid)),
    hours: hours.map(({ counts, ...hour }) => ({
      ...hour,
      counts: Buffer.from(counts).toString('base64'),
    })),
  };
}

/** A comparison without what names it. */
function resultOf(run: DriftRun) {
  const { id: _id, createdAt: _createdAt, ...result } = run;
  return JSON.parse(
    JSON.stringify(result, (key, value) =>
      ['modelId', 'runId', 'revision', 'openSince'].includes(key)
        ? undefined
        : value,
    ),
  );
}

describe('the same traffic on SageMaker and on Azure ML', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet: {
        ...fleetOf([shiftingEndpoint]),
        azure: {
          subscriptions: [{ id: 's', name: 'Test' }],
          workspaces: [
            {
              subscriptionId: 's',
              resourceGroup: 'r',
              name: 'w',
              location: 'westeurope',
              tags: {},
              createdAt: -1000,
              storage: { account: 'acmeml', container: 'logs' },
              endpoints: [azureEndpoint],
              models: [],
            },
          ],
        },
      },
    });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it.each(databases.eachSupportedId())(
    'has identical profiles and identical drift, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        { knex, simulatorUrl: simulator.url, entities },
        async ({ services, run }) => {
          const driftOf = async (id: string) => {
            expect(await run(id)).toMatchObject({
              state: 'succeeded',
              error: null,
            });
            const model = (await services.models.get(id))!;
            return resultOf((await services.queries.drift(model))[0]);
          };
          let aws = await driftOf(AWS);
          const azure = await driftOf(AZURE);
          if (aws.current.to !== azure.current.to) {
            // An hour ended between the two.
            aws = await driftOf(AWS);
          }
          const counts = await countsOf(knex, AWS);
          expect(counts.hours.length).toBeGreaterThan(100);
          expect(await countsOf(knex, AZURE)).toEqual(counts);
          expect(azure).toEqual(aws);
          expect(aws.verdict).toBe('fail');

          const state = await services.queries.detail(
            (await services.models.get(AZURE))!,
          );
          const { rejected, rejectedLines, duplicates } = state.ingestion;
          expect(duplicates).toBeGreaterThan(0);
          expect(Object.keys(rejected).length).toBeGreaterThan(0);
          expect(rejectedLines[0]).toEqual({
            object: expect.stringMatching(
              /^https:\/\/acmeml\.blob\.core\.windows\.net\/logs\/modelDataCollector\/.*\.jsonl$/,
            ),
            line: expect.any(Number),
            reason: expect.stringMatching(/./),
          });
        },
      );
    },
  );
});
