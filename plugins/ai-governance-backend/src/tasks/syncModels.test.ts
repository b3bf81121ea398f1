import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { TaskMarks } from '../database/TaskMarks';
import { ModelStore } from '../models/ModelStore';
import { VersionService } from '../versions/VersionService';
import { VersionStore } from '../versions/VersionStore';
import { syncModels } from './syncModels';

jest.setTimeout(60_000);

const ARN = 'arn:aws:sagemaker:eu-central-1:123456789012:endpoint/churn';
const at = (minutes: number) =>
  new Date(Date.parse('2026-11-23T00:00:00Z') + minutes * 60_000);

function component(
  name: string,
  annotations: Record<string, string>,
  spec: JsonObject = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      type: 'model-endpoint',
      lifecycle: 'production',
      owner: 'team-a',
      ...spec,
    },
  };
}

const discovered = (model = 'churn-v1', name = 'churn-found') =>
  component(
    name,
    {
      'backstage.io/managed-by-origin-location': `sagemaker:${ARN}`,
      'ai-governance.io/provider': 'sagemaker',
      'ai-governance.io/endpoint-id': ARN,
      'ai-governance.io/owner-source': 'default',
      'ai-governance.io/aws-account-id': '123456789012',
      'ai-governance.io/aws-region': 'eu-central-1',
      'ai-governance.io/capture': 'on',
      'ai-governance.io/capture-sampling-percentage': '50',
      'ai-governance.io/endpoint-deployed-at': '2026-11-20T00:00:00Z',
    },
    {
      owner: 'group:default/nobody',
      dependsOn: [`resource:default/${model}`],
      deployment: {
        cloud: 'aws',
        serving: 'real-time',
        variants: [
          {
            name: 'AllTraffic',
            role: 'production',
            trafficShare: 1,
            models: [{ name: model, entityRef: `resource:default/${model}` }],
          },
        ],
      },
    },
  );

const registration = (name: string) =>
  component(
    name,
    {
      'backstage.io/managed-by-origin-location': 'url:https://git/catalog.yaml',
      'ai-governance.io/endpoint-id': ARN,
      'ai-governance.io/aws-region': 'somewhere-else',
    },
    { system: 'crm' },
  );

const registered = (name: string, approval: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'ml-model',
    owner: 'team-a',
    model: { cloud: 'aws', family: 'churn', approval, createdBy: 'alice' },
  },
});

