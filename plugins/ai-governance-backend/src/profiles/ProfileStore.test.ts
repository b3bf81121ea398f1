import type { RejectedLine } from '@ai-governance/plugin-ai-governance-common';
import {
  emptyProfile,
  type Grid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { TestDatabaseId } from '@backstage/backend-test-utils';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { fromHour } from '../database/time';
import { LedgerStore } from './LedgerStore';
import { ProfileStore } from './ProfileStore';

jest.setTimeout(60_000);

const grid: Grid = {
  age: { kind: 'numeric', edges: [10, 20] },
  channel: { kind: 'categorical', categories: ['web', 'app'] },
};
const scope = {
  modelId: 'default.a',
  variant: 'AllTraffic',
  gridVersion: 1,
  grid,
};
/** Midnight of a day, so that days begin at multiples of 24. */
const START = 20_000 * 24;

function profileOf(seed: number): Profile {
  const profile = emptyProfile(grid);
  profile.rows = seed + 3;
  profile.columns.age = {
    kind: 'numeric',
    bins: [seed, 2, 1],
    sum: 15 * (seed + 3),
    sumSquares: 225 * (seed + 3),
    min: 1 + seed,
    max: 20 + seed,
    missing: 0,
    invalid: 0,
    outOfRange: 0,
  };
  profile.columns.channel = {
    kind: 'categorical',
    counts: [seed, 1],
    unseen: { kiosk: 1 },
    other: 0,
    missing: 1,
  };
  return profile;
}

/** Two lines that differ from one revision to the next. */
function linesOf(hour: number, etag: string): RejectedLine[] {
  return [1, 7].map(line => ({
    object: `s3://b/${hour} ${etag}`,
    line,
    reason: 'not-json',
  }));
}

describe('ProfileStore', () => {
  const databases = createTestDatabases();

  async function createStores(databaseId: TestDatabaseId) {
    const knex = await migrate(await databases.init(databaseId));
    await knex('models').insert({
      id: scope.modelId,
      entity_ref: 'component:default/a',
      entity: '{}',
      title: 'A',
      provider: 'sagemaker',
      summary: '',
      next_run_at: new Date(0).toISOString(),
    });
    const store = ProfileStore.create({ knex });
    const put = (hours: number[], etag = 'e1', add = 0) =>
      store.putHours({
        modelId: scope.modelId,
        sourceId: 'test',
        gridVersion: 1,
        grid,
        counts: hours.map(hour => ({
          variant: scope.variant,
          hour: fromHour(START + hour),
          profile: profileOf(hour + add),
          duplicates: 1,
          rejected: hour % 2 ? { 'not-json': 2 } : {},
          rejectedLines: hour % 2 ? linesOf(hour, etag) : [],
        })),
        objects: hours.map(hour => ({
          key: `s3://b/${hour}`,
          etag,
          variant: scope.variant,
          hour: START + hour,
        })),
      });
    return { knex, store, ledger: LedgerStore.create({ knex }), put };
  }

  const firstBin = (profile: Profile) =>
    (profile.columns.age as { bins: number[] }).bins[0];

  it.each(databases.eachSupportedId())(
    'sums any window exactly, over days and hours, %p',
    async databaseId => {
      const { store, put } = await createStores(databaseId);
      const hours = Array.from({ length: 100 }, (_, i) => i);
      await put(hours);
      for (const [from, to] of [
        [0, 100],
        [5, 97],
        [24, 72],
        [30, 40],
        [23, 49],
        [99, 100],
        [50, 50],
        [-10, 200],
      ]) {
        const inside = hours.filter(hour => hour >= from && hour < to);
        const sum = await store.sum(scope, START + from, START + to);
        expect(sum.hours).toBe(inside.length);
        expect(sum.profile.rows).toBe(
          inside.reduce((total, hour) => total + hour + 3, 0),
        );
        expect(firstBin(sum.profile)).toBe(
          inside.reduce((total, hour) => total + hour, 0),
        );
      }
      expect(
        await store.extents({ modelId: scope.modelId, gridVersion: 1 }),
      ).toEqual([
        { variant: 'AllTraffic', firstHour: START, lastHour: START + 99 },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'replaces an hour that is counted again as a new revision, %p',
    async databaseId => {
      const { store, put, ledger } = await createStores(databaseId);
      await put([0, 1, 2]);
      const before = await store.sum(scope, START, START + 48);
      await put([1], 'e2', 100);
      const after = await store.sum(scope, START, START + 48);
      expect(after.hours).toBe(3);
      expect(firstBin(after.profile)).toBe(firstBin(before.profile) + 100);
      expect(after.revision).toBeGreaterThan(before.revision);
      expect(await store.revision(scope, START, START + 24)).toBe(
        after.revision,
      );
      expect(await store.revision(scope, START, START + 1)).toBe(
        before.revision,
      );
      const entries = await ledger.entries({
        modelId: scope.modelId,
        gridVersion: 1,
        fromHour: START,
        toHour: START + 10,
      });
      expect([...entries.values()].map(({ etag }) => etag).sort()).toEqual([
        'e1',
        'e1',
        'e2',
      ]);
      expect(
        await ledger.state({ modelId: scope.modelId, gridVersion: 1 }),
      ).toMatchObject({
        objects: 3,
        hours: 3,
        duplicates: 3,
        rejected: { 'not-json': 2 },
        firstHour: fromHour(START).toISOString(),
        lastHour: fromHour(START + 2).toISOString(),
        rejectedLines: linesOf(1, 'e2'),
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'stores an hour with its ledger or not at all, %p',
    async databaseId => {
      const { knex, store } = await createStores(databaseId);
      await expect(
        store.putHours({
          modelId: scope.modelId,
          sourceId: 'test',
          gridVersion: 1,
          grid,
          counts: [
            {
              variant: scope.variant,
              hour: fromHour(START),
              profile: profileOf(1),
              duplicates: 0,
              rejected: {},
              rejectedLines: [],
            },
          ],
          objects: [
            {
              key: 's3://b/1',
              etag: null as unknown as string,
              variant: scope.variant,
              hour: START,
            },
          ],
        }),
      ).rejects.toThrow(/etag/);
      expect(await knex('profiles')).toEqual([]);
      expect(await knex('profile_days')).toEqual([]);
      expect(await knex('log_objects')).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'forgets old hours and keeps their days, %p',
    async databaseId => {
      const { store, put, ledger } = await createStores(databaseId);
      await put(Array.from({ length: 72 }, (_, i) => i));
      const state = () =>
        ledger.state({ modelId: scope.modelId, gridVersion: 1 });
      const listed = (await state()).rejectedLines;
      expect(listed).toHaveLength(50);
      expect(listed.slice(0, 4)).toEqual([
        ...linesOf(71, 'e1'),
        ...linesOf(69, 'e1'),
      ]);
      const before = await store.sum(scope, START, START + 72);
      expect(await store.deleteHoursBefore(START + 48)).toBe(48);
      const after = await store.sum(scope, START, START + 72);
      expect(after).toEqual(before);
      expect((await state()).rejectedLines).toEqual(listed.slice(0, 24));
      expect(
        await store.extents({ modelId: scope.modelId, gridVersion: 1 }),
      ).toMatchObject([{ firstHour: START }]);
    },
  );
});
