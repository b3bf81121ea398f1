import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudProcess } from './discovery/cloud';
import { alertLoop } from './alerts/alertLoop';
import { WINDOW_END } from './drift/period';
import { readOverview } from './fleet/readOverview';
import { seedOverview } from './fleet/seedOverview';
import type { DatabaseTarget } from './harness/databases';
import { runPart } from './harness/runPart';
import { captureFiles } from './ingest/captureFiles';
import { ingest } from './ingest/ingest';
import { scan } from './ingest/scan';
import { checkSame } from './statistics/checkSame';
import { compareProfiles } from './statistics/compareProfiles';
import { compareRaw } from './statistics/compareRaw';
import { makeSamples } from './statistics/samples';
import { compareWithScipy } from './statistics/scipy';

jest.setTimeout(120_000);

/** The parts check their own results, so a part that ends has measured what it says. */
describe('parts at a small scale', () => {
  let directory: string;
  const say = () => {};

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'benchmarks-'));
  });

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  function sqlite(name: string): DatabaseTarget {
    return { kind: 'SQLite', path: join(directory, `${name}.sqlite`) };
  }

  it.each(['csv', 'json'] as const)(
    'scans and ingests the same files, %p',
    async payload => {
      const shape = { payload, records: 3001, features: 20, hours: 3 };
      const capture = await captureFiles({ ...shape, directory, say });
      expect(capture.files).toHaveLength(3);
      expect(await captureFiles({ ...shape, directory, say })).toEqual(capture);

      const engine = { threads: 2, memoryLimitMb: 256 };
      const scans = await scan({
        ...engine,
        capture,
        tempDirectory: join(directory, 'scan'),
      });
      expect(scans.whole.seconds).toBeGreaterThan(0);
      expect(
        await ingest({
          ...engine,
          capture,
          database: sqlite(payload),
          tempDirectory: join(directory, 'ingest'),
        }),
      ).toMatchObject({ rows: 3001, columns: 21, hours: 3 });
    },
  );

  it('notices records that are missing', async () => {
    const capture = await captureFiles({
      payload: 'csv',
      records: 100,
      features: 20,
      hours: 2,
      directory,
      say,
    });
    await expect(
      ingest({
        threads: 1,
        memoryLimitMb: 256,
        capture: { ...capture, records: 101 },
        database: sqlite('missing'),
        tempDirectory: join(directory, 'missing'),
      }),
    ).rejects.toThrow('100 rows with 21 columns were stored of 101 records');
  });

  it.each([true, false])(
    'decides on alerts and lists them, each alone: %p',
    async alone => {
      const loop = await alertLoop({
        database: sqlite(`alerts-${alone}`),
        alerts: 400,
        alone,
        requests: 16,
      });
      expect(loop.groups).toBe(alone ? 400 : 40);
      expect(loop.listP95).toBeGreaterThan(0);
    },
  );

  it('ticks a fleet in which those endpoints drift that were made to', async () => {
    const database = sqlite('fleet');
    await runPart('seedFleet', { database, endpoints: 12, rowsPerHour: 20 });
    const ticks = await runPart('tick', {
      database,
      endpoints: 12,
      untilHour: WINDOW_END,
      ticks: 2,
    });
    expect(ticks.peakRssMb).toBeGreaterThan(20);
    await expect(
      runPart('tick', { database, endpoints: 13, untilHour: 1, ticks: 1 }),
    ).rejects.toThrow("Part 'tick' failed");
  });

  it('reads the overview of a fleet, all of it and what a caller may read', async () => {
    const database = sqlite('overview');
    const taken = await seedOverview({
      database,
      endpoints: 130,
      comparisons: 30,
    });
    expect(taken.nextSync).toBeGreaterThan(0);
    const times = await readOverview({ database, endpoints: 130, rounds: 1 });
    expect(times.listOfHalf).toBeGreaterThan(0);
    await expect(
      readOverview({ database, endpoints: 131, rounds: 1 }),
    ).rejects.toThrow('The fleet of 131 was told to have 130 endpoints');
  });

  it('discovers a cloud, and notices what is missing', async () => {
    const shape = { endpoints: 130, models: 12, split: 2 };
    const cloud = await CloudProcess.start(shape);
    try {
      const options = {
        url: cloud.url,
        shape,
        directory: join(directory, 'discovery'),
      };
      const { first } = (await runPart('discover', options)).result;
      expect(first.seconds).toBeGreaterThan(0);
      // Two pages of endpoints, a page each of models, packages and cards, and two configs that the second refresh knows.
      expect(await cloud.calls()).toEqual({ sent: 12, failed: 0 });
      await expect(
        runPart('discover', {
          ...options,
          shape: { ...shape, endpoints: 131 },
        }),
      ).rejects.toThrow('130 endpoints and 12 models were discovered of 131');
    } finally {
      await cloud.stop();
    }
  });

  it('compares profiles and raw numbers, the latter as SciPy does', async () => {
    const samples = await makeSamples({
      features: 5,
      rows: 20_000,
      directory,
      say,
    });
    expect((await compareProfiles({ samples })).fastest).toBeGreaterThan(0);
    const ours = await compareRaw({ samples, repeats: 1 });
    expect(ours).toHaveLength(5);
    // Without SciPy ours are checked against themselves; the statistics package has its vectors.
    const scipy = await compareWithScipy({ samples, repeats: 1 });
    const theirs = scipy?.features ?? ours;
    expect(() => checkSame(ours, theirs)).not.toThrow();

    const [first, ...rest] = theirs;
    const other = { ...first, values: { ...first.values, psi: 1 } };
    expect(() => checkSame(ours, [other, ...rest])).toThrow(
      /^Feature 0: psi is 0\.\d+, SciPy has 1$/,
    );
  });
});
