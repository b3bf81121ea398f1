import { DuckDBInstance } from '@duckdb/node-api';
import { rm } from 'node:fs/promises';
import type { CaptureFiles } from './captureFiles';

/**
 * DuckDB's own scan: reads every line of the files, parses the JSON and does nothing with it but to add up lengths.
 * @param options - `threads` and `memoryLimitMb` as the product's engine has them; `tempDirectory` is made and deleted
 * @returns seconds of the query, and the records it saw
 */
export async function scan(options: {
  capture: CaptureFiles;
  threads: number;
  memoryLimitMb: number;
  tempDirectory: string;
}): Promise<{ seconds: number; records: number }> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: `${options.memoryLimitMb}MiB`,
    temp_directory: options.tempDirectory,
  });
  const connection = await instance.connect();
  try {
    const paths = options.capture.files
      .map(({ path }) => `'${path.replaceAll("'", "''")}'`)
      .join(', ');
    const start = performance.now();
    const reader = await connection.runAndReadAll(`
      SELECT count(*)::DOUBLE,
        sum(length(captureData.endpointInput.data))::DOUBLE,
        sum(length(captureData.endpointOutput.data))::DOUBLE,
        sum(length(eventMetadata.eventId))::DOUBLE
      FROM read_json([${paths}], format = 'newline_delimited', columns = {
        captureData: 'STRUCT(endpointInput STRUCT(data VARCHAR), endpointOutput STRUCT(data VARCHAR))',
        eventMetadata: 'STRUCT(eventId VARCHAR)'
      })`);
    const [row] = reader.getRowsJS();
    return {
      seconds: (performance.now() - start) / 1000,
      records: Number(row[0]),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(options.tempDirectory, { recursive: true, force: true });
  }
}
