import type { DriftTestResult } from '@ai-governance/plugin-ai-governance-common';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { DriftStore, type NewDriftRun } from './DriftStore';

jest.setTimeout(60_000);

function comparison(id: string, to: string, psi = 0.1): NewDriftRun {
  return {
    id,
    modelId: 'default.a',
    variant: 'AllTraffic',
    createdAt: to,
    verdict: 'pass',
    summary: 'None of 1 columns has drifted.',
    settingsVersion: 1,
    gridVersion: 1,
    revision: 7,
    baseline: {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-15T00:00:00.000Z',
      rows: 5_000_000_000,
      hours: 336,
    },
    current: {
      from: '2026-01-15T00:00:00.000Z',
      to,
      rows: 20,
      hours: 2,
    },
    columns: [
      {
        column: "Robert'); DROP TABLE drift_runs;--",
        type: 'numeric',
        role: 'feature',
        verdict: 'fail',
        severity: 'critical',
        reason: 'PSI 0.4 is above the limit of 0.25.',
        baseline: { n: 5_000_000_000, missing: 1 },
        current: { n: 20, missing: 0 },
        openSince: null,
        tests: [
          {
            method: 'ks',
            convention: 'ks-two-sample@1',
            parameters: { alpha: 0.05 },
            statistic: 0.2,
            effectSize: 0.2,
            threshold: 0.1,
            direction: 'above',
            pValue: 1e-300,
            adjustedPValue: 5e-300,
            errorBound: 0.004,
            severity: 'high',
            verdict: 'pass',
            reason: 'KS distance 0.2 is below the limit of 0.3.',
          },
          {
            method: 'psi',
            convention: 'psi@1',
            parameters: { buckets: 10 },
            statistic: psi,
            effectSize: psi,
            threshold: 0.25,
            direction: 'above',
            pValue: null,
            adjustedPValue: null,
            errorBound: null,
            severity: 'critical',
            verdict: 'fail',
            reason: 'PSI 0.4 is above the limit of 0.25.',
          },
        ],
      },
    ],
  };
}

const volume: DriftTestResult = {
  method: 'volume',
  convention: 'volume-factor@1',
  parameters: { ratio: 0.25 },
  statistic: 30,
  effectSize: 4,
  threshold: 2,
  direction: 'above',
  pValue: null,
  adjustedPValue: null,
  errorBound: null,
  severity: 'medium',
  verdict: 'fail',
  reason: 'Fewer rows.',
};

describe('DriftStore', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'gives back exactly what was stored, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const store = DriftStore.create({ knex });
      const to = '2026-02-01T10:00:00.000Z';
      const stored = { ...comparison('r1', to), checks: [volume] };
      const { revision: _, ...run } = stored;
      await store.put(stored, to);
      expect(await store.latest('default.a')).toEqual([run]);
      expect(await store.latest('default.b')).toEqual([]);

      // The same window, measured again from newer data, takes the place of the older result.
      await store.put(comparison('r2', to, 0.5), to);
      expect(await store.latest('default.a')).toMatchObject([{ id: 'r2' }]);
      expect(await knex('drift_results')).toHaveLength(2);
      expect(await store.any('default.a', 'AllTraffic')).toBe(true);
      expect(await store.any('default.a', 'B')).toBe(false);
    },
  );

  it.each(databases.eachSupportedId())(
    'tells a history and rolls it up with age, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const store = DriftStore.create({ knex });
      const times = Array.from({ length: 72 }, (_, hour) =>
        new Date(Date.UTC(2026, 1, 1, hour)).toISOString(),
      );
      for (const [i, to] of times.entries()) {
        await store.put(comparison(`r${i}`, to, i / 100), to);
      }
      const history = (limit = 1000) =>
        store.history({
          modelId: 'default.a',
          variant: 'AllTraffic',
          method: 'psi',
          since: times[0],
          until: times[71],
          limit,
        });
      expect((await history()).map(point => point.at)).toEqual(times);
      // When there are too many, the newest are told.
      expect((await history(2)).map(point => point.effectSize)).toEqual([
        0.7, 0.71,
      ]);

      const thin = () =>
        store.thin({ dailyBefore: times[48], deleteBefore: times[24] });
      expect(await thin()).toBe(24 + 23);
      expect((await history()).map(point => point.at)).toEqual([
        times[47],
        ...times.slice(48),
      ]);
      expect(await thin()).toBe(0);
      expect(
        Number((await knex('drift_results').count({ n: '*' }).first())?.n),
      ).toBe(2 * 25);
    },
  );
});
