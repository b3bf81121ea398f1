import type {
  FleetFilter,
  FleetOrder,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { ModelStore } from '../models/ModelStore';
import { healthRank } from '../models/ranks';
import { FleetService } from './FleetService';
import { FleetStore } from './FleetStore';
import type { ReadScope } from './listed';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-23T12:00:00Z');
const VERDICTS: (Verdict | null)[] = ['fail', 'pass', null, 'error', 'warn'];
const HEALTHS = ['healthy', 'degraded', 'unhealthy', 'unknown'] as const;

/** Forty endpoints; every property follows from the number. */
const numbers = Array.from({ length: 40 }, (_, i) => i);
const nameOf = (i: number) => `model-${String(i).padStart(2, '0')}`;
const idOf = (i: number) => `default.${nameOf(i)}`;

function entityOf(i: number) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: nameOf(i),
      namespace: 'default',
      // The order of titles is not that of names.
      title: `${i % 2 === 0 ? 'Zinc' : 'amber'} 100%_${nameOf(i)}`,
      annotations: {
        'ai-governance.io/capture': i % 10 === 0 ? 'off' : 'on',
        ...(i % 4 === 0
          ? { 'ai-governance.io/azure-subscription-id': 'sub' }
          : { 'ai-governance.io/aws-account-id': '123456789012' }),
      },
    },
    spec: {
      type: 'model-endpoint',
      lifecycle: i % 3 === 0 ? 'experimental' : 'production',
      owner: `team-${i % 5}`,
      ...(i % 2 === 0 && { system: 'lending' }),
    },
  };
}

async function seed(knex: Knex): Promise<void> {
  const models = ModelStore.create({ knex });
  await models.upsert(
    numbers.map(i => ({
      id: idOf(i),
      entityRef: `component:default/${nameOf(i)}`,
      entity: entityOf(i),
    })),
    NOW,
  );
  for (const i of numbers) {
    const verdict = VERDICTS[i % 5];
    if (verdict) {
      await models.setVerdict({
        id: idOf(i),
        verdict,
        summary: 'So it is.',
        at: new Date(NOW.getTime() - (i % 7) * 3_600_000),
      });
    }
    const health = HEALTHS[i % 4];
    await knex('models')
      .where({ id: idOf(i) })
      .update({ health, health_rank: healthRank(health) });
  }
}

