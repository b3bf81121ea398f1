import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DATABASE_KINDS, newDatabase, NO_POSTGRES } from '../harness/databases';
import {
  best,
  type Benchmark,
  type BenchmarkContext,
  type Figure,
  type Measurement,
  type NotMeasured,
} from '../harness/measurement';
import type { PartResult } from '../harness/parts';
import { runPart } from '../harness/runPart';
import { type CaptureFiles, captureFiles } from './captureFiles';
import type { Scanned } from './scan';

const RECORDS = 1_000_000;
const FEATURES = 20;
const HOURS = 24;
const REPEATS = 3;

/** Most that ingestion may take, in scans. */
const MOST_SCANS = 3;
const MOST_RSS_MB = 600;

/** What the engine has by default, for the scan as well. */
const ENGINE = { threads: availableParallelism(), memoryLimitMb: 256 };

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
      const scans = await runPart('scan', {
        ...ENGINE,
        capture,
        tempDirectory: newFolder(context),
      });
      for (const kind of DATABASE_KINDS) {
        yield measureIngestion(capture, scans.result, kind, context);
      }
    }
  },
};

async function measureIngestion(
  capture: CaptureFiles,
  scans: PartResult<'scan'>,
  kind: (typeof DATABASE_KINDS)[number],
  context: BenchmarkContext,
): Promise<Measurement | NotMeasured> {
  const name = `${capture.payload.toUpperCase()} payloads on ${kind}`;
  let peakRssMb = 0;
  const measure = async () => {
    const database = newDatabase(kind, context);
    if (!database) {
      return undefined;
    }
    const part = await runPart('ingest', {
      ...ENGINE,
      capture,
      database,
      tempDirectory: newFolder(context),
    });
    peakRssMb = Math.max(peakRssMb, part.peakRssMb);
    return part.result;
  };
  const result = await best(REPEATS, measure, run => run?.seconds ?? 0);
  if (!result) {
    return { name, notMeasured: NO_POSTGRES };
  }
  const ratio = result.seconds / scans.whole.seconds;
  const bytes = capture.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    name,
    figures: [
      { name: 'speed', value: result.rows / result.seconds, unit: 'rows/s' },
      { name: 'time', value: result.seconds, unit: 's' },
      { name: 'of it columns and grid', value: result.gridSeconds, unit: 's' },
      { name: 'counting', value: result.countSeconds, unit: 's' },
      { name: 'processor time', value: result.cpuSeconds, unit: 's' },
      { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
      { name: 'logs', value: bytes / 1e6, unit: 'MB' },
    ],
    beside: [
      {
        name: "DuckDB's own scan of the same files, same threads and memory limit",
        figures: scanFigures(scans.whole, result.seconds),
      },
      {
        name: 'the same scan with nothing but the needed fields parsed',
        figures: scanFigures(scans.needed, result.seconds),
      },
    ],
    targets: [
      {
        text: `within ${MOST_SCANS} × DuckDB's own scan`,
        met: ratio <= MOST_SCANS,
      },
      {
        text: `peak RSS below ${MOST_RSS_MB} MB`,
        met: peakRssMb < MOST_RSS_MB,
      },
    ],
  };
}

function scanFigures(scanned: Scanned, seconds: number): Figure[] {
  return [
    { name: 'time', value: scanned.seconds, unit: 's' },
    { name: 'ratio', value: seconds / scanned.seconds, unit: '×' },
    { name: 'processor time', value: scanned.cpuSeconds, unit: 's' },
  ];
}

function newFolder({ directory }: BenchmarkContext): string {
  return join(directory, 'temp', randomUUID());
}
