import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import { ForwardedError, InputError, isError } from '@backstage/errors';
import { categoricalSql, cellName, numericSql } from '../profiling/cells';
import type { Session } from '../profiling/DuckDb';
import { CELLS } from '../profiling/loadCells';
import { textLiteral } from '../profiling/sql';
import { checkPresent } from './checkPresent';

/** A table on local disk. */
export interface TableFile {
  path: string;
  format: 'csv' | 'parquet';
}

/** Most rows of a table. A small Parquet file can say that it holds any number of them. */
const MOST_ROWS = 100_000_000;

/** What CSV files put between values. */
const DELIMITERS = [',', ';', '\t'];

/** Longest part of an engine's message that is handed on. */
const MESSAGE_LENGTH = 300;

/**
 * Reads the monitored columns of a table, found by their names, into the session's table of cells.
 * @param options - of `columns` those that are `required` must be there
 * @returns the names of the columns that are there
 * @throws InputError when the file is not what its format says, or lacks a column
 */
export async function readTable(
  session: Session,
  file: TableFile,
  {
    columns,
    required,
  }: {
    columns: readonly MonitoredColumn[];
    required: readonly MonitoredColumn[];
  },
): Promise<Set<string>> {
  const found =
    file.format === 'csv'
      ? await openCsv(session, file.path, columns)
      : await openParquet(session, file.path);
  checkPresent(required, found.names, 'The file');
  const names = new Set(found.names);
  const texts = columns.map(
    ({ name }, i) =>
      `CAST(${
        names.has(name) ? identifier(name) : 'NULL'
      } AS VARCHAR) AS t${i}`,
  );
  const cells = columns.map(
    ({ type }, i) =>
      `${(type === 'numeric' ? numericSql : categoricalSql)(
        `t${i}`,
      )} AS ${cellName(i)}`,
  );
  await asInput(file, () =>
    session.query(`
      CREATE OR REPLACE TEMP TABLE ${CELLS} AS
      SELECT 0 AS hour, CAST(NULL AS VARCHAR) AS reason, ${cells.join(', ')}
      FROM (SELECT ${texts.join(', ')} FROM ${found.relation})`),
  );
  return names;
}

/** The delimiter is the one that finds most of the monitored columns. */
async function openCsv(
  session: Session,
  path: string,
  columns: readonly MonitoredColumn[],
): Promise<{ relation: string; names: string[] }> {
  const file: TableFile = { path, format: 'csv' };
  let best: { relation: string; names: string[]; score: number } | undefined;
  let problem: unknown;
  for (const delimiter of DELIMITERS) {
    const relation = `read_csv(${textLiteral(path)}, delim = ${textLiteral(
      delimiter,
    )}, quote = '"', escape = '"', header = true, all_varchar = true, skip = 0, compression = 'none')`;
    try {
      const names = await columnNames(session, file, relation);
      const score = columns.filter(({ name }) => names.includes(name)).length;
      if (!best || score > best.score) {
        best = { relation, names, score };
      }
    } catch (error) {
      problem ??= error;
    }
  }
  if (!best || (best.score === 0 && problem)) {
    throw problem;
  }
  return best;
}

async function openParquet(
  session: Session,
  path: string,
): Promise<{ relation: string; names: string[] }> {
  const file: TableFile = { path, format: 'parquet' };
  const relation = `read_parquet(${textLiteral(path)})`;
  const names = await columnNames(session, file, relation);
  const [{ rows }] = await asInput(file, () =>
    session.query<{ rows: number }>(
      `SELECT CAST(num_rows AS DOUBLE) AS rows FROM parquet_file_metadata(${textLiteral(
        path,
      )})`,
    ),
  );
  if (rows > MOST_ROWS) {
    throw new InputError(
      `The file says it holds ${rows} rows; allowed are up to ${MOST_ROWS}, a sample serves as well`,
    );
  }
  return { relation, names };
}

async function columnNames(
  session: Session,
  file: TableFile,
  relation: string,
): Promise<string[]> {
  const rows = await asInput(file, () =>
    session.query<{ column_name: string }>(
      `DESCRIBE SELECT * FROM ${relation}`,
    ),
  );
  return rows.map(row => row.column_name);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What the engine reports while it reads the file is a fault of the file. */
async function asInput<T>(
  { path, format }: TableFile,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ForwardedError)) {
      throw error;
    }
    const cause = isError(error.cause) ? error.cause.message : error.message;
    throw new InputError(
      `The file cannot be read as ${
        format === 'csv' ? 'CSV with a header' : 'Parquet'
      }: ${cause
        .replaceAll(path, 'the file')
        .replace(/\s+/g, ' ')
        .slice(0, MESSAGE_LENGTH)}`,
    );
  }
}
