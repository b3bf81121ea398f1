import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  LogFormat,
  SegmentCounts,
  SegmentedCounts,
} from '@ai-governance/plugin-ai-governance-node';
import {
  type CategoricalGrid,
  emptyProfile,
  type Grid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { cellName } from './cells';
import { countCells, type CountingPlan, planCounting } from './countHours';
import type { Session } from './DuckDb';
import { duckDbDialect, gridValue } from './duckDbDialect';
import { CELLS, loadCells } from './loadCells';
import type { RowsPath } from './payloadRows';
import type { NumberedFile } from './logLines';

/** Table of the cells that are in any slice, with the number of the slice instead of that of the hour. */
const SLICED_CELLS = 'sliced_cells';

/** Name of the parameter that holds the values of a slicing column. */
const VALUES = 'slices';

/**
 * Counts the rows of files in all and by slice.
 * @throws InputError when a column has no grid, or a column to slice by is not categorical
 */
export async function countSegments(
  session: Session,
  options: {
    files: readonly NumberedFile[];
    format: LogFormat;
    columns: readonly MonitoredColumn[];
    segmentBy: readonly MonitoredColumn[];
    grid: Grid;
    maxSegments: number;
    rowsPath?: RowsPath;
  },
): Promise<SegmentedCounts> {
  const { columns, segmentBy } = options;
  const counted = pick(options.grid, columns);
  const plan = planCounting(columns, counted);
  const slicing = pick(options.grid, segmentBy);
  const slicers = planCounting(segmentBy, slicing);
  if (slicers.numeric.length > 0) {
    throw new InputError(
      `Rows can be sliced by categorical columns only, and ${slicers.numeric
        .map(({ column }) => JSON.stringify(column.name))
        .join(', ')} is numeric`,
    );
  }
  // The columns to count come first, so that the plan's numbers are those of the cells.
  const names = columns.map(({ name }) => name);
  const loaded = [
    ...columns,
    ...segmentBy.filter(({ name }) => !names.includes(name)),
  ];
  await loadCells(session, { ...options, columns: loaded });

  const all = await countSliced(session, {
    query: `SELECT 0 AS hour, * EXCLUDE (hour) FROM ${CELLS} WHERE reason IS NULL`,
    slices: 1,
    plan,
    grid: counted,
  });
  const segments: SegmentCounts[] = [];
  for (const { column, grid } of slicers.categorical) {
    const values = grid.categories.slice(0, options.maxSegments);
    const cell = cellName(loaded.findIndex(({ name }) => name === column.name));
    const profiles = await countSliced(session, {
      query: `
        SELECT CAST(known.place - 1 AS INTEGER) AS hour, ${CELLS}.* EXCLUDE (hour)
        FROM ${CELLS} JOIN ${duckDbDialect.categories(
        duckDbDialect.parameter(VALUES),
        'known',
      )} ON known.category = ${CELLS}.${cell}
        WHERE reason IS NULL`,
      values,
      slices: values.length,
      plan,
      grid: counted,
    });
    segments.push(
      ...values.map((value, i) => ({
        segmentBy: column.name,
        value,
        profile: profiles[i],
      })),
    );
  }
  return { all: all[0], segments };
}

/** @returns a profile per slice, in their order */
async function countSliced(
  session: Session,
  options: {
    /** Cells with the number of their slice as `hour`. */
    query: string;
    /** Values that the query asks for. */
    values?: CategoricalGrid['categories'];
    slices: number;
    plan: CountingPlan;
    grid: Grid;
  },
): Promise<Profile[]> {
  const { query, values, slices, plan, grid } = options;
  await session.query(
    `CREATE OR REPLACE TEMP TABLE ${SLICED_CELLS} AS ${query}`,
    values && {
      [VALUES]: gridValue({ kind: 'categorical', categories: values }),
    },
  );
  const profiles = Array.from({ length: slices }, () => emptyProfile(grid));
  const rows = await session.query<{ hour: number; rows: number }>(
    `SELECT hour, CAST(count(*) AS DOUBLE) AS rows FROM ${SLICED_CELLS} GROUP BY hour`,
  );
  for (const { hour, rows: count } of rows) {
    profiles[hour].rows = count;
  }
  await countCells(session, SLICED_CELLS, plan, profiles);
  return profiles;
}

/** The part of a grid that belongs to the columns; what is missing there is for {@link planCounting} to say. */
function pick(grid: Grid, columns: readonly MonitoredColumn[]): Grid {
  return Object.fromEntries(
    columns.flatMap(({ name }) =>
      Object.hasOwn(grid, name) ? [[name, grid[name]]] : [],
    ),
  );
}
