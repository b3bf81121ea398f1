import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { ModelStore } from '../models/ModelStore';
import { pushedEntity } from '../push/__testUtils__/inferences';
import { ModelAccess } from './ModelAccess';

jest.setTimeout(60_000);

describe('ModelAccess', () => {
  const databases = createTestDatabases();

  it('asks the catalog as the user, but as the plugin for other services', async () => {
    const entity = pushedEntity('fitting');
    const models = ModelStore.create({
      knex: await migrate(await databases.init('SQLITE_3')),
    });
    await models.upsert(
      [
        {
          id: 'default.fitting',
          entityRef: 'component:default/fitting',
          entity,
        },
      ],
      new Date(),
    );
    const asked: BackstageCredentials[] = [];
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async (_, options) => {
        asked.push(
          (options as { credentials: BackstageCredentials }).credentials,
        );
        return entity;
      },
    });
    const access = ModelAccess.create({
      auth: mockServices.auth({ pluginId: 'ai-governance' }),
      permissions: mockServices.permissions(),
      catalog,
      models,
    });
    const user = mockCredentials.user('user:default/grace');
    // The catalog would refuse this token, which is restricted to one plugin.
    const service = mockCredentials.service('external:factory', {
      permissionNames: ['ai-governance.model.push'],
    });
    for (const credentials of [user, service]) {
      await access.toPush('default.fitting', credentials);
    }
    expect(asked.map(({ principal }) => principal)).toEqual([
      user.principal,
      mockCredentials.service('plugin:ai-governance').principal,
    ]);
  });
});
