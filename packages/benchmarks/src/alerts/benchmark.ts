import {
  DATABASE_KINDS,
  dropDatabase,
  newDatabase,
  NO_POSTGRES,
} from '../harness/databases';
import type { Benchmark, Measurement } from '../harness/measurement';
import { runPart } from '../harness/runPart';
import type { AlertLoop } from './alertLoop';

const ALERTS = 50_000;
const REQUESTS = 200;
const MOST_SECONDS = 5;
const MOST_LIST_MS = 200;

const STORM_ALERTS = 5_000;
const KILLS = 20;

/** What many firing alerts take, and what becomes of a storm of them when backends die. */
export const alertsBenchmark: Benchmark = {
  name: 'alerts',
  title: `decisions on and lists of ${ALERTS} firing alerts; a storm of ${STORM_ALERTS} over two backends of which one is killed ${KILLS} times`,
  async *run(context) {
    for (const kind of DATABASE_KINDS) {
      for (const alone of [false, true]) {
        const database = newDatabase(kind, context);
        if (!database) {
          yield { name: kind, notMeasured: NO_POSTGRES };
          break;
        }
        try {
          const { result } = await runPart('alertLoop', {
            database,
            alerts: ALERTS,
            alone,
            requests: REQUESTS,
          });
          yield toMeasurement(kind, result);
        } finally {
          await dropDatabase(database);
        }
      }
    }
    const database = newDatabase('PostgreSQL', context);
    if (database?.kind !== 'PostgreSQL') {
      yield { name: 'storm', notMeasured: NO_POSTGRES };
      return;
    }
    try {
      const { result } = await runPart('alertStorm', {
        database,
        alerts: STORM_ALERTS,
        kills: KILLS,
        seed: 7,
      });
      yield {
        name: 'storm on PostgreSQL',
        figures: [
          { name: 'time', value: result.seconds, unit: 's' },
          { name: 'alerts', value: result.alerts, unit: '' },
          { name: 'kills', value: result.kills, unit: '' },
          { name: 'messages received', value: result.messages, unit: '' },
          {
            name: 'received again after a crash between sending and noting it',
            value: result.repeated,
            unit: '',
          },
        ],
        beside: [],
        targets: [
          {
            text: `every alert is delivered: ${result.lost} lost`,
            met: result.lost === 0,
          },
          {
            text: `no state of a group is decided twice: ${result.decidedTwice}`,
            met: result.decidedTwice === 0,
          },
        ],
      };
    } finally {
      await dropDatabase(database);
    }
  },
};

function toMeasurement(kind: string, loop: AlertLoop): Measurement {
  return {
    name: `${loop.groups} groups on ${kind}`,
    figures: [
      { name: 'decision on all groups', value: loop.steady, unit: 's' },
      { name: 'first decision, with messages', value: loop.first, unit: 's' },
      { name: 'alerts made of findings', value: loop.intake, unit: 's' },
      { name: 'list, p95', value: loop.listP95, unit: 'ms' },
      { name: 'counts, p95', value: loop.summaryP95, unit: 'ms' },
    ],
    beside: [],
    targets: [
      {
        text: `decision at most ${MOST_SECONDS} s`,
        met: loop.steady <= MOST_SECONDS,
      },
      {
        text: `list p95 at most ${MOST_LIST_MS} ms`,
        met: loop.listP95 <= MOST_LIST_MS,
      },
    ],
  };
}
