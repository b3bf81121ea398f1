import { ConfigReader } from '@backstage/config';
import limiter from 'p-limit';
import { readOptions } from '../backend';
import { connect, type DatabaseTarget } from '../harness/databases';
import { DRIFTING_FEATURES, VARIANT } from './features';
import { endpointDrifts, endpointId } from './fleet';
import { WINDOW_DAYS } from './period';
import { runEndpoint } from './runEndpoint';
import { type DriftServices, driftServices } from './services';

/** What ticks took, all of them together. */
export interface Ticks {
  seconds: number;
  /** Processor time of this process; the database server's is not in it. */
  cpuSeconds: number;
  /** Adding up the current windows of all endpoints once and nothing else: what no tick can do without. */
  sumSeconds: number;
}

/**
 * Assesses all endpoints of a fleet, as many at a time as the plugin does by default.
 * @param options - `endpoints` in the database; `untilHour`: end of the first tick's window, in UTC hours since the
 *   epoch; `ticks`: how many hours
 * @throws Error when other columns have drifted than were made to
 */
export async function tick(options: {
  database: DatabaseTarget;
  endpoints: number;
  untilHour: number;
  ticks: number;
}): Promise<Ticks> {
  const knex = connect(options.database);
  try {
    const services = await driftServices(knex);
    const { concurrency } = readOptions(new ConfigReader({})).monitoring;
    const limit = limiter(concurrency);
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (let i = 0; i < options.ticks; i++) {
      const drifted = await Promise.all(
        Array.from({ length: options.endpoints }, (_, number) =>
          limit(() =>
            runEndpoint(services, endpointId(number), options.untilHour + i),
          ),
        ),
      );
      drifted.forEach(checkDrifted);
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds,
      cpuSeconds: (user + system) / 1e6,
      sumSeconds: await sumWindows(services, options, limit),
    };
  } finally {
    await knex.destroy();
  }
}

function checkDrifted(found: string[], number: number): void {
  const made = endpointDrifts(number) ? DRIFTING_FEATURES : [];
  if (found.join() !== made.join()) {
    throw new Error(
      `${endpointId(
        number,
      )} drifted in '${found.join()}' instead of '${made.join()}'`,
    );
  }
}

async function sumWindows(
  { grids, profiles }: DriftServices,
  options: { endpoints: number; untilHour: number },
  limit: ReturnType<typeof limiter>,
): Promise<number> {
  const stored = await grids.latest(endpointId(0));
  if (!stored) {
    throw new Error(`${endpointId(0)} is not in the database`);
  }
  const start = performance.now();
  await Promise.all(
    Array.from({ length: options.endpoints }, (_, number) =>
      limit(() =>
        profiles.sum(
          {
            modelId: endpointId(number),
            variant: VARIANT,
            gridVersion: stored.version,
            grid: stored.grid,
          },
          options.untilHour - WINDOW_DAYS * 24,
          options.untilHour,
        ),
      ),
    ),
  );
  return (performance.now() - start) / 1000;
}
