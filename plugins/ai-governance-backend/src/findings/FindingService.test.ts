import type {
  DriftRun,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { FindingService } from './FindingService';
import { FindingStore } from './FindingStore';

jest.setTimeout(60_000);

function run(
  columns: Record<string, Verdict>,
  options: { severity?: Severity; variant?: string } = {},
): DriftRun {
  return {
    id: 'run',
    modelId: 'default.a',
    variant: options.variant ?? 'AllTraffic',
    createdAt: '2026-11-01T00:00:00.000Z',
    verdict: 'fail',
    summary: '',
    settingsVersion: 1,
    gridVersion: 1,
    baseline: null,
    current: null,
    columns: Object.entries(columns).map(([column, verdict]) => ({
      column,
      type: 'numeric',
      role: 'feature',
      verdict,
      severity: options.severity ?? 'medium',
      reason: `${column} is ${verdict}`,
      baseline: { n: 1, missing: 0 },
      current: { n: 1, missing: 0 },
      tests: [],
      openSince: null,
    })),
  };
}

const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour));

describe('FindingService', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'opens, keeps, changes and resolves, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const service = FindingService.create({
        store: FindingStore.create({ knex }),
      });
      const events = async (
        columns: Record<string, Verdict>,
        hour: number,
        options?: Parameters<typeof run>[1],
      ) =>
        (await service.update(run(columns, options), at(hour))).map(
          ({ event, finding }) => `${event} ${finding.column}`,
        );

      expect(await events({ age: 'pass', income: 'warn' }, 0)).toEqual([]);
      expect(await events({ age: 'fail', income: 'warn' }, 1)).toEqual([
        'opened age',
      ]);
      // The same drift again is nothing new, near the limit is not yet over, and what cannot be judged changes nothing.
      expect(await events({ age: 'fail' }, 2)).toEqual([]);
      expect(await events({ age: 'warn' }, 3)).toEqual([]);
      expect(await events({ age: 'insufficient-data' }, 4)).toEqual([]);
      expect(await events({ age: 'error' }, 5)).toEqual([]);
      expect(await service.open('default.a')).toMatchObject([
        { column: 'age', openedAt: at(1).toISOString() },
      ]);
      expect(
        await events({ age: 'fail' }, 6, { severity: 'critical' }),
      ).toEqual(['changed age']);
      // Another variant's column of that name is another finding.
      expect(await events({ age: 'pass' }, 7, { variant: 'B' })).toEqual([]);
      expect(await events({ age: 'pass' }, 8)).toEqual(['resolved age']);
      expect(await service.open('default.a')).toEqual([]);

      expect(await events({ age: 'fail' }, 9)).toEqual(['opened age']);
      expect(await service.open('default.a')).toMatchObject([
        { openedAt: at(9).toISOString() },
      ]);
      expect(await events({ income: 'pass' }, 10)).toEqual(['resolved age']);

      const history = await knex('finding_events').orderBy('id');
      expect(history.map(({ event }) => event)).toEqual([
        'opened',
        'changed',
        'resolved',
        'opened',
        'resolved',
      ]);
    },
  );
});
