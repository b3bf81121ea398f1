import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DATABASE_KINDS, newDatabase, NO_POSTGRES } from '../harness/databases';
import {
  best,
  type Benchmark,
  type BenchmarkContext,
  type Measurement,
  type NotMeasured,
} from '../harness/measurement';
import { runPart } from '../harness/runPart';
import { type CaptureFiles, captureFiles } from './captureFiles';

const RECORDS = 1_000_000;
const FEATURES = 20;
const HOURS = 24;
const REPEATS = 3;

/** Most that ingestion may take, in scans. */
const MOST_SCANS = 3;
const MOST_RSS_MB = 600;

/** The engine's default limit; the scan gets the same. */
const MEMORY_LIMIT_MB = 320;

/** How long it takes from capture files to stored profiles, beside DuckDB's own scan of the same files. */
export const ingestBenchmark: Benchmark = {
  name: 'ingest',
  title: `capture JSONL to stored profiles, ${RECORDS} records × ${FEATURES} features and a prediction in ${HOURS} hourly files, first run of an endpoint`,
  async *run(context) {
    for (const payload of ['csv', 'json'] as const) {
      const capture = await captureFiles({
        payload,
        records: RECORDS,
        features: FEATURES,
        hours: HOURS,
        directory: join(context.directory, 'cache'),
        say: context.say,
      });
      const scanned = await measureScan(capture, context);
      for (const kind of DATABASE_KINDS) {
        yield measureIngestion(capture, scanned, kind, context);
      }
    }
  },
};

async function measureScan(capture: CaptureFiles, context: BenchmarkContext) {
  return best(
    REPEATS,
    () =>
      runPart('scan', {
        capture,
        threads: availableParallelism(),
        memoryLimitMb: MEMORY_LIMIT_MB,
        tempDirectory: newFolder(context),
      }),
    ({ result }) => result.seconds,
  );
}

async function measureIngestion(
  capture: CaptureFiles,
  scanned: Awaited<ReturnType<typeof measureScan>>,
  kind: (typeof DATABASE_KINDS)[number],
  context: BenchmarkContext,
): Promise<Measurement | NotMeasured> {
  const name = `${capture.payload.toUpperCase()} payloads on ${kind}`;
  if (!newDatabase(kind, context)) {
    return { name, notMeasured: NO_POSTGRES };
  }
  let peakRssMb = 0;
  const { result } = await best(
    REPEATS,
    async () => {
      const part = await runPart('ingest', {
        capture,
        database: newDatabase(kind, context)!,
        tempDirectory: newFolder(context),
      });
      peakRssMb = Math.max(peakRssMb, part.peakRssMb);
      return part;
    },
    part => part.result.seconds,
  );
  const ratio = result.seconds / scanned.result.seconds;
  const bytes = capture.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    name,
    figures: [
      { name: 'speed', value: result.rows / result.seconds, unit: 'rows/s' },
      { name: 'time', value: result.seconds, unit: 's' },
      { name: 'of it grid', value: result.gridSeconds, unit: 's' },
      { name: 'counting', value: result.countSeconds, unit: 's' },
      { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
      { name: 'read', value: bytes / 1e6, unit: 'MB' },
    ],
    beside: [
      {
        name: "DuckDB's own scan of the same files, same threads and memory limit",
        figures: [
          { name: 'time', value: scanned.result.seconds, unit: 's' },
          { name: 'ratio', value: ratio, unit: '×' },
          { name: 'peak RSS', value: scanned.peakRssMb, unit: 'MB' },
        ],
      },
    ],
    targets: [
      {
        text: `within ${MOST_SCANS} × the scan`,
        met: ratio <= MOST_SCANS,
      },
      {
        text: `peak RSS below ${MOST_RSS_MB} MB`,
        met: peakRssMb < MOST_RSS_MB,
      },
    ],
  };
}

function newFolder({ directory }: BenchmarkContext): string {
  return join(directory, 'temp', randomUUID());
}
