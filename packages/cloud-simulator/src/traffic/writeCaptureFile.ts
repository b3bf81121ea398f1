import { open } from 'node:fs/promises';
import { InputError } from '@backstage/errors';
import type { SimulatedColumn } from '../fleet/types';
import { Random } from './Random';
import { RecordWriter } from './RecordWriter';

/** Records written to disk at once. */
const BATCH = 1000;
const HOUR_SECONDS = 3600;

/** What a generated capture file holds. */
export interface CaptureFileOptions {
  /** File to write; what was there is replaced. */
  path: string;
  /** Records (lines). */
  records: number;
  /** See `syntheticColumns`, or the columns of an endpoint of a fleet. */
  columns: SimulatedColumn[];
  /** Payload format; default `csv`. */
  payload?: 'csv' | 'json';
  /** Whether payloads are logged as base64; default false. */
  base64?: boolean;
  /** Share of records with two to five rows instead of one; default 0, so that rows equal records. */
  batched?: number;
  /** How far the columns have moved to their shifted parameters, from 0 to 1; default 0. */
  level?: number;
  /** Start of the hour over which the requests are spread. */
  hour: Date;
  /** Default `capture-file`. The same options give the same bytes. */
  seed?: string;
}

/**
 * Writes a file of SageMaker Data Capture of any size, for tests and benchmarks; memory use does not grow with it.
 * @returns bytes written
 * @throws InputError when the number of records is not a whole number from 1
 */
export async function writeCaptureFile(
  options: CaptureFileOptions,
): Promise<{ bytes: number }> {
  const { path, records, columns, hour } = options;
  const { payload = 'csv', batched = 0, level = 0 } = options;
  if (!Number.isInteger(records) || records < 1) {
    throw new InputError(`Expected at least one record, got ${records}`);
  }
  const random = new Random(options.seed ?? 'capture-file');
  const writer = new RecordWriter({
    columns,
    traffic: { payload, batched },
    text: !options.base64,
    level,
  });
  let bytes = 0;
  const file = await open(path, 'w');
  try {
    for (let first = 0; first < records; first += BATCH) {
      let lines = '';
      const end = Math.min(first + BATCH, records);
      for (let i = first; i < end; i++) {
        const second = Math.floor((i / records) * HOUR_SECONDS);
        const time = new Date(hour.getTime() + second * 1000).toISOString();
        lines += `${writer.line(random, `${time.slice(0, 19)}Z`)}\n`;
      }
      bytes += (await file.write(lines)).bytesWritten;
    }
  } finally {
    await file.close();
  }
  return { bytes };
}

/**
 * Columns for generated files: every fifth feature is categorical, every fifth counts events, the others are normal
 * or log-normal; one prediction. All have shifted parameters, for `level`.
 * @param features - number of features, at least 1
 * @param payload - `at` is a position for csv and a key for json
 */
export function syntheticColumns(
  features: number,
  payload: 'csv' | 'json' = 'csv',
): SimulatedColumn[] {
  const columns = Array.from({ length: features }, (_, i): SimulatedColumn => {
    const name = `feature_${i + 1}`;
    const at = payload === 'csv' ? i : name;
    const place = { name, role: 'feature', at, weight: 0.2 } as const;
    switch (i % 5) {
      case 1:
        return {
          ...place,
          type: 'numeric',
          distribution: {
            kind: 'lognormal',
            median: 20,
            sigma: 0.8,
            decimals: 2,
            shifted: { median: 40 },
          },
        };
      case 3:
        return {
          ...place,
          type: 'numeric',
          distribution: { kind: 'poisson', mean: 3, shifted: { mean: 5 } },
        };
      case 4:
        return {
          ...place,
          type: 'categorical',
          distribution: {
            kind: 'categorical',
            values: ['red', 'green', 'blue', 'black'],
            weights: [4, 3, 2, 1],
            shifted: { weights: [1, 2, 3, 4] },
          },
        };
      default:
        return {
          ...place,
          type: 'numeric',
          distribution: {
            kind: 'normal',
            mean: 100,
            sd: 15,
            decimals: 3,
            shifted: { mean: 115 },
          },
        };
    }
  });
  return [
    ...columns,
    {
      name: 'score',
      type: 'numeric',
      role: 'prediction',
      at: payload === 'csv' ? 0 : 'score',
      output: {
        kind: 'probability',
        bias: -1,
        noise: 0.3,
        shifted: { bias: 0.5 },
      },
    },
  ];
}
