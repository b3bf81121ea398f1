import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  HourlyCounts,
  HourlyOutcomes,
  LogFormat,
} from '@ai-governance/plugin-ai-governance-node';
import {
  type CategoricalGrid,
  type CategoricalProfile,
  emptyProfile,
  type Grid,
  type NumericGrid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import {
  addCategorical,
  type CategoricalCount,
  categoricalCountsSql,
  type CountedColumn,
  gridParameter,
  numericCountsSql,
  readNumeric,
} from './counting';
import type { Session } from './DuckDb';
import { duckDbDialect, gridValue } from './duckDbDialect';
import { type HourFiles, numberFiles } from './hourJobs';
import { CELLS, loadCells } from './loadCells';
import { countOutcomeCells } from './outcomesCount';
import type { OutcomePlan } from './outcomesPlan';
import type { RowsPath } from './payloadRows';

/** Numeric columns per query. Each takes 4 kB of memory per hour, which DuckDB does not spill. */
const COLUMNS_PER_QUERY = 32;

/** Monitored columns with their grids, by kind. */
export interface CountingPlan {
  numeric: CountedColumn<NumericGrid>[];
  categorical: CountedColumn<CategoricalGrid>[];
}

/**
 * Pairs the monitored columns with their grids.
 * @throws InputError when a column has no grid or one of another kind, or the grid has more columns
 */
export function planCounting(
  columns: readonly MonitoredColumn[],
  grid: Grid,
): CountingPlan {
  const plan: CountingPlan = { numeric: [], categorical: [] };
  columns.forEach((column, index) => {
    const { name, type } = column;
    const found = Object.hasOwn(grid, name) ? grid[name] : undefined;
    if (type === 'numeric' && found?.kind === 'numeric') {
      plan.numeric.push({ index, column, grid: found });
    } else if (type === 'categorical' && found?.kind === 'categorical') {
      plan.categorical.push({ index, column, grid: found });
    } else {
      throw new InputError(
        `Column ${JSON.stringify(name)} is ${type}, but the grid has ${
          found ? `a ${found.kind} column` : 'no column'
        } of that name; build a new grid for the monitored columns`,
      );
    }
  });
  if (Object.keys(grid).length !== columns.length) {
    throw new InputError(
      `The grid has ${Object.keys(grid).length} columns and the monitor ${
        columns.length
      }; build a new grid for the monitored columns`,
    );
  }
  return plan;
}

/** Counts the records of whole hours, in the order of `job`. */
export async function countHours(
  session: Session,
  job: readonly HourFiles[],
  options: {
    format: LogFormat;
    columns: readonly MonitoredColumn[];
    grid: Grid;
    plan: CountingPlan;
    rowsPath?: RowsPath;
    /** Counts outcomes of the same rows, too. */
    outcomes?: { plan: OutcomePlan; shared: Promise<void> };
  },
): Promise<HourlyCounts[]> {
  const { grid, plan, outcomes } = options;
  const accounts = await loadCells(
    session,
    { ...options, texts: outcomes?.plan.texts, files: numberFiles(job) },
    { locate: true },
  );
  const counts = job.map(({ variant, hour }, number): HourlyCounts => {
    const account = accounts.get(number);
    return {
      variant,
      hour,
      profile: { ...emptyProfile(grid), rows: account?.rows ?? 0 },
      duplicates: account?.duplicates ?? 0,
      rejected: account?.rejected ?? {},
      rejectedLines: account?.rejectedLines ?? [],
    };
  });
  await countCells(
    session,
    CELLS,
    plan,
    counts.map(({ profile }) => profile),
  );
  if (outcomes) {
    const counted = await countOutcomeCells(
      session,
      outcomes.plan,
      job.length,
      outcomes.shared,
    );
    return counts.map((hour, i) => ({ ...hour, outcomes: counted[i] }));
  }
  return counts;
}

/** Counts only the outcomes of whole hours, in the order of `job`. */
export async function countOutcomesOfHours(
  session: Session,
  job: readonly HourFiles[],
  options: {
    format: LogFormat;
    columns: readonly MonitoredColumn[];
    rowsPath?: RowsPath;
    outcomes: { plan: OutcomePlan; shared: Promise<void> };
  },
): Promise<HourlyOutcomes[]> {
  const { plan, shared } = options.outcomes;
  await loadCells(session, {
    ...options,
    texts: plan.texts,
    untyped: true,
    files: numberFiles(job),
  });
  const counted = await countOutcomeCells(session, plan, job.length, shared);
  return job.map(({ variant, hour }, i) => ({ variant, hour, ...counted[i] }));
}

/**
 * Counts a table of cells (see `cells.ts`).
 * @param profiles - empty ones, in the order of the numbers in the table's column `hour`; changed in place
 */
export async function countCells(
  session: Session,
  table: string,
  plan: CountingPlan,
  profiles: readonly Profile[],
): Promise<void> {
  for (let i = 0; i < plan.numeric.length; i += COLUMNS_PER_QUERY) {
    await countNumeric(
      session,
      table,
      plan.numeric.slice(i, i + COLUMNS_PER_QUERY),
      profiles,
    );
  }
  for (const column of plan.categorical) {
    await countCategorical(session, table, column, profiles);
  }
}

async function countNumeric(
  session: Session,
  table: string,
  columns: CountedColumn<NumericGrid>[],
  profiles: readonly Profile[],
): Promise<void> {
  const rows = await session.query<{ hour: number }>(
    numericCountsSql(table, columns, duckDbDialect),
    Object.fromEntries(
      columns.map(({ index, grid }) => [gridParameter(index), gridValue(grid)]),
    ),
  );
  for (const row of rows) {
    for (const column of columns) {
      Object.assign(
        profiles[row.hour].columns[column.column.name],
        readNumeric(row, column),
      );
    }
  }
}

async function countCategorical(
  session: Session,
  table: string,
  column: CountedColumn<CategoricalGrid>,
  profiles: readonly Profile[],
): Promise<void> {
  const rows = await session.query<CategoricalCount & Record<string, unknown>>(
    categoricalCountsSql(table, column, duckDbDialect),
    { [gridParameter(column.index)]: gridValue(column.grid) },
  );
  for (const row of rows) {
    addCategorical(
      profiles[row.hour].columns[column.column.name] as CategoricalProfile,
      row,
    );
  }
}
