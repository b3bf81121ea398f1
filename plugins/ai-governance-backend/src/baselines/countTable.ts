import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import {
  type ColumnGrid,
  emptyProfile,
  type Grid,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { categories, countValues, numericGrid } from '../profiling/buildGrid';
import { cellName } from '../profiling/cells';
import { countCells, planCounting } from '../profiling/countHours';
import type { Session } from '../profiling/DuckDb';
import { CELLS } from '../profiling/loadCells';
import { readTable, type TableFile } from './readTable';
import type { ReferenceCounts } from './UploadStore';

/** A table to be counted. */
export interface TableRequest {
  file: TableFile;
  columns: readonly MonitoredColumn[];
  /** Names of columns that may be absent, because they are not compared. */
  optional: readonly string[];
}

/**
 * Lays out a grid at the quantiles and categories of a table and counts the table on it.
 * @throws InputError when the file cannot be read, holds no row, or lacks a column or its values
 */
export async function countTable(
  session: Session,
  { file, columns, optional }: TableRequest,
): Promise<ReferenceCounts> {
  const present = await readTable(session, file, {
    columns,
    required: columns.filter(({ name }) => !optional.includes(name)),
  });
  const [{ rows }] = await session.query<{ rows: number }>(
    `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${CELLS}`,
  );
  if (rows === 0) {
    throw new InputError('The file holds no row');
  }
  const grid = await gridOf(session, rows, columns, optional);
  const profile = { ...emptyProfile(grid), rows };
  await countCells(session, CELLS, planCounting(columns, grid), [profile]);
  return {
    grid,
    profile,
    notes: columns
      .filter(({ name }) => !present.has(name))
      .map(({ name }) => `Column ${name} is not in it; it is not compared.`),
  };
}

async function gridOf(
  session: Session,
  rows: number,
  columns: readonly MonitoredColumn[],
  optional: readonly string[],
): Promise<Grid> {
  const values = await countValues(session, columns);
  const grids: [string, ColumnGrid][] = [];
  for (const [i, { name, type }] of columns.entries()) {
    const { present, finite } = values[i];
    const counted = type === 'numeric' ? finite : present;
    if (counted === 0 && !optional.includes(name)) {
      throw new InputError(
        `Column ${JSON.stringify(name)} of the file has ${
          present === 0
            ? `no value in any of its ${rows} rows`
            : `${present} values, but none of them is a number; it is monitored as numeric`
        }`,
      );
    }
    if (type === 'categorical') {
      grids.push([name, await categories(session, cellName(i))]);
    } else {
      grids.push([
        name,
        finite === 0
          ? { kind: 'numeric', edges: [] }
          : await numericGrid(session, cellName(i), finite),
      ]);
    }
  }
  return Object.fromEntries(grids);
}
