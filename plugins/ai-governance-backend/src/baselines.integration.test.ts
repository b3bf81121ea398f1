import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type {
  BaselineRequest,
  ReferenceFormat,
} from '@ai-governance/plugin-ai-governance-common';
import { Readable } from 'node:stream';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import {
  entityOf,
  fleetOf,
  type Harness,
  stableEndpoint,
  withHarness,
} from './__testUtils__/harness';
import {
  referenceCsv,
  referenceParquet,
  referenceStatistics,
} from './baselines/__testUtils__/references';

jest.setTimeout(180_000);

const MODEL = 'default.loan-stable';
const HOUR_MS = 3_600_000;
const author = 'user:default/grace';
const reason = 'After the retraining';
const signal = new AbortController().signal;

/** Start of the UTC hour so many hours ago. */
const hoursAgo = (hours: number) =>
  new Date((Math.floor(Date.now() / HOUR_MS) - hours) * HOUR_MS).toISOString();

describe('baselines', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet: fleetOf([stableEndpoint]),
    });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  async function withModel<T>(
    databaseId: string,
    use: (tools: ReturnType<typeof toolsOf>) => Promise<T>,
    config?: Parameters<typeof withHarness>[0]['config'],
  ): Promise<T> {
    const knex = await migrate(await databases.init(databaseId as 'SQLITE_3'));
    return withHarness(
      {
        knex,
        simulatorUrl: simulator.url,
        entities: [entityOf(stableEndpoint)],
        config,
      },
      async harness => {
        expect(await harness.run(MODEL)).toMatchObject({ error: null });
        return use(toolsOf(harness));
      },
    );
  }

  function toolsOf({ services, run }: Harness) {
    const { baselines, models, monitoring, queries, runs } = services;
    const model = async () => (await models.get(MODEL))!;
    const ended = async (id: string) => {
      await monitoring.idle();
      return runs.get(id);
    };
    return {
      services,
      run,
      model,
      choose: async (request: BaselineRequest) =>
        ended(
          (await baselines.choose(await model(), request, { author, signal }))
            .id,
        ),
      upload: async (
        content: string | Buffer,
        format: ReferenceFormat = 'csv',
        label = 'train.csv',
      ) =>
        ended(
          (
            await baselines.upload(
              await model(),
              { body: Readable.from([content]), format, label, reason },
              { author, signal },
            )
          ).id,
        ),
      history: async () => baselines.history(await model()),
      drift: async () => (await queries.drift(await model()))[0],
      monitor: async () => (await queries.detail(await model())).monitor!,
      distribution: async (column: string) =>
        queries.distribution(await model(), { variant: 'AllTraffic', column }),
      detail: async () => queries.detail(await model()),
    };
  }

  it.each(databases.eachSupportedId())(
    'sets a fixed period, names it in results, and goes back to an earlier one, %p',
    async databaseId => {
      await withModel(
        databaseId,
        async ({ choose, drift, history, monitor }) => {
          const before = await drift();
          expect(before.baselineVersion).toBeUndefined();
          const [from, to] = [hoursAgo(80), hoursAgo(40)];
          expect(
            await choose({ kind: 'fixed', from, to, reason }),
          ).toMatchObject({ state: 'succeeded', requestedBy: author });

          const after = await drift();
          expect(after).toMatchObject({
            baselineVersion: 1,
            baseline: { from, to, hours: 40 },
          });
          expect(await monitor()).toMatchObject({
            author,
            reason,
            settings: { baseline: { kind: 'fixed', from, to } },
          });
          expect(await history()).toMatchObject([
            {
              version: 1,
              baseline: { kind: 'fixed', from, to },
              period: { from, to },
              rows: after.baseline!.rows,
              hours: 40,
              author,
              reason,
              inUse: true,
            },
            {
              version: 0,
              baseline: { kind: 'first', duration: 'P3D' },
              period: { from: before.baseline!.from },
              author: 'config',
              createdAt: null,
              inUse: false,
            },
          ]);

          await choose({
            kind: 'rolling',
            duration: 'P1D',
            offset: 'P1D',
            reason,
          });
          expect((await drift()).baseline).toMatchObject({ hours: 24 });
          await choose({ kind: 'version', version: 0, reason });
          expect(await drift()).toMatchObject({
            baselineVersion: 3,
            baseline: before.baseline,
          });
          await choose({ kind: 'version', version: 1, reason: 'Back' });
          expect((await drift()).baseline).toEqual(after.baseline);
          expect(
            (await history()).map(({ version, restores, inUse }) => [
              version,
              restores,
              inUse,
            ]),
          ).toEqual([
            [4, 1, true],
            [3, 0, false],
            [2, null, false],
            [1, null, false],
            [0, null, false],
          ]);
        },
      );
    },
  );

  it('reads a period that lies before what was read so far, once', async () => {
    await withModel(
      'SQLITE_3',
      async ({ choose, drift, run, detail }) => {
        const [from, to] = [hoursAgo(110), hoursAgo(100)];
        const { firstHour } = (await detail()).ingestion;
        expect(firstHour! > to).toBe(true);
        const set = await choose({ kind: 'fixed', from, to, reason });
        expect(set).toMatchObject({ state: 'succeeded' });
        expect(set.ingested.objects).toBeGreaterThan(0);
        expect(await drift()).toMatchObject({
          baseline: { from, to, hours: 10, rows: set.ingested.rows },
        });

        const lists = () =>
          simulator
            .requests()
            .filter(({ operation }) => operation === 'ListObjectsV2').length;
        const before = lists();
        expect(await run(MODEL)).toMatchObject({ ingested: { objects: 0 } });
        const listedAgain = lists() - before;
        await choose({ kind: 'version', version: 0, reason });
        expect(lists() - before - listedAgain).toBe(listedAgain);
      },
      { ingestion: { lookback: { hours: 72 } } },
    );
  });

  it('is compared with at once even when it is chosen in the middle of a run', async () => {
    await withModel('SQLITE_3', async ({ choose, drift, services }) => {
      const { id } = await services.monitoring.start(MODEL, 'user:default/ada');
      const period = { from: hoursAgo(60), to: hoursAgo(30) };
      const answer = await choose({ kind: 'fixed', ...period, reason });
      await services.monitoring.runDue(signal);
      expect(answer).toMatchObject({ id, requestedBy: 'user:default/ada' });
      expect(await drift()).toMatchObject({
        baselineVersion: 1,
        baseline: period,
      });
    });
  });

  it('refuses a period that cannot be, and leaves everything as it was', async () => {
    await withModel('SQLITE_3', async ({ choose, drift, history }) => {
      const before = [await drift(), await history()];
      const fixed = (from: string, to: string) =>
        choose({ kind: 'fixed', from, to, reason });
      await expect(fixed(hoursAgo(10), hoursAgo(-5))).rejects.toThrow(
        /only arrived up to 20/,
      );
      await expect(fixed(hoursAgo(10), hoursAgo(20))).rejects.toThrow(
        /`from` must be before `to`/,
      );
      await expect(
        fixed(hoursAgo(10), hoursAgo(10).replace(':00:00', ':30:00')),
      ).rejects.toThrow(/at least an hour/);
      await expect(fixed(hoursAgo(900), hoursAgo(800))).rejects.toThrow(
        /loan-stable has no logs from .* There are logs from 20.* to 20/,
      );
      await expect(
        choose({ kind: 'rolling', duration: 'P1D', offset: 'P60D', reason }),
      ).rejects.toThrow(/has no logs/);
      await expect(
        choose({ kind: 'version', version: 7, reason }),
      ).rejects.toThrow(/no baseline version 7.*versions 0 to 0/);
      await expect(
        choose({ kind: 'version', version: 0, reason }),
      ).rejects.toThrow(/in use already/);
      expect([await drift(), await history()]).toEqual(before);
    });
  });

  it.each(databases.eachSupportedId())(
    'compares with uploaded references, %p',
    async databaseId => {
      await withModel(
        databaseId,
        async ({ choose, upload, drift, history, distribution }) => {
          const original = await drift();
          expect(await upload(referenceCsv({ rows: 3000 }))).toMatchObject({
            state: 'succeeded',
            error: null,
          });
          const alike = await drift();
          expect(alike).toMatchObject({
            baseline: null,
            baselineVersion: 1,
            baselineUpload: { upload: 1, label: 'train.csv', rows: 3000 },
          });
          expect(alike.gridVersion).toBe(original.gridVersion! + 1);
          expect(verdictsOf(alike)).toMatchObject({
            income: 'pass',
            age: 'pass',
            channel: 'pass',
          });
          expect(await distribution('channel')).toMatchObject({
            baseline: { n: 3000 },
            bins: [{ label: 'branch' }, { label: 'web' }, { label: 'app' }],
          });

          const parquet = await referenceParquet({ rows: 3000, income: 80 });
          await upload(parquet, 'parquet', 'moved.parquet');
          const moved = await drift();
          expect(moved.baselineUpload).toMatchObject({ upload: 2, rows: 3000 });
          expect(verdictsOf(moved)).toMatchObject({
            income: 'fail',
            age: 'pass',
            channel: 'pass',
          });

          await choose({ kind: 'version', version: 1, reason });
          expect(verdictsOf(await drift())).toEqual(verdictsOf(alike));
          await choose({ kind: 'version', version: 0, reason });
          expect((await drift()).baseline).toEqual(original.baseline);
          expect(await history()).toMatchObject([
            { version: 4, restores: 0, inUse: true },
            {
              version: 3,
              restores: 1,
              baseline: { kind: 'upload', upload: 1 },
            },
            { version: 2, rows: 3000, baseline: { label: 'moved.parquet' } },
            { version: 1, rows: 3000, period: null, hours: null },
            { version: 0 },
          ]);
        },
      );
    },
  );

  it('compares with the statistics.json of SageMaker', async () => {
    await withModel('SQLITE_3', async ({ upload, drift, history }) => {
      await upload(
        referenceStatistics({ rows: 3000 }),
        'sagemaker-statistics',
        'statistics.json',
      );
      const run = await drift();
      expect(run.baselineUpload).toMatchObject({ rows: 3000 });
      expect(verdictsOf(run)).toMatchObject({
        income: 'pass',
        age: 'pass',
        channel: 'pass',
      });
      expect((await history())[0].notes.join(' ')).toMatch(
        /income comes from a sketch .* age comes from 10 buckets/,
      );
    });
  });

  it('refuses a file that is not what it should be, and leaves everything as it was', async () => {
    await withModel(
      'SQLITE_3',
      async ({ upload, drift, history }) => {
        const before = [await drift(), await history()];
        await expect(upload('age,channel,extra\n1,web,2\n')).rejects.toThrow(
          /no column "income", "score", which the monitor watches\. It has "age", "channel", "extra"/,
        );
        await expect(upload('')).rejects.toThrow(/empty/);
        await expect(upload('income,age,channel,score\n')).rejects.toThrow(
          /no row/,
        );
        await expect(
          upload('income,age,channel,score\nrich,1,web,0.5\n'),
        ).rejects.toThrow(/"income".*none of them is a number/);
        await expect(
          upload('income,age,channel,score\n1,"2\n', 'csv'),
        ).rejects.toThrow(/cannot be read as CSV|no value|no row/);
        await expect(upload('PAR1 no', 'parquet')).rejects.toThrow(
          /cannot be read as Parquet/,
        );
        await expect(upload('{', 'sagemaker-statistics')).rejects.toThrow(
          /not JSON/,
        );
        await expect(upload('{}', 'sagemaker-statistics')).rejects.toThrow(
          /not a statistics\.json.*features/,
        );
        await expect(upload(referenceCsv({ rows: 9000 }))).rejects.toThrow(
          /larger than .* MB/,
        );
        expect([await drift(), await history()]).toEqual(before);
      },
      { baselines: { maxUploadMegabytes: 0.1 } },
    );
  });
});

function verdictsOf(run: { columns: { column: string; verdict: string }[] }) {
  return Object.fromEntries(
    run.columns.map(({ column, verdict }) => [column, verdict]),
  );
}