describe('FleetService', () => {
  const databases = createTestDatabases();

  async function start(databaseId: TestDatabaseId) {
    const knex = await migrate(await databases.init(databaseId));
    await seed(knex);
    const fleet = FleetService.create({ store: FleetStore.create({ knex }) });
    const list = (
      filter: FleetFilter = {},
      options: Partial<Parameters<FleetService['list']>[0]> = {},
    ) =>
      fleet.list(
        {
          scope: 'all',
          filter,
          order: 'title',
          direction: 'asc',
          limit: 100,
          ...options,
        },
        NOW,
      );
    return { knex, fleet, list };
  }

  it.each(databases.eachSupportedId())(
    'pages through every order in both directions, %p',
    async databaseId => {
      const { list } = await start(databaseId);
      const orders: FleetOrder[] = [
        'title',
        'verdict',
        'health',
        'lastRunAt',
        'owner',
      ];
      for (const order of orders) {
        const seen: Record<string, string[]> = { asc: [], desc: [] };
        for (const direction of ['asc', 'desc'] as const) {
          let cursor: string | undefined;
          do {
            const page = await list({}, { order, direction, limit: 7, cursor });
            expect(page.total).toBe(40);
            seen[direction].push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor ?? undefined;
            expect(page.items.length === 7 || !cursor).toBe(true);
          } while (cursor);
          expect(new Set(seen[direction]).size).toBe(40);
        }
        expect(seen.desc).toEqual([...seen.asc].reverse());
      }
      const first = async (order: FleetOrder) =>
        (await list({}, { order, limit: 1 })).items[0];
      expect((await first('title')).title).toBe('amber 100%_model-01');
      expect((await first('verdict')).verdict).toBe('fail');
      expect((await first('health')).health).toBe('unhealthy');
      expect((await first('lastRunAt')).lastRunAt).toBeNull();
      expect((await first('owner')).owner).toBe('group:default/team-0');
    },
  );

  it.each(databases.eachSupportedId())(
    'lets through what the filter says, %p',
    async databaseId => {
      const { list } = await start(databaseId);
      const found = async (filter: FleetFilter) => {
        const { items, total } = await list(filter);
        expect(total).toBe(items.length);
        return items
          .map(({ id }) => Number(id.slice(-2)))
          .sort((a, b) => a - b);
      };
      const where = (test: (i: number) => boolean) => numbers.filter(test);
      expect(
        await found({
          owner: ['group:default/team-1', 'group:default/team-2'],
        }),
      ).toEqual(where(i => i % 5 === 1 || i % 5 === 2));
      expect(await found({ cloud: ['azure'] })).toEqual(
        where(i => i % 4 === 0),
      );
      expect(await found({ system: ['none'] })).toEqual(
        where(i => i % 2 === 1),
      );
      expect(
        await found({ system: ['none', 'system:default/lending'] }),
      ).toEqual(numbers);
      expect(await found({ lifecycle: ['experimental'] })).toEqual(
        where(i => i % 3 === 0),
      );
      expect(await found({ verdict: ['none', 'fail'] })).toEqual(
        where(i => i % 5 === 0 || i % 5 === 2),
      );
      expect(await found({ health: ['unhealthy'], cloud: ['aws'] })).toEqual(
        where(i => i % 4 === 2),
      );
      expect(await found({ search: 'ZINC' })).toEqual(where(i => i % 2 === 0));
      expect(await found({ search: 'team-3' })).toEqual(
        where(i => i % 5 === 3),
      );
      // Wildcards of SQL are ordinary text.
      expect(await found({ search: '100%_' })).toEqual(numbers);
      expect(await found({ search: '100_%' })).toEqual([]);
      expect(await found({ search: "' or 1=1 --\\" })).toEqual([]);
      expect(await found({ owner: [] })).toEqual(numbers);
    },
  );

  it.each(databases.eachSupportedId())(
    'lists and counts only what may be read, in full pages, %p',
    async databaseId => {
      const { list, fleet } = await start(databaseId);
      const readable = numbers.filter(i => i % 3 === 1).map(idOf);
      const scope: ReadScope = [...readable, 'default.somebody-elses'];
      const page = await list({}, { scope, limit: 10 });
      expect(page.items).toHaveLength(10);
      expect(page.total).toBe(readable.length);
      const rest = await list(
        {},
        { scope, limit: 10, cursor: page.nextCursor! },
      );
      expect([...page.items, ...rest.items].map(({ id }) => id).sort()).toEqual(
        readable,
      );
      expect(rest.nextCursor).toBeNull();

      const summary = await fleet.summary({ scope, filter: {} }, NOW);
      expect(summary.total).toBe(readable.length);
      expect(
        summary.facets.lifecycle.reduce((sum, { count }) => sum + count, 0),
      ).toBe(readable.length);
      const none = await fleet.summary({ scope: [], filter: {} }, NOW);
      expect(none).toMatchObject({ total: 0, facets: { owner: [] } });
    },
  );

  it.each(databases.eachSupportedId())(
    'counts states, findings and the values to filter by, %p',
    async databaseId => {
      const { knex, fleet, list } = await start(databaseId);
      await knex('findings').insert(
        [
          ['a', 1, 'open'],
          ['b', 1, 'open'],
          ['c', 1, 'resolved'],
          ['d', 2, 'open'],
        ].map(([id, i, state]) => ({
          id,
          model_id: idOf(Number(i)),
          rule: 'drift',
          variant: 'v',
          column_name: 'c',
          state,
          severity: 'high',
          detail: '',
          opened_at: NOW.toISOString(),
          seen_at: NOW.toISOString(),
        })),
      );
      expect(await fleet.summary({ scope: 'all', filter: {} }, NOW)).toEqual({
        total: 40,
        verdicts: {
          fail: 8,
          pass: 8,
          none: 8,
          error: 8,
          warn: 8,
          'insufficient-data': 0,
        },
        health: { healthy: 10, degraded: 10, unhealthy: 10, unknown: 10 },
        captureOff: 4,
        openFindings: 3,
        facets: {
          owner: [0, 1, 2, 3, 4].map(i => ({
            value: `group:default/team-${i}`,
            label: `team-${i}`,
            count: 8,
          })),
          cloud: [
            { value: 'aws', label: 'AWS', count: 30 },
            { value: 'azure', label: 'Azure', count: 10 },
          ],
          system: expect.arrayContaining([
            { value: 'system:default/lending', label: 'lending', count: 20 },
            { value: 'none', label: 'None', count: 20 },
          ]),
          lifecycle: [
            { value: 'production', label: 'production', count: 26 },
            { value: 'experimental', label: 'experimental', count: 14 },
          ],
        },
        at: NOW.toISOString(),
      });
      const filtered = await fleet.summary(
        { scope: 'all', filter: { cloud: ['azure'], search: 'model-0' } },
        NOW,
      );
      expect(filtered.total).toBe(3);
      expect(filtered.openFindings).toBe(0);
      // The other cloud stays to be chosen, with what the rest of the filter lets through.
      expect(filtered.facets.cloud).toEqual([
        { value: 'aws', label: 'AWS', count: 7 },
        { value: 'azure', label: 'Azure', count: 3 },
      ]);
      const { items } = await list({ search: 'model-01' });
      expect(items).toMatchObject([{ openFindings: 2 }]);
    },
  );

  it.each(databases.eachSupportedId())(
    'tells the deciding verdict of each of the last fourteen days, %p',
    async databaseId => {
      const { knex, list } = await start(databaseId);
      const run = (variant: string, to: string, verdict: string) => ({
        id: `${variant}${to}`,
        model_id: idOf(3),
        variant,
        created_at: NOW.toISOString(),
        verdict,
        summary: '',
        settings_version: 1,
        revision: 1,
        current_to: `${to}:00:00.000Z`,
      });
      await knex('drift_runs').insert([
        run('a', '2026-11-09T23', 'fail'),
        run('a', '2026-11-10T00', 'pass'),
        run('b', '2026-11-10T05', 'insufficient-data'),
        run('a', '2026-11-22T01', 'pass'),
        run('a', '2026-11-22T02', 'warn'),
        run('a', '2026-11-23T03', 'warn'),
        run('b', '2026-11-23T03', 'error'),
      ]);
      const { items } = await list({ search: 'model-03' });
      expect(items[0].trend).toEqual([
        'pass',
        ...Array(11).fill(null),
        'warn',
        'error',
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'refuses cursors that are not of this list, %p',
    async databaseId => {
      const { list } = await start(databaseId);
      const { nextCursor } = await list({}, { limit: 1 });
      const bad = [
        ['owner', nextCursor],
        ['title', 'nonsense'],
        ['title', Buffer.from('["models/title/asc"]').toString('base64url')],
        [
          'title',
          Buffer.from('["models/title/asc",1,2]').toString('base64url'),
        ],
      ] as [FleetOrder, string][];
      for (const [order, cursor] of bad) {
        await expect(list({}, { order, cursor })).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringContaining('cursor'),
        });
      }
    },
  );
});
