import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DiscoveryEntityProvider } from './DiscoveryEntityProvider';
import { managedBy } from './marks';
import type { Discovery } from './source';
import { DiscoveryTransforms } from './transform';

interface Endpoint {
  name: string;
  colour?: string;
}

function entityOf({ name }: Endpoint): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: managedBy('test-cloud', name) },
    spec: { type: 'model-endpoint', owner: 'o', lifecycle: 'production' },
  };
}

const found = (...endpoints: Endpoint[]): Discovery<Endpoint> => ({
  found: endpoints.map(record => ({ entity: entityOf(record), record })),
  problems: [],
});

/** A provider over a cloud that a test decides upon, and a catalog that has what was applied so far. */
async function start(catalogHas: Entity[] = []) {
  const transforms = new DiscoveryTransforms<Endpoint>();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const mutations: EntityProviderMutation[] = [];
  const cloud = { look: async (): Promise<Discovery<Endpoint>> => found() };
  const startupHooks: (() => void)[] = [];
  const tasks: ((signal: AbortSignal) => unknown)[] = [];
  const provider = DiscoveryEntityProvider.create<Endpoint>({
    name: 'test-provider',
    locationType: 'test-cloud',
    source: { subject: 'test endpoints', read: () => cloud.look() },
    transforms,
    maxRemovalShare: 0.2,
    maxRemovalShareKey: 'test.maxRemovalShare',
    taskRunner: {
      async run({ fn }) {
        tasks.push(fn as (signal: AbortSignal) => unknown);
      },
    },
    catalog: catalogServiceMock({ entities: catalogHas }),
    auth: mockServices.auth(),
    lifecycle: mockServices.lifecycle.mock({
      addStartupHook: hook => startupHooks.push(hook),
    }),
    logger,
  });
  await provider.connect({
    async applyMutation(mutation) {
      mutations.push(mutation);
    },
    async refresh() {},
  });
  return {
    cloud,
    logger,
    mutations,
    transforms,
    startupHooks,
    tasks,
    refresh: () => provider.refresh(new AbortController().signal),
  };
}

/** An entity as the catalog has it after it was discovered. */
function known(name: string, annotations: Record<string, string> = {}): Entity {
  const entity = entityOf({ name });
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      uid: `uid-${name}`,
      etag: 'etag',
      annotations: {
        ...entity.metadata.annotations,
        'ai-governance.io/discovered-by': 'test-provider',
        ...annotations,
      },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/o' }],
  };
}

function added(mutation: EntityProviderMutation) {
  return mutation.type === 'full' ? mutation.entities : mutation.added;
}

