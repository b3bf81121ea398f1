import type {
  DriftRun,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { tmpdir } from 'node:os';
import { createTestDatabases, migrate } from '../../__testUtils__/databases';
import { fromHour } from '../../database/time';
import { ModelEventStore } from '../../events/ModelEventStore';
import { LogFetcher } from '../../ingestion/LogFetcher';
import { ProfileSeries } from '../../profiles/ProfileSeries';
import { ProfileStore } from '../../profiles/ProfileStore';
import { Logs } from '../../profiling/__testUtils__/captureLogs';
import {
  BASELINE_UNTIL,
  columns,
  comparison,
  grid,
  model,
  profileOf,
  SHIFT,
  START,
  UNTIL,
} from './__testUtils__/driftedTraffic';
import { RootCauseService } from './RootCauseService';
import { RootCauseStore } from './RootCauseStore';
import { SegmentFinder } from './SegmentFinder';

jest.setTimeout(120_000);

describe('RootCauseService', () => {
  const databases = createTestDatabases();
  const logs = new Logs();
  afterAll(() => logs.end());

  async function start(
    databaseId: TestDatabaseId,
    variants: { variant: string; rows: number; rise: number }[],
  ) {
    const knex = await migrate(await databases.init(databaseId));
    await knex('models').insert({
      id: model.id,
      entity_ref: model.entityRef,
      entity: '{}',
      title: model.title,
      provider: model.provider,
      summary: '',
      next_run_at: model.nextRunAt,
    });
    const profiles = ProfileStore.create({ knex });
    await profiles.putHours({
      modelId: model.id,
      sourceId: 'test',
      gridVersion: 1,
      grid,
      objects: [],
      counts: variants.flatMap(({ variant, rows, rise }) =>
        Array.from({ length: UNTIL - START }, (_, i) => ({
          variant,
          hour: fromHour(START + i),
          profile: profileOf(rows, START + i >= SHIFT ? rise : 0),
          duplicates: 0,
          rejected: {},
          rejectedLines: [],
        })),
      ),
    });
    const logger = mockServices.logger.mock();
    const service = RootCauseService.create({
      profiles,
      series: ProfileSeries.create({ knex }),
      events: ModelEventStore.create({ knex }),
      segments: SegmentFinder.create({
        sources: [],
        fetcher: LogFetcher.create({
          tempDirectory: tmpdir(),
          concurrency: 1,
        }),
        engine: await logs.engine(),
        profiles,
      }),
      store: RootCauseStore.create({ knex }),
      logger,
    });
    const update = (
      compared: DriftRun[],
      options: {
        hoursLater?: number;
        /** When the settings last changed. */
        changedAt?: number;
        grid?: Grid;
        signal?: AbortSignal;
      } = {},
    ) =>
      service.update({
        model,
        monitor: {
          settings: { columns },
          createdAt: fromHour(UNTIL + (options.changedAt ?? 0)).toISOString(),
        } as unknown as MonitorVersion,
        grid: { version: 1, monitorVersion: 1, grid: options.grid ?? grid },
        compared,
        now: fromHour(UNTIL + (options.hoursLater ?? 0)),
        signal: options.signal ?? new AbortController().signal,
      });
    return { profiles, service, update, logger };
  }

  const single = [{ variant: 'AllTraffic', rows: 60, rise: 30 }];

  it.each(databases.eachSupportedId())(
    'keeps a cause for a day, looks again for other columns, and forgets it, %p',
    async databaseId => {
      const { service, update } = await start(databaseId, single);
      const run = (id: string) =>
        comparison('AllTraffic', ['amount', 'age', 'score'], id);
      const runId = async () =>
        (await service.get(model.id, 'AllTraffic'))?.runId;

      await update([run('run-1')]);
      const cause = (await service.get(model.id, 'AllTraffic'))!;
      expect(cause).toMatchObject({
        runId: 'run-1',
        createdAt: fromHour(UNTIL).toISOString(),
        columns: [
          { column: 'amount', onset: { kind: 'sudden' } },
          { column: 'score', onset: { kind: 'sudden' }, goesWith: null },
        ],
        segments: [],
        segmentsNote:
          'No categorical feature with few values is monitored, by which the traffic could be sliced.',
        events: [],
      });
      expect(cause.columns[0].goesWith).toBeGreaterThan(0.9);

      await update([run('run-2')], { hoursLater: 23 });
      expect(await runId()).toBe('run-1');
      await update([run('run-2')], { hoursLater: 23, changedAt: 1 });
      expect(await runId()).toBe('run-2');
      await update([run('run-3')], { hoursLater: 47 });
      expect(await runId()).toBe('run-3');
      await update([comparison('AllTraffic', ['amount', 'age'], 'run-4')], {
        hoursLater: 48,
      });
      expect(await runId()).toBe('run-4');
      await update([comparison('AllTraffic', ['age'], 'run-5')], {
        hoursLater: 49,
      });
      expect(await runId()).toBeUndefined();
    },
  );

  it.each(databases.eachSupportedId())(
    'finds the onset also where old hours are kept by day only, %p',
    async databaseId => {
      const { profiles, service, update } = await start(databaseId, single);
      await profiles.deleteHoursBefore(BASELINE_UNTIL);
      await update([comparison('AllTraffic', ['amount'])]);
      const { columns: found } = (await service.get(model.id, 'AllTraffic'))!;
      const at = Date.parse(found[0].onset!.at) - fromHour(SHIFT).getTime();
      expect(Math.abs(at)).toBeLessThanOrEqual(2 * 3_600_000);
    },
  );

  it('compares with what was logged before when the baseline was uploaded', async () => {
    const { service, update } = await start('SQLITE_3', single);
    const run = comparison('AllTraffic', ['amount', 'age']);
    await update([{ ...run, baseline: null }]);
    const { columns: found } = (await service.get(model.id, 'AllTraffic'))!;
    const at = Date.parse(found[0].onset!.at) - fromHour(SHIFT).getTime();
    expect(Math.abs(at)).toBeLessThanOrEqual(2 * 3_600_000);

    // No past, no cause.
    await update([
      comparison('AllTraffic', ['age']),
      { ...comparison('Newcomer', ['amount']), baseline: null },
    ]);
    expect(await service.get(model.id, 'Newcomer')).toBeUndefined();
  });

  it.each(databases.eachSupportedId())(
    'names the variant that carries the shift, %p',
    async databaseId => {
      const { service, update } = await start(databaseId, [
        { variant: 'Champion', rows: 80, rise: 0 },
        { variant: 'Challenger', rows: 20, rise: 40 },
      ]);
      await update([comparison('Challenger', ['amount'])]);
      const cause = (await service.get(model.id, 'Challenger'))!;
      expect(cause.segments).toEqual([
        expect.objectContaining({
          column: 'amount',
          segmentBy: 'variant',
          value: 'Challenger',
          shareOfRows: 0.2,
        }),
      ]);
      expect(cause.segments[0].shareOfShift).toBeGreaterThan(0.9);
      expect(await service.get(model.id, 'Champion')).toBeUndefined();
    },
  );

  it('logs what fails and goes on, but stops when it is told to', async () => {
    const { service, update, logger } = await start('SQLITE_3', single);
    await update(
      [comparison('AllTraffic', ['amount']), comparison('Nobody', ['age'])],
      { grid: { ...grid, amount: { kind: 'numeric', edges: [1] } } },
    );
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('component:default/fraud, variant AllTraffic'),
      expect.objectContaining({ name: 'ProfileFormatError' }),
    );
    expect(await service.get(model.id, 'AllTraffic')).toBeUndefined();

    await expect(
      update([comparison('AllTraffic', ['amount'])], {
        signal: AbortSignal.abort(new Error('stop')),
      }),
    ).rejects.toThrow('stop');
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