describe('syncModels', () => {
  const databases = createTestDatabases();

  async function start(databaseId: TestDatabaseId) {
    const knex = await migrate(await databases.init(databaseId));
    const models = ModelStore.create({ knex });
    const marks = TaskMarks.create({ knex });
    const versions = VersionService.create({
      store: VersionStore.create({ knex }),
      marks,
    });
    return {
      knex,
      models,
      look: (minutes: number, entities: Entity[]) =>
        syncModels({
          catalog: catalogServiceMock({ entities }),
          auth: mockServices.auth(),
          models,
          marks,
          logger: mockServices.logger.mock(),
          now: at(minutes),
          signal: new AbortController().signal,
        }),
      listed: async () =>
        (await models.list({ limit: 10 })).map(({ id }) => id),
      versions: async (id: string) =>
        (await versions.ofModel(id, { limit: 10 })).versions,
    };
  }

  it.each(databases.eachSupportedId())(
    'lets a catalog-info.yaml register a discovered endpoint, %p',
    async databaseId => {
      const { look, listed, models, versions } = await start(databaseId);
      await look(0, [discovered()]);
      await look(1, [discovered(), registration('churn')]);

      expect(await listed()).toEqual(['default.churn']);
      const model = await models.get('default.churn');
      expect(model).toMatchObject({
        owner: 'group:default/team-a',
        system: 'system:default/crm',
        cloud: 'aws',
        provider: 'sagemaker',
        capture: 'on',
        samplingPercent: 50,
        problem: null,
      });
      expect(model?.entity.metadata.annotations).toMatchObject({
        'ai-governance.io/aws-region': 'eu-central-1',
        'backstage.io/managed-by-origin-location':
          'url:https://git/catalog.yaml',
      });
      expect(model?.entity.metadata.annotations).not.toHaveProperty([
        'ai-governance.io/owner-source',
      ]);
      expect(model?.entity.spec?.dependsOn).toEqual([
        'resource:default/churn-v1',
      ]);
      expect(await models.get('default.churn-found')).toMatchObject({
        replacedBy: 'default.churn',
      });
      // What was seen before it was registered is its history, too.
      expect(await versions('default.churn')).toMatchObject([
        {
          model: { name: 'churn-v1' },
          firstSeen: at(0).toISOString(),
          current: true,
        },
      ]);

      await look(2, [discovered()]);
      expect(await listed()).toEqual(['default.churn-found']);
    },
  );

  it.each(databases.eachSupportedId())(
    'tells both of two registrations, the first by name wins, %p',
    async databaseId => {
      const { look, listed, models } = await start(databaseId);
      await look(0, [
        registration('zebra'),
        discovered(),
        registration('churn'),
      ]);
      expect(await listed()).toEqual(['default.churn', 'default.zebra']);
      for (const id of ['default.churn', 'default.zebra']) {
        expect((await models.get(id))?.problem).toBe(
          `Endpoint ${ARN} is registered 2 times, by component:default/churn, component:default/zebra: the first by name counts, remove the others.`,
        );
      }
      expect((await models.get('default.churn'))?.capture).toBe('on');
      expect((await models.get('default.zebra'))?.capture).toBe('unknown');

      await look(1, [discovered(), registration('churn')]);
      expect((await models.get('default.churn'))?.problem).toBeNull();
    },
  );

  it.each(databases.eachSupportedId())(
    'takes a file that calls itself discovered for a registration, %p',
    async databaseId => {
      const { look, listed } = await start(databaseId);
      const pretender = discovered('churn-v1', 'pretender');
      pretender.metadata.annotations![
        'backstage.io/managed-by-origin-location'
      ] = 'url:https://git/catalog.yaml';
      await look(0, [discovered(), pretender]);
      expect(await listed()).toEqual(['default.pretender']);
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps the history of versions with when they were seen last, %p',
    async databaseId => {
      const { look, versions } = await start(databaseId);
      const one = registered('churn-v1', 'pending');
      await look(0, [discovered(), one]);
      await look(1, [discovered(), registered('churn-v1', 'approved')]);
      await look(2, [discovered('churn-v2'), one]);
      await look(3, [discovered('churn-v2'), one]);
      expect(await versions('default.churn-found')).toEqual([
        {
          variant: 'AllTraffic',
          model: {
            name: 'churn-v2',
            entityRef: 'resource:default/churn-v2',
          },
          approval: 'unknown',
          artefactDigest: null,
          changedBy: null,
          firstSeen: at(2).toISOString(),
          lastSeen: at(3).toISOString(),
          deployedAt: '2026-11-20T00:00:00.000Z',
          current: true,
          changes: [
            { what: 'model', from: 'churn-v1', to: 'churn-v2' },
            { what: 'approval', from: 'approved', to: 'unknown' },
          ],
        },
        expect.objectContaining({
          approval: 'approved',
          changedBy: 'alice',
          firstSeen: at(0).toISOString(),
          lastSeen: at(1).toISOString(),
          current: false,
          changes: [
            {
              what: 'approval',
              from: 'pending',
              to: 'approved',
              at: at(1).toISOString(),
            },
          ],
        }),
      ]);

      await look(5, []);
      expect(await versions('default.churn-found')).toMatchObject([
        { current: false, lastSeen: at(3).toISOString() },
        { current: false, lastSeen: at(1).toISOString() },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'writes nothing while nothing changes, %p',
    async databaseId => {
      const { knex, look } = await start(databaseId);
      const entities = [discovered(), registration('churn')];
      await look(0, entities);
      const writes: string[] = [];
      knex.on('query', ({ sql }) => {
        if (!/^(select|begin|commit)/i.test(sql)) {
          writes.push(sql);
        }
      });
      await look(1, entities);
      expect(writes).toEqual([expect.stringContaining('task_marks')]);
    },
  );
});
