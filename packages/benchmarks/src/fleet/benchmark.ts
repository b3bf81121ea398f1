import {
  DATABASE_KINDS,
  dropDatabase,
  newDatabase,
  NO_POSTGRES,
} from '../harness/databases';
import type { Benchmark } from '../harness/measurement';
import { runPart } from '../harness/runPart';

const ENDPOINTS = 10_000;
/** Comparisons of each endpoint, one every six hours: those of the trend. */
const COMPARISONS = 14 * 4;
const ROUNDS = 3;
const MOST_MS = 200;

/** How long the overview of a large fleet takes to answer. */
export const fleetBenchmark: Benchmark = {
  name: 'fleet',
  title: `overview of ${ENDPOINTS} endpoints with ${COMPARISONS} comparisons each: pages of 50 in every order, counts, filters`,
  async *run(context) {
    for (const kind of DATABASE_KINDS) {
      const database = newDatabase(kind, context);
      if (!database) {
        yield { name: kind, notMeasured: NO_POSTGRES };
        continue;
      }
      try {
        context.say(`Seeding ${ENDPOINTS} endpoints on ${kind}`);
        const { result: seeded } = await runPart('seedOverview', {
          database,
          endpoints: ENDPOINTS,
          comparisons: COMPARISONS,
        });
        const { result, peakRssMb } = await runPart('readOverview', {
          database,
          endpoints: ENDPOINTS,
          rounds: ROUNDS,
        });
        yield {
          name: kind,
          figures: [
            { name: 'page, p95', value: result.list, unit: 'ms' },
            { name: 'counts, p95', value: result.fleet, unit: 'ms' },
            {
              name: 'page of who may read half, p95',
              value: result.listOfHalf,
              unit: 'ms',
            },
            {
              name: 'counts of who may read half, p95',
              value: result.fleetOfHalf,
              unit: 'ms',
            },
            {
              name: 'taking all endpoints over',
              value: seeded.firstSync / 1000,
              unit: 's',
            },
            {
              name: 'looking at them again, unchanged',
              value: seeded.nextSync / 1000,
              unit: 's',
            },
            { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
          ],
          beside: [
            {
              name: '50 endpoints by their ids alone',
              figures: [{ name: 'p95', value: result.byKey, unit: 'ms' }],
            },
          ],
          targets: [
            {
              text: `pages at most ${MOST_MS} ms`,
              met: Math.max(result.list, result.listOfHalf) <= MOST_MS,
            },
            {
              text: `counts at most ${MOST_MS} ms`,
              met: Math.max(result.fleet, result.fleetOfHalf) <= MOST_MS,
            },
          ],
        };
      } finally {
        await dropDatabase(database);
      }
    }
  },
};
