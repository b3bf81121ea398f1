import {
  addProfile,
  emptyProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { ProfileSeries } from '../backend';
import {
  createDatabase,
  type DatabaseTarget,
  dropDatabase,
} from '../harness/databases';
import { makeGrid, VARIANT } from './features';
import { BASELINE_END, FIRST_HOUR, WINDOW_DAYS, WINDOW_END } from './period';
import { makePool, seedEndpoint } from './seedEndpoint';
import { driftServices } from './services';
import { runEndpoint } from './runEndpoint';

/** What the drift run of one endpoint takes, in milliseconds. */
export interface DriftRunTimes {
  /** The first run, which sums the baseline and stores the sum. */
  first: number;
  /** An hourly run: the fastest of several hours. */
  hourly: number;
  /** The same with every other hour of the several: what is usual. */
  median: number;
  /** Summing the window alone: what no run can do without. */
  window: number;
  /** Summing every hour of both windows, as without stored baselines and days. */
  anew: number;
}

const HOURLY_RUNS = 9;

/**
 * Times drift runs of one endpoint.
 * @param options - `database` is created and deleted
 */
export async function driftRun(options: {
  database: DatabaseTarget;
  rowsPerHour: number;
}): Promise<DriftRunTimes> {
  const knex = await createDatabase(options.database);
  try {
    const services = await driftServices(knex);
    const pool = makePool(makeGrid(), options.rowsPerHour);
    await seedEndpoint(services, {
      name: 'endpoint',
      number: 1,
      drifts: true,
      pool,
    });
    const modelId = 'default.endpoint';
    const first = await timed(() => runEndpoint(services, modelId, WINDOW_END));
    const hourly: number[] = [];
    for (let i = 1; i <= HOURLY_RUNS; i++) {
      hourly.push(
        await timed(() => runEndpoint(services, modelId, WINDOW_END + i)),
      );
    }
    hourly.sort((a, b) => a - b);

    const scope = {
      modelId,
      variant: VARIANT,
      gridVersion: 1,
      grid: pool.grid,
    };
    const windowFrom = WINDOW_END - WINDOW_DAYS * 24;
    const series = ProfileSeries.create({ knex });
    const sumHours = async (from: number, to: number) => {
      const sum = emptyProfile(pool.grid);
      for await (const { profile } of series.entries(scope, from, to)) {
        addProfile(sum, profile);
      }
    };
    return {
      first,
      hourly: hourly[0],
      median: hourly[Math.floor(HOURLY_RUNS / 2)],
      window: await least(() =>
        services.profiles.sum(scope, windowFrom, WINDOW_END),
      ),
      anew: await least(async () => {
        await sumHours(FIRST_HOUR, BASELINE_END);
        await sumHours(windowFrom, WINDOW_END);
      }),
    };
  } finally {
    await knex.destroy();
    await dropDatabase(options.database);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function least(work: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let i = 0; i < HOURLY_RUNS; i++) {
    times.push(await timed(work));
  }
  return Math.min(...times);
}
