import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { rm } from 'node:fs/promises';
import type { CaptureFiles } from './captureFiles';

/** Fastest of several scans. */
export interface Scanned {
  seconds: number;
  /** Processor time of all threads. */
  cpuSeconds: number;
}

const REPEATS = 3;

/** The texts that counting cannot do without. */
const NEEDED_FIELDS = `{
  captureData: 'STRUCT(endpointInput STRUCT(data VARCHAR), endpointOutput STRUCT(data VARCHAR))',
  eventMetadata: 'STRUCT(eventId VARCHAR)'
}`;

/**
 * DuckDB's own scan: reads every line of the files, parses its JSON, and does nothing with it but to add up the lengths
 * of the payloads.
 * @param options - `threads` and `memoryLimitMb` as the product's engine has them; `tempDirectory` is made and deleted
 * @returns the scan with the fields that DuckDB finds by itself, and with nothing but the fields that are needed
 * @throws Error when a scan does not see every record
 */
export async function scan(options: {
  capture: CaptureFiles;
  threads: number;
  memoryLimitMb: number;
  tempDirectory: string;
}): Promise<{ whole: Scanned; needed: Scanned }> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: `${options.memoryLimitMb}MiB`,
    temp_directory: options.tempDirectory,
  });
  const connection = await instance.connect();
  try {
    const { capture } = options;
    return {
      whole: await fastest(connection, capture, ''),
      needed: await fastest(
        connection,
        capture,
        `, columns = ${NEEDED_FIELDS}`,
      ),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(options.tempDirectory, { recursive: true, force: true });
  }
}

async function fastest(
  connection: DuckDBConnection,
  { files, records }: CaptureFiles,
  fields: string,
): Promise<Scanned> {
  const paths = files.map(({ path }) => `'${path.replaceAll("'", "''")}'`);
  const least = { seconds: Infinity, cpuSeconds: Infinity };
  for (let i = 0; i < REPEATS; i++) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const reader = await connection.runAndReadAll(`
      SELECT count(*)::DOUBLE,
        sum(length(captureData.endpointInput.data)),
        sum(length(captureData.endpointOutput.data))
      FROM read_json([${paths}], format = 'newline_delimited'${fields})`);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    least.seconds = Math.min(least.seconds, seconds);
    least.cpuSeconds = Math.min(least.cpuSeconds, (user + system) / 1e6);
    const [[seen]] = reader.getRowsJS();
    if (seen !== records) {
      throw new Error(`DuckDB saw ${seen} of ${records} records`);
    }
  }
  return least;
}
