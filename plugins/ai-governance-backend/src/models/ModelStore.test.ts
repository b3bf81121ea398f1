import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { ModelStore } from './ModelStore';

jest.setTimeout(60_000);

const t0 = new Date('2026-11-01T00:00:00Z');
const later = (minutes: number) => new Date(t0.getTime() + minutes * 60_000);

function endpoint(name: string) {
  return {
    id: `default.${name}`,
    entityRef: `component:default/${name}`,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
    },
    title: name,
    provider: 'sagemaker',
  };
}

describe('ModelStore', () => {
  const databases = createTestDatabases();

  async function createStore(databaseId: Parameters<typeof databases.init>[0]) {
    const knex = await migrate(await databases.init(databaseId));
    return ModelStore.create({ knex });
  }

  it.each(databases.eachSupportedId())(
    'gives a due model to one worker only, %p',
    async databaseId => {
      const store = await createStore(databaseId);
      await store.upsert([endpoint('a'), endpoint('b'), endpoint('c')], t0);

      const claims = await Promise.all(
        ['x', 'y', 'z'].map(owner =>
          store.claimDue({ owner, now: t0, leaseMs: 60_000, limit: 10 }),
        ),
      );

      expect(
        claims
          .flat()
          .map(model => model.id)
          .sort(),
      ).toEqual(['default.a', 'default.b', 'default.c']);
    },
  );

  it.each(databases.eachSupportedId())(
    'gives a model to another worker when a lease has run out, %p',
    async databaseId => {
      const store = await createStore(databaseId);
      await store.upsert([endpoint('a')], t0);
      const claim = (owner: string, now: Date) =>
        store.claim({ id: 'default.a', owner, now, leaseMs: 5 * 60_000 });

      expect(await claim('x', t0)).toMatchObject({ id: 'default.a' });
      expect(await claim('y', later(4))).toBeUndefined();
      expect(await claim('y', later(6))).toMatchObject({ id: 'default.a' });
      expect(
        await store.renew({
          id: 'default.a',
          owner: 'x',
          now: later(6),
          leaseMs: 1,
        }),
      ).toBe(false);
    },
  );

  it.each(databases.eachSupportedId())(
    'comes back to a model when it is due again, %p',
    async databaseId => {
      const store = await createStore(databaseId);
      await store.upsert([endpoint('a')], t0);
      const due = (now: Date) =>
        store.claimDue({ owner: 'x', now, leaseMs: 1000, limit: 1 });

      await due(t0);
      await store.release({
        id: 'default.a',
        owner: 'x',
        nextRunAt: later(60),
      });

      expect(await due(later(59))).toEqual([]);
      expect(await due(later(60))).toHaveLength(1);
    },
  );

  it.each(databases.eachSupportedId())(
    'hides a model that left the catalog and keeps what it knows, %p',
    async databaseId => {
      const store = await createStore(databaseId);
      await store.upsert([endpoint('a'), endpoint('b')], t0);
      await store.setVerdict({
        id: 'default.b',
        verdict: 'warn',
        summary: '1 of 3 columns has drifted: x.',
        at: t0,
      });

      expect(await store.markRemovedExcept(['default.a'], later(1))).toBe(1);
      expect(await store.get('default.b')).toBeUndefined();
      expect((await store.list({ limit: 10 })).map(m => m.id)).toEqual([
        'default.a',
      ]);

      await store.upsert([endpoint('b')], later(2));
      expect(await store.get('default.b')).toMatchObject({ verdict: 'warn' });
    },
  );

  it.each(databases.eachSupportedId())(
    'pages through models in a stable order, %p',
    async databaseId => {
      const store = await createStore(databaseId);
      const names = Array.from(
        { length: 250 },
        (_, i) => `m${String(i).padStart(3, '0')}`,
      );
      await store.upsert(names.map(endpoint), t0);

      const seen: string[] = [];
      for (;;) {
        const page = await store.list({
          after: seen[seen.length - 1],
          limit: 100,
        });
        seen.push(...page.map(m => m.id));
        if (page.length < 100) {
          break;
        }
      }
      expect(seen).toEqual(names.map(name => `default.${name}`));
    },
  );
});
