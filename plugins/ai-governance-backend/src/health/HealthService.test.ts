import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import type {
  EndpointMetrics,
  EndpointMetricsSource,
} from '@ai-governance/plugin-ai-governance-node';
import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { fromHour, toHour } from '../database/time';
import { ModelStore } from '../models/ModelStore';
import { HealthService } from './HealthService';
import { HealthStore } from './HealthStore';
import { readHealthOptions } from './readHealthOptions';
import { ServiceHourStore } from './ServiceHourStore';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-23T12:30:00Z');
const hoursLater = (hours: number) =>
  new Date(NOW.getTime() + hours * 3_600_000);

function entity(name: string, provider = 'cloud'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'ai-governance.io/provider': provider,
        'ai-governance.io/variants': 'blue',
      },
    },
    spec: { type: 'model-endpoint', owner: 'team' },
  };
}

/** Service hours as a cloud has them: 100 requests, all well. */
const served = (since: Date, until: Date): ServiceHour[] => {
  const hours: ServiceHour[] = [];
  for (let hour = toHour(since); hour < toHour(until); hour++) {
    hours.push({
      variant: 'blue',
      hour: fromHour(hour).toISOString(),
      invocations: 100,
      errors4xx: 0,
      errors5xx: 0,
      modelErrors: null,
      latencyMs: { p50: 1, p95: 2, p99: 3 },
    });
  }
  return hours;
};

type Answer = (
  entity: Entity,
  since: Date,
  until: Date,
) => Partial<EndpointMetrics> | Error | undefined;

/** A source as a third party may write it, that answers one endpoint a page. */
class ThirdPartySource implements EndpointMetricsSource {
  readonly id: string;
  answer: Answer;
  readonly asked: { names: string[]; hours: number }[] = [];

  constructor(id: string, answer: Answer) {
    this.id = id;
    this.answer = answer;
  }

  appliesTo({ metadata }: Entity): boolean {
    return metadata.annotations?.['ai-governance.io/provider'] === this.id;
  }

  async *read(options: {
    entities: Entity[];
    since: Date;
    until: Date;
  }): AsyncGenerator<EndpointMetrics[]> {
    const { entities, since, until } = options;
    this.asked.push({
      names: entities.map(({ metadata }) => metadata.name),
      hours: toHour(until) - toHour(since),
    });
    for (const one of entities) {
      const answer = this.answer(one, since, until);
      if (answer instanceof Error) {
        throw answer;
      }
      if (answer) {
        yield [{ entityRef: stringifyEntityRef(one), hours: [], ...answer }];
      }
    }
  }
}

