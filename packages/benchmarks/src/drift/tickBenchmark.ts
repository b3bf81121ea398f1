import {
  DATABASE_KINDS,
  type DatabaseTarget,
  dropDatabase,
  newDatabase,
  NO_POSTGRES,
} from '../harness/databases';
import {
  type Benchmark,
  type BenchmarkContext,
  best,
  type Measurement,
} from '../harness/measurement';
import { type MeasuredPart, runPart } from '../harness/runPart';
import { FEATURES, ROWS_PER_HOUR } from './features';
import { BASELINE_DAYS, WINDOW_DAYS, WINDOW_END } from './period';
import type { Tick } from './tick';

const FEW = 100;
const MANY = 1000;
const REPEATS = 3;

const MOST_SECONDS = 60;
const MOST_RSS_MB = 1000;

/** How much longer one endpoint may take among many, beyond what the clock of a shared machine wavers. */
const MOST_GROWTH = 1.1;

/** How long the tick of a whole fleet takes, and how that grows with the fleet. */
export const driftTickBenchmark: Benchmark = {
  name: 'drift-tick',
  title: `hourly tick of ${MANY} endpoints × ${FEATURES} features from stored profiles, ${BASELINE_DAYS}-day baseline, ${WINDOW_DAYS}-day window, ${ROWS_PER_HOUR} rows an hour each`,
  async *run(context) {
    for (const kind of DATABASE_KINDS) {
      const database = newDatabase(kind, context);
      if (!database) {
        yield { name: kind, notMeasured: NO_POSTGRES };
        continue;
      }
      try {
        yield await measureTicks(database, context);
      } finally {
        await dropDatabase(database);
      }
    }
  },
};

async function measureTicks(
  database: DatabaseTarget,
  { say }: BenchmarkContext,
): Promise<Measurement> {
  say(`Seeding ${FEW} endpoints on ${database.kind}`);
  await runPart('growFleet', { database, from: 0, to: FEW });
  const few = await fastestTick(database, FEW, WINDOW_END);
  say(`Seeding ${MANY - FEW} more`);
  await runPart('growFleet', { database, from: FEW, to: MANY });
  const many = await fastestTick(database, MANY, WINDOW_END + REPEATS);

  const { seconds, cpuSeconds, sumSeconds } = many.result;
  const growth = seconds / MANY / (few.result.seconds / FEW);
  return {
    name: database.kind,
    figures: [
      { name: 'tick', value: seconds, unit: 's' },
      { name: 'an endpoint', value: (1000 * seconds) / MANY, unit: 'ms' },
      { name: 'processor time of the backend', value: cpuSeconds, unit: 's' },
      { name: 'peak RSS', value: many.peakRssMb, unit: 'MB' },
      {
        name: `an endpoint among ${FEW}`,
        value: (1000 * few.result.seconds) / FEW,
        unit: 'ms',
      },
      {
        name: `growth from ${FEW} to ${MANY} endpoints, per endpoint`,
        value: growth,
        unit: '×',
      },
    ],
    beside: [
      {
        name: 'adding up the windows alone',
        figures: [
          { name: 'time', value: sumSeconds, unit: 's' },
          { name: 'ratio', value: seconds / sumSeconds, unit: '×' },
        ],
      },
    ],
    targets: [
      { text: `at most ${MOST_SECONDS} s`, met: seconds <= MOST_SECONDS },
      {
        text: `peak RSS at most ${MOST_RSS_MB} MB`,
        met: many.peakRssMb <= MOST_RSS_MB,
      },
      {
        text: `linear growth or better: at most ${MOST_GROWTH} × per endpoint`,
        met: growth <= MOST_GROWTH,
      },
    ],
  };
}

/** The window moves on by an hour from tick to tick; the memory is the most that any of them took. */
async function fastestTick(
  database: DatabaseTarget,
  endpoints: number,
  untilHour: number,
): Promise<MeasuredPart<Tick>> {
  let peakRssMb = 0;
  let hour = untilHour;
  const { result } = await best(
    REPEATS,
    async () => {
      const part = await runPart('tick', {
        database,
        endpoints,
        untilHour: hour++,
      });
      peakRssMb = Math.max(peakRssMb, part.peakRssMb);
      return part;
    },
    part => part.result.seconds,
  );
  return { result, peakRssMb };
}
