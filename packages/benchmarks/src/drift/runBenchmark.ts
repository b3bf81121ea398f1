import { DATABASE_KINDS, newDatabase, NO_POSTGRES } from '../harness/databases';
import type { Benchmark } from '../harness/measurement';
import { runPart } from '../harness/runPart';
import { FEATURES, ROWS_PER_HOUR } from './features';
import { BASELINE_DAYS, WINDOW_DAYS } from './period';

/** How long the hourly drift run of one endpoint takes. */
export const driftRunBenchmark: Benchmark = {
  name: 'drift-run',
  title: `hourly drift run of one endpoint from stored profiles, ${BASELINE_DAYS}-day baseline, ${WINDOW_DAYS}-day window, ${FEATURES} features, ${ROWS_PER_HOUR} rows an hour`,
  async *run(context) {
    for (const kind of DATABASE_KINDS) {
      const database = newDatabase(kind, context);
      if (!database) {
        yield { name: kind, notMeasured: NO_POSTGRES };
        continue;
      }
      const { result, peakRssMb } = await runPart('driftRun', {
        database,
        rowsPerHour: ROWS_PER_HOUR,
      });
      yield {
        name: kind,
        figures: [
          { name: 'hourly run', value: result.hourly, unit: 'ms' },
          { name: 'median', value: result.median, unit: 'ms' },
          {
            name: 'first run, which sums the baseline',
            value: result.first,
            unit: 'ms',
          },
          { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
        ],
        beside: [
          {
            name: 'adding up the window alone',
            figures: [
              { name: 'time', value: result.window, unit: 'ms' },
              {
                name: 'ratio',
                value: result.hourly / result.window,
                unit: '×',
              },
            ],
          },
          {
            name: 'adding up every hour of both windows anew',
            figures: [
              { name: 'time', value: result.anew, unit: 'ms' },
              { name: 'ratio', value: result.hourly / result.anew, unit: '×' },
            ],
          },
        ],
        targets: [],
      };
    }
  },
};
