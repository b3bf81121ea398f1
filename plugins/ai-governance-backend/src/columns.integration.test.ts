import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
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
  inference,
  ndjson,
  pushedEntity,
} from './push/__testUtils__/inferences';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const author = 'user:default/grace';
const reason = 'They are right';

/** The endpoint as it would log CSV, without names. */
const csvEndpoint: typeof stableEndpoint = {
  ...stableEndpoint,
  name: 'loan-csv',
  capture: {
    ...stableEndpoint.capture!,
    jsonContentTypes: undefined,
    csvContentTypes: ['text/csv'],
  },
  traffic: { payload: 'csv', requestsPerHour: 60 },
  columns: stableEndpoint.columns.map(column => ({
    ...column,
    at: ['income', 'age', 'channel', 'score'].indexOf(column.name) % 3,
  })),
};

describe('columns', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet: fleetOf([stableEndpoint, csvEndpoint]),
    });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  async function withModel<T>(
    databaseId: string,
    name: string,
    use: (tools: ReturnType<typeof toolsOf>) => Promise<T>,
  ): Promise<T> {
    return withHarness(
      {
        knex: await migrate(await databases.init(databaseId as 'SQLITE_3')),
        simulatorUrl: simulator.url,
        entities: [
          entityOf(stableEndpoint),
          entityOf(csvEndpoint),
          pushedEntity('pushed'),
        ],
      },
      harness => use(toolsOf(harness, `default.${name}`)),
    );
  }

  function toolsOf({ services, run }: Harness, modelId: string) {
    const { baselines, columns, models, monitoring, push, queries, runs } =
      services;
    const model = async () => (await models.get(modelId))!;
    return {
      run: () => run(modelId),
      get: async () => columns.get(await model()),
      set: async (chosen: MonitoredColumn[] | 'configured') => {
        const answer = await columns.set(
          await model(),
          { columns: chosen, reason },
          { author, now: new Date() },
        );
        await monitoring.idle();
        return {
          ...answer,
          run: answer.run && (await runs.get(answer.run.id)),
        };
      },
      upload: async (content: string) => {
        const { id } = await baselines.upload(
          await model(),
          {
            body: Readable.from([content]),
            format: 'sagemaker-statistics',
            label: 'statistics.json',
            reason,
          },
          { author, signal: new AbortController().signal },
        );
        await monitoring.idle();
        return runs.get(id);
      },
      push: async (body: Buffer) =>
        push.receive(await model(), {
          body: Readable.from([body]),
          idempotencyKey: 'key',
          author,
          now: new Date(),
        }),
      drift: async () => queries.drift(await model()),
      detail: async () => queries.detail(await model()),
    };
  }

  const plain = (columns: MonitoredColumn[]) =>
    columns.map(({ name, type, role, at }) => ({ name, type, role, at }));

  it.each(databases.eachSupportedId())(
    'are found once, then confirmed, changed and given back, %p',
    async databaseId => {
      await withModel(databaseId, 'loan-stable', async tools => {
        expect(await tools.get()).toEqual({
          source: 'unknown',
          version: null,
          columns: [],
        });
        expect(await tools.run()).toMatchObject({ error: null });
        const found = await tools.get();
        expect(found).toMatchObject({ source: 'inferred', version: 2 });
        const age = found.columns.find(({ name }) => name === 'age')!;
        expect(age).toMatchObject({ type: 'numeric', role: 'feature' });
        expect(age.sample).toMatchObject({ values: [] });
        expect(age.sample!.missing).toBeGreaterThan(0);
        expect(age.sample!.numbers!.mean).toBeCloseTo(40, 0);
        const channel = found.columns.find(({ name }) => name === 'channel')!;
        expect(channel.sample!.values.map(({ value }) => value)).toEqual([
          'branch',
          'web',
          'app',
        ]);
        expect(channel.sample!.numbers).toBeNull();

        // As they are, and one of them critical: nothing has to be counted again.
        const confirmed = await tools.set(
          plain(found.columns).map(column => ({
            ...column,
            critical: column.name === 'age',
          })),
        );
        expect(confirmed).toMatchObject({
          run: null,
          monitor: { version: 3, author, reason },
        });
        expect(await tools.run()).toMatchObject({
          error: null,
          ingested: { rows: 0 },
        });
        expect(await tools.get()).toMatchObject({
          source: 'confirmed',
          version: 3,
        });

        // Another name and another type: the logs are counted anew.
        const renamed = await tools.set(
          plain(found.columns)
            .filter(({ name }) => name !== 'income')
            .map(column =>
              column.name === 'age'
                ? { ...column, name: 'Age of "applicant"', type: 'categorical' }
                : column,
            ),
        );
        expect(renamed.run).toMatchObject({ state: 'succeeded', error: null });
        expect(renamed.run!.ingested.rows).toBeGreaterThan(5000);
        const [comparison] = await tools.drift();
        expect(comparison.columns.map(({ column }) => column).sort()).toEqual([
          'Age of "applicant"',
          'channel',
          'score',
        ]);

        const given = await tools.set('configured');
        expect(given.run).toMatchObject({ state: 'succeeded', error: null });
        const again = await tools.get();
        expect(again.source).toBe('inferred');
        expect(plain(again.columns)).toEqual(plain(found.columns));
      });
    },
  );

  it('say why a run fails when a column is not there', async () => {
    await withModel('SQLITE_3', 'loan-stable', async tools => {
      await tools.run();
      const { run } = await tools.set([
        { name: 'x', type: 'numeric', role: 'feature', at: 'nowhere' },
      ]);
      expect(run).toMatchObject({
        state: 'failed',
        error: { message: expect.stringContaining('"x"') },
      });
    });
  });

  it('without names in payloads take those of a statistics.json', async () => {
    await withModel('SQLITE_3', 'loan-csv', async tools => {
      expect(await tools.run()).toMatchObject({ error: null });
      const found = await tools.get();
      expect(found.columns.map(({ name }) => name).sort()).toEqual([
        'column_0',
        'column_1',
        'column_2',
        'prediction_0',
      ]);
      const numbers = (from: number, to: number) => ({
        common: { num_present: 1000, num_missing: 0 },
        mean: (from + to) / 2,
        std_dev: (to - from) / 5,
        min: from,
        max: to,
        distribution: {
          kll: {
            buckets: Array.from({ length: 10 }, (_, i) => ({
              lower_bound: from + ((to - from) * i) / 10,
              upper_bound: from + ((to - from) * (i + 1)) / 10,
              count: 100,
            })),
          },
        },
      });
      const run = await tools.upload(
        JSON.stringify({
          version: 0,
          dataset: { item_count: 1000 },
          features: [
            { name: 'default', numerical_statistics: numbers(0, 1) },
            { name: 'income', numerical_statistics: numbers(20, 80) },
            { name: 'age', numerical_statistics: numbers(18, 70) },
            {
              name: 'channel',
              string_statistics: {
                common: { num_present: 1000, num_missing: 0 },
                distinct_count: 2,
                distribution: {
                  categorical: {
                    buckets: [
                      { value: 'web', count: 600 },
                      { value: 'app', count: 400 },
                    ],
                  },
                },
              },
            },
          ],
        }),
      );
      expect(run).toMatchObject({ state: 'succeeded', error: null });
      const named = await tools.get();
      expect(named.source).toBe('confirmed');
      expect(plain(named.columns)).toEqual(
        expect.arrayContaining([
          { name: 'income', type: 'numeric', role: 'feature', at: 0 },
          { name: 'age', type: 'numeric', role: 'feature', at: 1 },
          { name: 'channel', type: 'categorical', role: 'feature', at: 2 },
          { name: 'default', type: 'numeric', role: 'prediction', at: 0 },
        ]),
      );
      const [comparison] = await tools.drift();
      expect(comparison.columns.map(({ column }) => column)).toContain(
        'income',
      );
    });
  });

  it.each(databases.eachSupportedId())(
    'of pushed inferences are found and measured, %p',
    async databaseId => {
      await withModel(databaseId, 'pushed', async tools => {
        const hours = 5 * 24;
        const start = Math.floor(Date.now() / HOUR) * HOUR - hours * HOUR;
        const rows = Array.from({ length: hours * 40 }, (_, i) => {
          const shifted = i > hours * 40 * 0.8;
          return inference(`r${i}`, {
            time: new Date(start + Math.floor(i / 40) * HOUR).toISOString(),
            input: {
              load: (i * 37) % 100,
              wear: ((i * 53) % 80) + (shifted ? 60 : 0),
            },
            output: { risk: ((i * 17) % 50) / 50 },
          });
        });
        // One inference twice: it counts once.
        const answer = await tools.push(ndjson(...rows, rows[100]));
        expect(answer).toMatchObject({ accepted: rows.length + 1 });
        const run = await tools.run();
        expect(run).toMatchObject({ error: null, state: 'succeeded' });
        expect(run.ingested).toMatchObject({ duplicates: 1, rejected: {} });
        expect((await tools.get()).columns.map(({ name }) => name)).toEqual([
          'load',
          'wear',
          'risk',
        ]);
        const [comparison] = await tools.drift();
        expect(comparison.variant).toBe('default');
        expect(
          comparison.columns
            .filter(({ verdict }) => verdict === 'fail')
            .map(({ column }) => column),
        ).toEqual(['wear']);
      });
    },
  );
});