describe('HealthService', () => {
  const databases = createTestDatabases();

  async function start(
    databaseId: TestDatabaseId,
    entities: Entity[],
    ...sources: EndpointMetricsSource[]
  ) {
    const knex = await migrate(await databases.init(databaseId));
    const models = ModelStore.create({ knex });
    await models.upsert(
      entities.map(one => ({
        id: `default.${one.metadata.name}`,
        entityRef: stringifyEntityRef(one),
        entity: one,
      })),
      NOW,
    );
    const hours = ServiceHourStore.create({ knex });
    const service = HealthService.create({
      models,
      hours,
      store: HealthStore.create({ knex }),
      sources,
      logger: mockServices.logger.mock(),
      options: readHealthOptions(new ConfigReader({})),
    });
    return {
      models,
      hours,
      collect: (now: Date, only?: 'all' | 'new') =>
        service.collect(now, new AbortController().signal, only),
      model: async (name: string) => (await models.get(`default.${name}`))!,
    };
  }

  it.each(databases.eachSupportedId())(
    'asks for a week once, then for the last hours, and judges, %p',
    async databaseId => {
      const source = new ThirdPartySource('cloud', (_, since, until) => ({
        hours: served(since, until),
      }));
      const { collect, hours, model } = await start(
        databaseId,
        [entity('a'), entity('b')],
        source,
      );
      await collect(NOW);
      expect(source.asked).toEqual([{ names: ['a', 'b'], hours: 192 }]);
      expect(await model('a')).toMatchObject({
        health: 'healthy',
        healthReason: expect.stringContaining('usually 2 ms'),
        healthCheckedAt: NOW.toISOString(),
        healthVariants: [{ variant: 'blue', state: 'healthy' }],
        healthHour: toHour(NOW),
      });

      // Nothing is due within the hour, and later nothing is new.
      await collect(hoursLater(0.4));
      await collect(hoursLater(1), 'new');
      expect(source.asked).toHaveLength(1);

      source.answer = (_, since, until) => ({
        hours: served(since, until).map(hour => ({ ...hour, errors5xx: 50 })),
      });
      await collect(hoursLater(1));
      expect(source.asked[1]).toEqual({ names: ['a', 'b'], hours: 8 });
      expect((await model('b')).health).toBe('unhealthy');
      const stored = await hours.read(['default.b'], 0, 1e6);
      expect(stored.get('default.b')).toHaveLength(193);
      expect(stored.get('default.b')?.at(-1)).toMatchObject({
        hour: toHour(NOW),
        errors5xx: 50,
        modelErrors: null,
        latencyMs: { p50: 1, p95: 2, p99: 3 },
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'tells the failure of one endpoint, and asks for it again, %p',
    async databaseId => {
      const source = new ThirdPartySource(
        'cloud',
        ({ metadata }, since, until) =>
          metadata.name === 'b'
            ? { problem: 'It is not there.' }
            : { hours: served(since, until) },
      );
      const { collect, model } = await start(
        databaseId,
        ['a', 'b', 'c'].map(name => entity(name)),
        source,
      );
      await collect(NOW);
      expect((await model('a')).health).toBe('healthy');
      expect((await model('c')).health).toBe('healthy');
      expect(await model('b')).toMatchObject({
        health: 'unknown',
        healthReason: 'It is not there.',
        healthCheckedAt: null,
        healthHour: null,
      });
      await collect(hoursLater(0.1));
      expect(source.asked[1]).toEqual({ names: ['b'], hours: 192 });
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps what a source said before it failed, goes on with others and throws in the end, %p',
    async databaseId => {
      const broken = new ThirdPartySource(
        'cloud',
        ({ metadata }, since, until) =>
          metadata.name === 'a'
            ? { hours: served(since, until) }
            : new Error('Access denied.'),
      );
      const other = new ThirdPartySource('other', (_, since, until) => ({
        hours: served(since, until),
      }));
      const { collect, model } = await start(
        databaseId,
        [entity('a'), entity('b'), entity('c', 'other'), entity('d', 'nobody')],
        broken,
        other,
      );
      await expect(collect(NOW)).rejects.toThrow(
        'Service metrics could not be read: cloud: Access denied.',
      );
      expect((await model('a')).health).toBe('healthy');
      expect(await model('b')).toMatchObject({
        health: 'unknown',
        healthReason: 'Access denied.',
      });
      expect((await model('c')).health).toBe('healthy');
      expect(await model('d')).toMatchObject({
        health: 'unknown',
        healthReason: 'No source of service metrics knows this endpoint.',
      });

      // What was known holds for a while, and then no more.
      broken.answer = () => new Error('Access denied.');
      await expect(collect(hoursLater(1))).rejects.toThrow('Access denied.');
      expect((await model('a')).health).toBe('healthy');
      await expect(collect(hoursLater(9))).rejects.toThrow('Access denied.');
      expect(await model('a')).toMatchObject({
        health: 'unknown',
        healthReason: 'Access denied.',
        healthCheckedAt: NOW.toISOString(),
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'does not trust what a source says, %p',
    async databaseId => {
      const hour = served(hoursLater(-2), hoursLater(-1))[0];
      const source = new ThirdPartySource('cloud', ({ metadata }) =>
        metadata.name === 'silent'
          ? undefined
          : {
              hours: [
                { ...hour, invocations: -1, errors5xx: NaN },
                { ...hour, hour: 'yesterday' },
                { ...hour, hour: hoursLater(5).toISOString() },
                { ...hour, variant: `${'x'.repeat(100)}\u0000` },
              ],
            },
      );
      const { collect, hours, model } = await start(
        databaseId,
        [entity('liar'), entity('silent')],
        source,
      );
      await collect(NOW);
      expect(
        (await hours.read(['default.liar'], 0, 1e6)).get('default.liar'),
      ).toMatchObject([
        { variant: 'blue', invocations: null, errors5xx: null },
        { variant: 'x'.repeat(64), invocations: 100 },
      ]);
      expect(await model('silent')).toMatchObject({
        health: 'unknown',
        healthReason: 'cloud said nothing of this endpoint.',
      });
    },
  );
});
