import {
  emptyProfile,
  type Grid,
} from '@ai-governance/plugin-ai-governance-statistics';
import { TestDatabaseId } from '@backstage/backend-test-utils';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { BaselineChoiceStore } from './BaselineChoiceStore';
import { hoursToList } from './hoursToList';
import { ListedHours } from './ListedHours';
import { UploadStore } from './UploadStore';

jest.setTimeout(60_000);

const MODEL = 'default.a';
const at = new Date('2026-11-01T10:00:00Z');
const choice = {
  restores: undefined,
  author: 'user:default/grace',
  reason: 'Because',
  at,
};
const grid: Grid = {
  age: { kind: 'numeric', edges: [10, 20] },
  channel: { kind: 'categorical', categories: ['web', '__proto__'] },
};

describe('stores of baselines', () => {
  const databases = createTestDatabases();

  async function connect(databaseId: string) {
    return migrate(await databases.init(databaseId as TestDatabaseId));
  }

  it.each(databases.eachSupportedId())(
    'keep every choice in order, per model, %p',
    async databaseId => {
      const knex = await connect(databaseId);
      const store = BaselineChoiceStore.create({ knex });
      expect(await store.latest(MODEL)).toBeUndefined();
      expect(await store.all(MODEL)).toEqual([]);
      const baseline = { kind: 'first', duration: 'P3D' } as const;
      const first = await store.append(MODEL, { ...choice, baseline });
      await store.append('default.b', { ...choice, baseline });
      const second = await store.append(MODEL, {
        ...choice,
        baseline: undefined,
        restores: 0,
      });
      expect(first).toEqual({
        version: 1,
        baseline,
        restores: undefined,
        author: choice.author,
        reason: 'Because',
        createdAt: at.toISOString(),
      });
      expect(second).toMatchObject({ version: 2, restores: 0 });
      expect(second.baseline).toBeUndefined();
      expect(await store.latest(MODEL)).toEqual(second);
      expect(await store.all(MODEL)).toEqual([second, first]);
    },
  );

  it.each(databases.eachSupportedId())(
    'keep uploads with their counts, or neither upload nor choice, %p',
    async databaseId => {
      const knex = await connect(databaseId);
      const store = UploadStore.create({ knex });
      const choices = BaselineChoiceStore.create({ knex });
      const profile = { ...emptyProfile(grid), rows: 7 };
      profile.columns.age = {
        kind: 'numeric',
        bins: [1, 5, 1],
        sum: 70,
        sumSquares: 900.5,
        min: 1,
        max: 30,
        missing: 0,
        invalid: 0,
        outOfRange: 0,
      };
      const upload = {
        grid,
        profile,
        notes: ['A note.'],
        label: '<b>train</b>.csv',
        format: 'csv' as const,
        at,
      };
      const add = () => knex.transaction(tx => store.append(MODEL, upload, tx));
      expect(await add()).toBe(1);
      expect(await add()).toBe(2);
      await expect(
        knex.transaction(async tx => {
          const number = await store.append(MODEL, upload, tx);
          await choices.append(
            MODEL,
            {
              ...choice,
              baseline: { kind: 'upload', upload: number, label: 'x' },
            },
            tx,
          );
          throw new Error('The database is gone');
        }),
      ).rejects.toThrow('gone');
      expect(await choices.latest(MODEL)).toBeUndefined();

      const stored = await store.get(MODEL, 2);
      expect(stored).toEqual({
        upload: 2,
        label: upload.label,
        format: 'csv',
        rows: 7,
        notes: upload.notes,
        grid,
        profile,
      });
      expect(await store.sum(MODEL, 1)).toEqual({
        profile,
        hours: 0,
        revision: 0,
      });
      expect([...(await store.list(MODEL)).keys()]).toEqual([1, 2]);
      expect(await store.get(MODEL, 3)).toBeUndefined();
      await expect(store.sum('default.b', 1)).rejects.toThrow(
        "no uploaded reference 1 of model 'default.b'",
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'know which hours were looked for, per grid, %p',
    async databaseId => {
      const knex = await connect(databaseId);
      const listed = ListedHours.create({ knex });
      const scope = { modelId: MODEL, gridVersion: 1 };
      expect(await listed.get(scope)).toEqual([]);
      await listed.add({ ...scope, ranges: [[100, 150]] });
      await listed.add({
        ...scope,
        ranges: [
          [10, 20],
          [140, 151],
        ],
      });
      await listed.add({ ...scope, gridVersion: 2, ranges: [[1, 2]] });
      expect(await listed.get(scope)).toEqual([
        [10, 20],
        [100, 151],
      ]);

      const toList = (
        from: number,
        to: number,
        gridVersion?: number,
        changed?: number[],
      ) =>
        hoursToList(listed, {
          modelId: MODEL,
          gridVersion,
          recent: [148, 152],
          changed,
          baseline: {
            kind: 'fixed',
            from: new Date(from * 3_600_000).toISOString(),
            to: new Date(to * 3_600_000).toISOString(),
          },
        });
      expect(await toList(110, 130, 1)).toEqual([[148, 152]]);
      expect(await toList(15, 25, 1)).toEqual([
        [20, 25],
        [148, 152],
      ]);
      expect(await toList(5, 110, 1)).toEqual([
        [5, 10],
        [20, 100],
        [148, 152],
      ]);
      expect(await toList(90, 110)).toEqual([
        [90, 110],
        [148, 152],
      ]);
      // Logs came late to three hours that were read before; the last is not over.
      expect(await toList(110, 130, 1, [30, 31, 149, 152])).toEqual([
        [30, 32],
        [148, 152],
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'take hours that were counted before they were noted as looked for, %p',
    async databaseId => {
      const knex = await connect(databaseId);
      const listed = ListedHours.create({ knex });
      expect(await listed.firstCounted(MODEL)).toBeUndefined();
      for (const [gridVersion, day] of [
        [1, 5],
        [1, 7],
        [2, 4],
      ]) {
        await knex('profile_days').insert({
          model_id: MODEL,
          variant: 'AllTraffic',
          grid_version: gridVersion,
          day,
          first_hour: day * 24 + 3,
          last_hour: day * 24 + 20,
          hours: 18,
          revision: 1,
          counts: Buffer.from([]),
        });
      }
      expect(await listed.get({ modelId: MODEL, gridVersion: 1 })).toEqual([
        [123, 189],
      ]);
      expect(await listed.firstCounted(MODEL)).toBe(99);
      expect(
        await hoursToList(listed, {
          modelId: MODEL,
          gridVersion: 1,
          recent: [180, 200],
          baseline: { kind: 'first', duration: 'P2D' },
        }),
      ).toEqual([
        [99, 123],
        [180, 200],
      ]);
    },
  );
});
