import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { TaskMarks } from '../database/TaskMarks';
import { ModelStore } from '../models/ModelStore';
import { syncModels } from '../tasks/syncModels';
import { InventoryService } from './InventoryService';
import { InventoryStore } from './InventoryStore';
import { readInventoryOptions } from './readInventoryOptions';

jest.setTimeout(60_000);

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-23T00:00:00Z') + minutes * 60_000);
const CONSOLE = 'https://console.aws.example/endpoints';

const arn = (name: string) =>
  `arn:aws:sagemaker:eu-central-1:123456789012:endpoint/${name}`;

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

function discovered(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-origin-location': `sagemaker:${arn(name)}`,
        'ai-governance.io/provider': 'sagemaker',
        'ai-governance.io/endpoint-id': arn(name),
        'ai-governance.io/aws-account-id': '123456789012',
        'ai-governance.io/aws-region': 'eu-central-1',
        'ai-governance.io/capture': 'on',
        ...annotations,
      },
      links: [{ url: CONSOLE, title: 'Endpoint in AWS console' }],
    },
    spec: { type: 'model-endpoint', lifecycle: 'production', owner: 'team' },
  };
}

function registration(
  name: string,
  endpoint: string,
  spec: JsonObject = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-origin-location': 'url:https://git/x.yaml',
        'backstage.io/edit-url': `https://git/${name}/edit`,
        'ai-governance.io/endpoint-id': endpoint,
      },
    },
    spec: {
      type: 'model-endpoint',
      lifecycle: 'production',
      owner: 'team',
      ...spec,
    },
  };
}

