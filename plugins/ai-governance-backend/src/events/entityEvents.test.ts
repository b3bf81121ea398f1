import type { Entity } from '@backstage/catalog-model';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { ModelStore } from '../models/ModelStore';
import { ModelEventStore } from './ModelEventStore';
import { deploymentEvent, entityEvents } from './entityEvents';

jest.setTimeout(60_000);

const now = new Date('2026-11-20T12:00:00.000Z');
const V7_AT = '2026-08-01T10:00:00.000Z';
const V8_AT = '2026-11-18T10:00:00.000Z';

function endpoint(
  annotations: Record<string, string> = {},
  dependsOn: string[] = ['resource:default/fraud-v7'],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'fraud',
      annotations: Object.fromEntries(
        Object.entries({
          'sagemaker-endpoint-config': 'fraud-config-7',
          'endpoint-deployed-at': V7_AT,
          variants: 'AllTraffic',
          capture: 'on',
          'capture-uri': 's3://logs/fraud',
          'capture-sampling-percentage': '100',
          ...annotations,
        }).map(([key, value]) => [`ai-governance.io/${key}`, value]),
      ),
    },
    spec: { type: 'model-endpoint', dependsOn },
  };
}

const v8 = endpoint(
  {
    'sagemaker-endpoint-config': 'fraud-config-8',
    'endpoint-deployed-at': V8_AT,
  },
  ['resource:default/fraud-v8'],
);

describe('deploymentEvent', () => {
  it('is at the time of the cloud and names the model', () => {
    expect(deploymentEvent(v8)).toEqual({
      at: V8_AT,
      kind: 'deployment',
      title: 'Model fraud-v8 deployed',
      detail: 'The endpoint serves with config fraud-config-8 since then.',
    });
    expect(
      deploymentEvent(
        endpoint({}, [
          'resource:default/b',
          'Resource:a',
          'component:default/shop',
        ]),
      )?.title,
    ).toBe('Models a and b deployed');
  });

  it('is unknown without time or model', () => {
    expect(deploymentEvent(endpoint({}, []))).toBeUndefined();
    expect(
      deploymentEvent(endpoint({ 'endpoint-deployed-at': 'yesterday' })),
    ).toBeUndefined();
  });
});

describe('entityEvents', () => {
  it('is empty when nothing that matters changed', () => {
    const relabelled = endpoint();
    relabelled.metadata.labels = { a: 'b' };
    expect(entityEvents(endpoint(), relabelled, now)).toEqual([]);
  });

  it('tells of a new model at the time of its deployment', () => {
    expect(entityEvents(endpoint(), v8, now)).toEqual([
      {
        at: V8_AT,
        kind: 'deployment',
        title: 'Model fraud-v8 deployed',
        detail:
          'Endpoint config fraud-config-8 replaced fraud-config-7. Before, the endpoint served fraud-v7.',
      },
    ]);
  });

  it('takes the present time when the cloud gives none that is newer', () => {
    const back = endpoint();
    expect(entityEvents(v8, back, now)).toMatchObject([
      { at: now.toISOString(), title: 'Model fraud-v7 deployed' },
    ]);
    const early = endpoint({ 'endpoint-deployed-at': '2027-01-01T00:00:00Z' }, [
      'resource:default/fraud-v9',
    ]);
    expect(entityEvents(v8, early, now)).toMatchObject([
      { at: now.toISOString() },
    ]);
  });

  it('tells a new config of the same model from a new model', () => {
    expect(
      entityEvents(
        endpoint(),
        endpoint({
          'sagemaker-endpoint-config': 'fraud-config-7b',
          'endpoint-deployed-at': V8_AT,
        }),
        now,
      ),
    ).toEqual([
      {
        at: V8_AT,
        kind: 'config-change',
        title: 'Endpoint config fraud-config-7b in use',
        detail:
          'Endpoint config fraud-config-7b replaced fraud-config-7. The model stayed the same.',
      },
    ]);
    expect(
      entityEvents(
        endpoint(),
        endpoint({ 'endpoint-deployed-at': V8_AT }),
        now,
      ),
    ).toMatchObject([
      { at: V8_AT, kind: 'deployment', title: 'Model fraud-v7 deployed again' },
    ]);
  });

  it('tells of capture and variants', () => {
    const events = entityEvents(
      endpoint(),
      endpoint({
        variants: 'AllTraffic,Canary',
        capture: 'off',
        'capture-uri': 's3://logs/other',
        'capture-sampling-percentage': '20',
      }),
      now,
    );
    expect(events.map(({ kind, title }) => [kind, title])).toEqual([
      ['config-change', 'Variants are now AllTraffic,Canary'],
      ['capture-change', 'Data capture switched off'],
      ['capture-change', '20 % of requests are logged'],
      ['capture-change', 'Place of the inference logs changed'],
    ]);
    expect(new Set(events.map(({ at }) => at))).toEqual(
      new Set([now.toISOString()]),
    );
  });

  it('cuts what the catalog holds and drops control characters', () => {
    const [event] = entityEvents(
      endpoint(),
      endpoint({ variants: `a\n\u0000\u202eb${'x'.repeat(500)}` }),
      now,
    );
    expect(event.title).toMatch(/^Variants are now a bx+…$/);
    expect(event.title.length).toBeLessThan(150);
  });
});

describe('events of models', () => {
  const databases = createTestDatabases();
  const entry = (entity: Entity) => ({
    id: 'default.fraud',
    entityRef: 'component:default/fraud',
    entity,
    title: 'fraud',
    provider: 'sagemaker',
  });

  it.each(databases.eachSupportedId())(
    'are stored once, with the deployment of a model that is new, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const models = ModelStore.create({ knex });
      const events = ModelEventStore.create({ knex });
      const titles = async (from = '2026-01-01T00:00:00.000Z') =>
        (await events.between('default.fraud', from, now.toISOString())).map(
          ({ title }) => title,
        );

      await models.upsert([entry(endpoint())], now);
      await models.upsert([entry(endpoint())], now);
      expect(await titles()).toEqual(['Model fraud-v7 deployed']);

      await models.upsert([entry(v8)], now);
      await models.upsert([entry(v8)], now);
      expect(await titles()).toEqual([
        'Model fraud-v7 deployed',
        'Model fraud-v8 deployed',
      ]);
      expect(await titles(V8_AT)).toEqual(['Model fraud-v8 deployed']);
      expect(
        await events.between('default.other', V7_AT, now.toISOString()),
      ).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'begin with the deployment also where discovery learns of its time later, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const models = ModelStore.create({ knex });
      await models.upsert(
        [entry(endpoint({ 'endpoint-deployed-at': '' }))],
        now,
      );
      await models.upsert([entry(endpoint())], now);
      expect(
        await ModelEventStore.create({ knex }).between(
          'default.fraud',
          V7_AT,
          now.toISOString(),
        ),
      ).toMatchObject([{ at: V7_AT, title: 'Model fraud-v7 deployed' }]);
    },
  );
});
