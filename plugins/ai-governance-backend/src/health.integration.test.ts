import { CloudSimulator, demoFleet } from '@ai-governance/cloud-simulator';
import { CloudWatchMetricsSource } from '@ai-governance/plugin-ai-governance-backend-module-aws';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import { entityOf } from './__testUtils__/harness';
import { HealthService } from './health/HealthService';
import { HealthStore } from './health/HealthStore';
import { readHealthOptions } from './health/readHealthOptions';
import { ServiceHourStore } from './health/ServiceHourStore';
import { ModelStore } from './models/ModelStore';

jest.setTimeout(120_000);

const ANCHOR = new Date('2026-03-31T12:00:00Z');
const NOW = new Date('2026-03-31T12:30:00Z');

describe('health of the demo fleet', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ anchor: ANCHOR, now: () => NOW });
  });
  afterAll(() => simulator.stop());

  it.each(databases.eachSupportedId())(
    'is what CloudWatch tells on the wire, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const models = ModelStore.create({ knex });
      const entities = demoFleet.endpoints.map(endpoint => {
        const { variants } = endpoint.deployments[0];
        return entityOf(endpoint, {
          'ai-governance.io/variants': variants
            .map(({ name }) => name)
            .join(','),
        });
      });
      await models.upsert(
        entities.map(entity => ({
          id: `default.${entity.metadata.name}`,
          entityRef: `component:default/${entity.metadata.name}`,
          entity,
        })),
        NOW,
      );
      const config = new ConfigReader({
        aws: {
          accounts: [
            {
              accountId: '123456789012',
              accessKeyId: 'AKIATEST',
              secretAccessKey: 'secret',
            },
          ],
        },
        aiGovernance: {
          aws: { cloudwatch: { endpoint: simulator.cloudwatchUrl } },
        },
      });
      const service = HealthService.create({
        models,
        hours: ServiceHourStore.create({ knex }),
        store: HealthStore.create({ knex }),
        sources: [CloudWatchMetricsSource.fromConfig(config)],
        logger: mockServices.logger.mock(),
        options: readHealthOptions(config),
      });
      await service.collect(NOW, new AbortController().signal);

      const of = async (name: string) => models.get(`default.${name}`);
      expect(await of('credit-risk-scoring')).toMatchObject({
        health: 'healthy',
        healthVariants: [{ state: 'healthy' }, { state: 'healthy' }],
      });
      expect(await of('fraud-detection')).toMatchObject({
        health: 'degraded',
        healthReason: expect.stringContaining('failed with 5xx'),
      });
      // One to three requests an hour: three hours are not enough to judge by.
      expect(await of('demand-forecast')).toMatchObject({
        health: 'healthy',
        healthReason: expect.stringMatching(
          /^0 % of 20 requests failed in the last 12 hours/,
        ),
      });
    },
  );
});
