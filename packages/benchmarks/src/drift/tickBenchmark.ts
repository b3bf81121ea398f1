import {
  DATABASE_KINDS,
  type DatabaseTarget,
  dropDatabase,
  newDatabase,
  NO_POSTGRES,
} from '../harness/databases';
import type { Benchmark, Measurement } from '../harness/measurement';
import { type MeasuredPart, runPart } from '../harness/runPart';
import { FEATURES, ROWS_PER_HOUR } from './features';
import { BASELINE_DAYS, WINDOW_DAYS, WINDOW_END } from './period';
import type { Ticks } from './tick';

const FEW = 100;
const MANY = 1000;
const REPEATS = 2;

const MOST_SECONDS = 60;
const MOST_RSS_MB = 1000;

/** How much longer an endpoint may take among many; the tenth is what clocks waver by. */
const MOST_GROWTH = 1.1;

/** How long the tick of a whole fleet takes, and how that grows with the fleet. */
export const driftTickBenchmark: Benchmark = {
  name: 'drift-tick',
  title: `hourly tick of ${MANY} endpoints × ${FEATURES} features from stored profiles, ${BASELINE_DAYS}-day baseline, ${WINDOW_DAYS}-day window, ${ROWS_PER_HOUR} rows an hour each`,
  async *run(context) {
    for (const kind of DATABASE_KINDS) {
      const few = newDatabase(kind, context);
      const many = newDatabase(kind, context);
      if (!few || !many) {
        yield { name: kind, notMeasured: NO_POSTGRES };
        continue;
      }
      try {
        for (const [database, endpoints] of [
          [few, FEW],
          [many, MANY],
        ] as const) {
          context.say(`Seeding ${endpoints} endpoints on ${kind}`);
          await runPart('seedFleet', {
            database,
            endpoints,
            rowsPerHour: ROWS_PER_HOUR,
          });
        }
        yield await measureTicks(few, many);
      } finally {
        await dropDatabase(few);
        await dropDatabase(many);
      }
    }
  },
};

/**
 * Takes turns: one tick of the large fleet, then as many of the small one as make the same number of endpoints. So what
 * else runs on the machine, and the warming up of the code, bear on both alike.
 */
async function measureTicks(
  fewDatabase: DatabaseTarget,
  manyDatabase: DatabaseTarget,
): Promise<Measurement> {
  const few: MeasuredPart<Ticks>[] = [];
  const many: MeasuredPart<Ticks>[] = [];
  const ticksOfFew = MANY / FEW;
  for (let i = 0; i < REPEATS; i++) {
    many.push(
      await runPart('tick', {
        database: manyDatabase,
        endpoints: MANY,
        untilHour: WINDOW_END + i,
        ticks: 1,
      }),
    );
    few.push(
      await runPart('tick', {
        database: fewDatabase,
        endpoints: FEW,
        untilHour: WINDOW_END + i * ticksOfFew,
        ticks: ticksOfFew,
      }),
    );
  }
  const { seconds, cpuSeconds, sumSeconds } = fastest(many);
  const peakRssMb = Math.max(...many.map(part => part.peakRssMb));
  const growth = seconds / fastest(few).seconds;
  return {
    name: fewDatabase.kind,
    figures: [
      { name: 'tick', value: seconds, unit: 's' },
      { name: 'an endpoint', value: (1000 * seconds) / MANY, unit: 'ms' },
      { name: 'processor time of the backend', value: cpuSeconds, unit: 's' },
      { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
      {
        name: `growth per endpoint from ${FEW} to ${MANY} endpoints`,
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
      {
        name: `${ticksOfFew} ticks of ${FEW} endpoints`,
        figures: [{ name: 'time', value: fastest(few).seconds, unit: 's' }],
      },
    ],
    targets: [
      { text: `at most ${MOST_SECONDS} s`, met: seconds <= MOST_SECONDS },
      {
        text: `peak RSS at most ${MOST_RSS_MB} MB`,
        met: peakRssMb <= MOST_RSS_MB,
      },
      {
        text: `linear growth or better: at most ${MOST_GROWTH} × per endpoint`,
        met: growth <= MOST_GROWTH,
      },
    ],
  };
}

function fastest(parts: MeasuredPart<Ticks>[]): Ticks {
  return parts
    .map(({ result }) => result)
    .reduce((a, b) => (a.seconds <= b.seconds ? a : b));
}
