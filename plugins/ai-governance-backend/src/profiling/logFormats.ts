import type { LogFormat } from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import { collectorRowsSql } from './azureCollector';
import type { NumberedFile, ReadingOptions } from './logLines';
import { type RowsPath, rowsSql } from './payloadRows';
import { plainRowsSql } from './plainRows';
import { captureRecordsSql } from './sagemakerCapture';

/** What is to be read of logs. */
export interface RowsOptions extends ReadingOptions {
  rowsPath?: RowsPath;
  /** Whether outputs are needed; some formats are read faster without. */
  outputs: boolean;
}

interface FormatReader {
  /** Query with the columns of `rowsSql`. */
  rows: (files: readonly NumberedFile[], options: RowsOptions) => string;
  /** Whether the query loses the order of the lines, so that it must be restored by `record` and `n`. */
  unordered?: boolean;
}

const READERS: Record<LogFormat, FormatReader> = {
  'sagemaker-capture': {
    rows: (files, options) =>
      rowsSql(captureRecordsSql(files, options), options),
  },
  'azure-collector': { rows: collectorRowsSql, unordered: true },
  rows: { rows: plainRowsSql },
};

/**
 * How logs of a format are read.
 * @throws InputError when the format is not known
 */
export function readerOf(format: LogFormat): FormatReader {
  if (!Object.hasOwn(READERS, format)) {
    throw new InputError(
      `Log format ${JSON.stringify(
        format,
      )} is not known; DuckDB reads ${Object.keys(READERS).join(', ')}`,
    );
  }
  return READERS[format];
}