describe('DiscoveryEntityProvider', () => {
  it('applies everything, with its own key and where it comes from', async () => {
    const discovery = await start();
    discovery.cloud.look = async () => found({ name: 'a' }, { name: 'b' });
    await discovery.refresh();
    expect(discovery.mutations).toHaveLength(1);
    expect(discovery.mutations[0].type).toBe('full');
    expect(added(discovery.mutations[0])[0]).toEqual({
      locationKey: 'test-provider',
      entity: expect.objectContaining({
        metadata: {
          name: 'a',
          annotations: {
            'backstage.io/managed-by-location': 'test-cloud:a',
            'backstage.io/managed-by-origin-location': 'test-cloud:a',
            'ai-governance.io/discovered-by': 'test-provider',
          },
        },
      }),
    });
  });

  it('waits with the first refresh until the catalog has started', async () => {
    const discovery = await start();
    const [task] = discovery.tasks;
    let looked = false;
    discovery.cloud.look = async () => {
      looked = true;
      return found();
    };
    const run = task(new AbortController().signal);
    await new Promise(resolve => setImmediate(resolve));
    expect(looked).toBe(false);
    discovery.startupHooks.forEach(hook => hook());
    await run;
    expect(looked).toBe(true);
  });

  it('keeps everything when the look fails, and says why on the endpoints', async () => {
    const resource = { ...known('model'), kind: 'Resource' };
    const discovery = await start([known('a'), known('b'), resource]);
    discovery.cloud.look = async () => {
      throw new Error('revoked\u0000\nfor good');
    };
    await expect(discovery.refresh()).rejects.toThrow(
      /^Discovery of test endpoints failed; the catalog keeps the entities it has; caused by Error: revoked/,
    );
    expect(discovery.mutations).toHaveLength(1);
    expect(discovery.mutations[0]).toMatchObject({
      type: 'delta',
      removed: [],
    });
    const marked = added(discovery.mutations[0]).map(({ entity }) => entity);
    expect(marked.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(marked[0]).not.toHaveProperty('relations');
    expect(marked[0].metadata).not.toHaveProperty('uid');
    expect(marked[0].metadata.annotations).toMatchObject({
      'ai-governance.io/discovery-error': 'Error: revoked for good',
      'ai-governance.io/discovery-error-since':
        expect.stringMatching(/^20.*Z$/),
    });
  });

  it('writes nothing twice, and remembers since when', async () => {
    const since = '2026-01-01T00:00:00.000Z';
    const discovery = await start([
      known('a', {
        'ai-governance.io/discovery-error': 'Error: same',
        'ai-governance.io/discovery-error-since': since,
      }),
      known('b', {
        'ai-governance.io/discovery-error': 'Error: other',
        'ai-governance.io/discovery-error-since': since,
      }),
    ]);
    discovery.cloud.look = async () => {
      throw new Error('same');
    };
    await expect(discovery.refresh()).rejects.toThrow('same');
    const [{ entity }, ...others] = added(discovery.mutations[0]);
    expect(others).toEqual([]);
    expect(entity.metadata.name).toBe('b');
    expect(
      entity.metadata.annotations?.['ai-governance.io/discovery-error-since'],
    ).toBe(since);
  });

  it('does not take an entity for its own that was registered elsewhere', async () => {
    const copies = ['a', 'b', 'c', 'd', 'e'].map(name =>
      known(name, {
        'backstage.io/managed-by-origin-location': 'url:https://acme.example',
      }),
    );
    const discovery = await start(copies);
    await discovery.refresh();
    expect(discovery.mutations).toEqual([{ type: 'full', entities: [] }]);
  });

  it('removes nothing when too much is missing, but brings the rest up to date', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const discovery = await start(names.map(name => known(name)));
    discovery.cloud.look = async () =>
      found({ name: 'a' }, { name: 'b' }, { name: 'new' });
    await expect(discovery.refresh()).rejects.toThrow(
      'The listing would remove 3 of 5 endpoints, more than the allowed share of 0.2; nothing was removed from the catalog. If they were deleted on purpose, raise test.maxRemovalShare for one refresh. Missing: component:default/c, component:default/d, component:default/e',
    );
    expect(discovery.mutations[0]).toMatchObject({
      type: 'delta',
      removed: [],
    });
    expect(
      discovery.mutations.map(mutation =>
        added(mutation).map(({ entity }) => entity.metadata.name),
      ),
    ).toEqual([
      ['a', 'b', 'new'],
      ['c', 'd', 'e'],
    ]);
  });

  it('goes on when the catalog cannot be told why', async () => {
    const discovery = await start([known('a')]);
    discovery.cloud.look = async () => {
      throw new Error('first');
    };
    discovery.mutations.push = () => {
      throw new Error('database is gone');
    };
    await expect(discovery.refresh()).rejects.toThrow(/first$/);
    expect(discovery.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('database is gone'),
    );
  });

  it('keeps the first of two resources of one name and says so', async () => {
    const discovery = await start();
    discovery.cloud.look = async () => found({ name: 'a' }, { name: 'A' });
    await expect(discovery.refresh()).rejects.toThrow(
      /is incomplete, so nothing was removed from the catalog: Entity component:default\/a could not be read; caused by ConflictError: Two resources/,
    );
    expect(added(discovery.mutations[0])).toHaveLength(1);
  });

  describe('transforms', () => {
    it('change entities by the record, or leave them out', async () => {
      const discovery = await start();
      discovery.transforms.addTransform(
        ({ entity, record }) =>
          record.colour === 'red' ? undefined : structuredClone(entity),
        async ({ entity, record }) => {
          entity.metadata.annotations = { colour: String(record.colour) };
          return entity;
        },
      );
      discovery.cloud.look = async () =>
        found({ name: 'a', colour: 'blue' }, { name: 'b', colour: 'red' });
      await discovery.refresh();
      const [{ entity }, ...others] = added(discovery.mutations[0]);
      expect(others).toEqual([]);
      expect(entity.metadata.annotations).toEqual({
        colour: 'blue',
        // Where an entity comes from is not up to transforms.
        'backstage.io/managed-by-location': 'test-cloud:a',
        'backstage.io/managed-by-origin-location': 'test-cloud:a',
        'ai-governance.io/discovered-by': 'test-provider',
      });
    });

    it('that fail leave the entity as the catalog has it', async () => {
      const discovery = await start([known('a'), known('b')]);
      discovery.transforms.addTransform(({ entity, record }) => {
        if (record.name === 'b') {
          throw new Error('no colour');
        }
        return entity;
      });
      discovery.cloud.look = async () => found({ name: 'a' }, { name: 'b' });
      await expect(discovery.refresh()).rejects.toThrow(/no colour/);
      const [[a], [b]] = discovery.mutations.map(added);
      expect(a.entity.metadata.annotations).not.toHaveProperty([
        'ai-governance.io/discovery-error',
      ]);
      expect(
        b.entity.metadata.annotations?.['ai-governance.io/discovery-error'],
      ).toBe('Entity component:default/b: Error: no colour');
    });

    it('cannot rename', async () => {
      const discovery = await start();
      discovery.transforms.addTransform(({ entity }) => ({
        ...entity,
        metadata: { ...entity.metadata, name: 'other' },
      }));
      discovery.cloud.look = async () => found({ name: 'a' });
      await expect(discovery.refresh()).rejects.toThrow(
        `A transform made component:default/other of ${stringifyEntityRef(
          entityOf({ name: 'a' }),
        )}: kind, namespace and name must stay`,
      );
    });
  });
});
