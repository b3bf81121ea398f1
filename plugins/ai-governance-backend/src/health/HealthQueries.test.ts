import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { fromHour, toHour } from '../database/time';
import { modelOf } from '../models/__testUtils__/modelOf';
import { GridStore } from '../profiles/GridStore';
import { LedgerStore } from '../profiles/LedgerStore';
import { hoursOf } from './__testUtils__/hours';
import { HealthQueries } from './HealthQueries';
import { LoggedHourStore } from './LoggedHourStore';
import { ServiceHourStore } from './ServiceHourStore';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-23T12:30:00Z');
const LAST = toHour(NOW);
const iso = (hour: number) => fromHour(hour).toISOString();

const model = {
  ...modelOf({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'churn',
      annotations: {
        'ai-governance.io/capture': 'on',
        'ai-governance.io/capture-sampling-percentage': '50',
      },
    },
  }),
  health: 'degraded' as const,
  healthReason: 'So it is.',
  healthVariants: [
    { variant: 'blue', state: 'degraded' as const, reason: 'So it is.' },
  ],
  healthCheckedAt: NOW.toISOString(),
};

describe('HealthQueries', () => {
  const databases = createTestDatabases();

  async function start(databaseId: TestDatabaseId) {
    const knex = await migrate(await databases.init(databaseId));
    const hours = ServiceHourStore.create({ knex });
    const grids = GridStore.create({ knex });
    const ledger = LedgerStore.create({ knex });
    await hours.put(model.id, hoursOf(LAST - 24 * 40, LAST));
    const queries = HealthQueries.create({
      hours,
      logged: LoggedHourStore.create({ knex }),
      grids,
      ledger,
    });
    return { knex, grids, ledger, queries };
  }

  it.each(databases.eachSupportedId())(
    'answers with what was stored, of a week or what is asked for, %p',
    async databaseId => {
      const { queries } = await start(databaseId);
      const health = await queries.of(model, {}, NOW);
      expect(health).toMatchObject({
        state: 'degraded',
        reason: 'So it is.',
        checkedAt: NOW.toISOString(),
        variants: model.healthVariants,
        logs: { samplingPercent: 50, gaps: [] },
      });
      expect(health.hours).toHaveLength(167);
      expect(health.hours.at(-1)).toEqual({
        variant: 'blue',
        hour: iso(LAST - 1),
        invocations: 100,
        errors4xx: 0,
        errors5xx: 0,
        modelErrors: 0,
        latencyMs: { p50: 40, p95: 80, p99: 120 },
      });
      const asked = await queries.of(
        model,
        {
          since: '2026-11-01T02:00:00+02:00',
          until: '2026-11-01T03:00:00Z',
        },
        NOW,
      );
      expect(asked.hours.map(({ hour }) => hour)).toEqual([
        '2026-11-01T00:00:00.000Z',
        '2026-11-01T01:00:00.000Z',
        '2026-11-01T02:00:00.000Z',
      ]);
      for (const range of [
        { since: '2026-10-01T00:00:00Z' },
        { since: '2026-11-24T00:00:00Z' },
      ]) {
        await expect(queries.of(model, range, NOW)).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringMatching(/^since: .*35 days/),
        });
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'finds hours without logs among those whose logs were read, %p',
    async databaseId => {
      const { knex, grids, ledger, queries } = await start(databaseId);
      const version = 1;
      await knex('grids').insert({
        model_id: model.id,
        version,
        monitor_version: 1,
        grid: '{}',
        created_at: NOW.toISOString(),
      });
      expect(await grids.latest(model.id)).toMatchObject({ version });
      await ledger.listed.add({
        modelId: model.id,
        gridVersion: version,
        ranges: [[LAST - 30, LAST - 3]],
      });
      await knex('profiles').insert(
        [
          [LAST - 30, 40],
          [LAST - 29, 0],
          ...Array.from({ length: 20 }, (_, i) => [LAST - 28 + i, 50]),
        ].map(([hour, rows]) => ({
          model_id: model.id,
          grid_version: version,
          variant: 'blue',
          hour,
          rows,
          revision: 1,
          objects: 1,
          duplicates: 0,
          rejected: '{}',
          counts: Buffer.alloc(0),
        })),
      );
      const { logs } = await queries.of(model, {}, NOW);
      expect(logs.gaps).toEqual([
        {
          variant: 'blue',
          from: iso(LAST - 29),
          to: iso(LAST - 28),
          invocations: 100,
        },
        {
          variant: 'blue',
          from: iso(LAST - 8),
          to: iso(LAST - 3),
          invocations: 500,
        },
      ]);
      const off = await queries.of({ ...model, capture: 'off' }, {}, NOW);
      expect(off.logs).toEqual({ samplingPercent: 0, gaps: [] });
    },
  );
});
