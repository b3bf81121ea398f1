import { aiGovernanceReadPermission } from '@ai-governance/plugin-ai-governance-common';
import {
  mockCredentials,
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { ModelStore } from '../models/ModelStore';
import { ReadableStore } from './ReadableStore';
import { ReadScopes } from './ReadScopes';

jest.setTimeout(60_000);

const CONDITIONAL: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
};
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const entities: Entity[] = ['a', 'b', 'c', 'd'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'model-endpoint', owner: 'team' },
}));

describe('ReadScopes', () => {
  const databases = createTestDatabases();

  async function start(
    databaseId: TestDatabaseId,
    policy: {
      ours: PolicyDecision;
      catalogs: PolicyDecision;
      /** Names of entities that the caller finds in the catalog. */
      visible?: string[];
      /** Refs that the plugin's permission allows. */
      allowed?: string[];
    },
  ) {
    const knex = await migrate(await databases.init(databaseId));
    await ModelStore.create({ knex }).upsert(
      entities.map(entity => ({
        id: `default.${entity.metadata.name}`,
        entityRef: `component:default/${entity.metadata.name}`,
        entity,
      })),
      new Date(),
    );
    const authorize = jest.fn(async (queries: { resourceRef: string }[]) =>
      queries.map(
        ({ resourceRef }): DefinitivePolicyDecision => ({
          result: policy.allowed?.includes(resourceRef)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        }),
      ),
    );
    const catalog = catalogServiceMock({
      entities: entities.filter(
        ({ metadata }) => policy.visible?.includes(metadata.name) ?? true,
      ),
    });
    const lookUps = jest.spyOn(catalog, 'getEntitiesByRefs');
    const scopes = ReadScopes.create({
      permissions: mockServices.permissions.mock({
        authorize: authorize as any,
        authorizeConditional: async queries =>
          queries.map(({ permission }) => {
            if (permission.name === aiGovernanceReadPermission.name) {
              return policy.ours;
            }
            expect(permission.name).toBe(catalogEntityReadPermission.name);
            return policy.catalogs;
          }),
      }),
      catalog,
      models: ReadableStore.create({ knex }),
    });
    return { scopes, authorize, lookUps };
  }

  const user = mockCredentials.user();

  it.each(databases.eachSupportedId())(
    'asks once when everything is allowed or denied, %p',
    async databaseId => {
      const open = await start(databaseId, { ours: ALLOW, catalogs: ALLOW });
      expect(await open.scopes.of(user)).toBe('all');
      const ours = await start(databaseId, { ours: DENY, catalogs: ALLOW });
      expect(await ours.scopes.of(user)).toEqual([]);
      const theirs = await start(databaseId, {
        ours: CONDITIONAL,
        catalogs: DENY,
      });
      expect(await theirs.scopes.of(user)).toEqual([]);
      for (const { authorize, lookUps } of [open, ours, theirs]) {
        expect(authorize).not.toHaveBeenCalled();
        expect(lookUps).not.toHaveBeenCalled();
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'needs both permissions of a model, %p',
    async databaseId => {
      const { scopes } = await start(databaseId, {
        ours: CONDITIONAL,
        catalogs: CONDITIONAL,
        visible: ['a', 'b', 'c'],
        allowed: ['component:default/b', 'component:default/d'],
      });
      expect(await scopes.of(user)).toEqual(['default.b']);
    },
  );

  it.each(databases.eachSupportedId())(
    'asks only for what is undecided, and keeps the answer for the same caller, %p',
    async databaseId => {
      const { scopes, authorize, lookUps } = await start(databaseId, {
        ours: CONDITIONAL,
        catalogs: ALLOW,
        allowed: ['component:default/a'],
      });
      expect(await scopes.of(user)).toEqual(['default.a']);
      expect(await scopes.of(user)).toEqual(['default.a']);
      expect(authorize).toHaveBeenCalledTimes(1);
      expect(lookUps).not.toHaveBeenCalled();
      await scopes.of(mockCredentials.user('user:default/other'));
      expect(authorize).toHaveBeenCalledTimes(2);
    },
  );

  it.each(databases.eachSupportedId())(
    'does not keep a decision that failed, %p',
    async databaseId => {
      const { scopes, authorize } = await start(databaseId, {
        ours: CONDITIONAL,
        catalogs: ALLOW,
        allowed: ['component:default/a'],
      });
      authorize.mockRejectedValueOnce(new Error('no answer'));
      await expect(scopes.of(user)).rejects.toThrow('no answer');
      expect(await scopes.of(user)).toEqual(['default.a']);
    },
  );
});