describe('InventoryService', () => {
  const databases = createTestDatabases();

  async function start(databaseId: TestDatabaseId, config: JsonObject = {}) {
    const knex = await migrate(await databases.init(databaseId));
    const models = ModelStore.create({ knex });
    const store = InventoryStore.create({ knex });
    const options = readInventoryOptions(
      new ConfigReader({ aiGovernance: { inventory: config } }),
    );
    const serviceOf = (entities: Entity[]) =>
      InventoryService.create({
        store,
        catalog: catalogServiceMock({ entities: [group, ...entities] }),
        auth: mockServices.auth(),
        options,
      });
    const signal = new AbortController().signal;
    return {
      knex,
      serviceOf,
      async look(minutes: number, entities: Entity[]) {
        await syncModels({
          catalog: catalogServiceMock({ entities }),
          auth: mockServices.auth(),
          models,
          marks: TaskMarks.create({ knex }),
          logger: mockServices.logger.mock(),
          now: at(minutes),
          signal,
        });
        await serviceOf(entities).evaluate(at(minutes), signal);
      },
      page: (query: Partial<Parameters<InventoryService['page']>[0]> = {}) =>
        serviceOf([]).page({ scope: 'all', filter: {}, limit: 100, ...query }),
    };
  }

  it.each(databases.eachSupportedId())(
    'finds what nobody registered, who owns nothing and what does not log, %p',
    async databaseId => {
      const { look, page } = await start(databaseId);
      await look(0, [
        discovered('plain'),
        discovered('ownerless', {
          'ai-governance.io/owner-source': 'default',
        }),
        discovered('mute', { 'ai-governance.io/capture': 'off' }),
        registration('mute-registered', arn('mute')),
        {
          ...discovered('stray'),
          spec: { type: 'model-endpoint', owner: 'gone-team' },
        },
        {
          ...discovered('hostile'),
          spec: { type: 'model-endpoint', owner: '::<b>' },
        },
      ]);
      const { items, counts, nextCursor } = await page();
      expect(nextCursor).toBeNull();
      expect(counts).toEqual({
        unregistered: 4,
        gone: 0,
        'no-owner': 3,
        'capture-off': 1,
      });
      const of = (issue: string) =>
        items.filter(item => item.issue === issue).map(({ title }) => title);
      expect(of('unregistered')).toEqual([
        'hostile',
        'ownerless',
        'plain',
        'stray',
      ]);
      expect(of('no-owner')).toEqual(['hostile', 'ownerless', 'stray']);
      expect(items.find(item => item.issue === 'capture-off')).toEqual({
        id: 'capture-off:default.mute-registered',
        issue: 'capture-off',
        severity: 'medium',
        modelId: 'default.mute-registered',
        entityRef: 'component:default/mute-registered',
        title: 'mute-registered',
        cloud: 'aws',
        place: 'aws 123456789012 eu-central-1',
        owner: 'group:default/team',
        detail:
          'It writes no inference logs, so neither drift nor bias can be measured.',
        fix: { label: 'Switch on data capture', url: CONSOLE },
        since: at(0).toISOString(),
      });
      expect(
        items.find(item => item.id === 'no-owner:default.stray'),
      ).toMatchObject({
        detail:
          'Its owner group:default/gone-team is not in the catalog, so nobody is told of its findings.',
        fix: { label: 'Tag it with its owner', url: CONSOLE },
      });
      expect(
        items.find(item => item.id === 'unregistered:default.plain'),
      ).toMatchObject({ fix: { label: 'Register it', url: '/create' } });
    },
  );

  it.each(databases.eachSupportedId())(
    'finds registrations whose endpoint is gone, and remembers since when, %p',
    async databaseId => {
      const { look, page } = await start(databaseId, {
        severity: { unregistered: 'none' },
      });
      const registered = registration('my-churn', arn('churn'));
      const typo = registration('typo', arn('chrun'), { owner: 'nobody' });
      await look(0, [registered, typo]);
      // Discovery has found nothing yet, so it may not be set up.
      expect((await page()).counts).toMatchObject({ gone: 0, 'no-owner': 1 });

      await look(1, [registered, typo, discovered('churn')]);
      expect((await page({ issues: ['gone'] })).items).toMatchObject([
        {
          modelId: 'default.typo',
          severity: 'high',
          detail: expect.stringContaining(arn('chrun')),
          fix: { url: 'https://git/typo/edit' },
          since: at(1).toISOString(),
        },
      ]);

      await look(2, [registered, typo]);
      await look(3, [registered, typo]);
      expect((await page({ issues: ['gone'] })).items).toMatchObject([
        { modelId: 'default.my-churn', since: at(2).toISOString() },
      ]);

      await look(4, [registered, discovered('churn')]);
      expect((await page()).items).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'does not look for models that run elsewhere in a cloud, %p',
    async databaseId => {
      const { look, page } = await start(databaseId, {
        severity: { unregistered: 'none' },
      });
      await look(0, [discovered('a'), registration('own', 'factory-7')]);
      expect((await page()).items).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'lists and counts only what may be read, by pages, the gravest first, %p',
    async databaseId => {
      const { look, page } = await start(databaseId, {
        severity: { 'capture-off': 'critical' },
        registerUrl: 'https://portal/create/templates/default/register',
      });
      const names = Array.from({ length: 12 }, (_, i) => `e${10 + i}`);
      await look(
        0,
        names.map(name =>
          discovered(name, {
            'ai-governance.io/capture': name.endsWith('5') ? 'off' : 'on',
          }),
        ),
      );
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor, counts } = await page({ limit: 5, cursor });
        expect(counts).toMatchObject({ unregistered: 12, 'capture-off': 1 });
        seen.push(...items.map(({ id }) => id));
        cursor = nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual([
        'capture-off:default.e15',
        ...names.map(name => `unregistered:default.${name}`),
      ]);

      const mine = await page({ scope: ['default.e11'] });
      expect(mine).toMatchObject({
        counts: { unregistered: 1, 'capture-off': 0 },
        items: [
          {
            modelId: 'default.e11',
            fix: { url: 'https://portal/create/templates/default/register' },
          },
        ],
      });
      expect((await page({ filter: { cloud: ['azure'] } })).items).toEqual([]);
      await expect(page({ cursor: 'nonsense' })).rejects.toThrow(/cursor/);
    },
  );

  it.each(databases.eachSupportedId())(
    'writes nothing while nothing changes, %p',
    async databaseId => {
      const { knex, look } = await start(databaseId);
      const entities = [discovered('a'), registration('b', arn('nowhere'))];
      await look(0, entities);
      const writes: string[] = [];
      knex.on('query', ({ sql }) => {
        if (/^(insert|update)/i.test(sql)) {
          writes.push(sql);
        }
      });
      await look(1, entities);
      expect(writes).toEqual([expect.stringContaining('task_marks')]);
    },
  );

  it.each([
    [{ severity: { lost: 'high' } }, /has no issue 'lost', allowed are unreg/],
    [{ severity: { gone: 'awful' } }, /severity\.gone is 'awful', allowed are/],
    [{ registerUrl: 'data:text/html,x' }, /registerUrl is 'data/],
    [{ registerUrl: '//evil.example' }, /registerUrl is '\/\/evil/],
  ])('refuses %j', (inventory, message) => {
    expect(() =>
      readInventoryOptions(
        new ConfigReader({ aiGovernance: { inventory } } as JsonObject),
      ),
    ).toThrow(message);
  });
});
