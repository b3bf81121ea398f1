import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { PayloadInspection } from '@ai-governance/plugin-ai-governance-node';
import {
  categoricalGrid,
  type ColumnGrid,
  DEFAULT_MAX_CATEGORIES,
  DEFAULT_NUMERIC_BINS,
  type Grid,
  numericGridFromQuantiles,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { cellName } from './cells';
import { finiteSql } from './counting';
import type { Session } from './DuckDb';
import { inspect } from './inspect';
import {
  CELLS,
  type CellsRequest,
  type HourAccount,
  loadCells,
} from './loadCells';
import { integerLiteral } from './sql';

/** Most columns named in an error, and the longest name. */
const NAMES_LISTED = 40;
const NAME_LENGTH = 60;

/**
 * Builds the grid of the monitored columns from the rows of the given files: numeric columns at the values of rank
 * k/256 (inverted CDF), categorical ones with the most frequent categories.
 * @throws InputError when a column is in no row, or a numeric one holds no number
 */
export async function buildGrid(
  session: Session,
  options: CellsRequest,
): Promise<Grid> {
  const { columns } = options;
  const accounts = await loadCells(session, options);
  const rows = sum([...accounts.values()].map(account => account.rows));
  const values = rows === 0 ? [] : await countValues(session, columns);
  const absent = columns.filter((_, i) => !values[i]?.present);
  if (absent.length > 0) {
    const inspection = await inspect(session, options);
    throw new InputError(
      rows === 0
        ? nothingToCount(accounts, columns, inspection)
        : `${absent.map(describeColumn).join(', ')} ${
            absent.length > 1 ? 'are' : 'is'
          } in none of ${rows} rows. ${describePayload(inspection)}`,
    );
  }
  const grids: [string, ColumnGrid][] = [];
  for (const [i, column] of columns.entries()) {
    const { present, finite } = values[i];
    if (column.type === 'numeric' && finite === 0) {
      throw new InputError(
        `${describeColumn(
          column,
        )} is monitored as numeric, but none of its ${present} values is a finite number; monitor it as categorical`,
      );
    }
    grids.push([
      column.name,
      column.type === 'numeric'
        ? await numericGrid(session, cellName(i), finite)
        : await categories(session, cellName(i)),
    ]);
  }
  return Object.fromEntries(grids);
}

/** Values per column; `finite` are the numbers that count, 0 for categorical columns. */
export async function countValues(
  session: Session,
  columns: readonly MonitoredColumn[],
): Promise<{ present: number; finite: number }[]> {
  const [counts] = await session.query<Record<string, number>>(`
    SELECT ${columns
      .map(({ type }, i) => {
        const cell = cellName(i);
        const finite = type === 'numeric' ? `count(${finiteSql(cell)})` : '0';
        return `CAST(count(${cell}) AS DOUBLE) AS present${i}, CAST(${finite} AS DOUBLE) AS finite${i}`;
      })
      .join(', ')}
    FROM ${CELLS} WHERE reason IS NULL`);
  return columns.map((_, i) => ({
    present: counts[`present${i}`],
    finite: counts[`finite${i}`],
  }));
}

/** Edges of a column of the session's cells. Sorting and picking ranks is ten times faster than quantile_disc() with 255 quantiles, and can spill to disk. */
export async function numericGrid(
  session: Session,
  cell: string,
  finite: number,
): Promise<ColumnGrid> {
  const ranks = Array.from({ length: DEFAULT_NUMERIC_BINS - 1 }, (_, i) =>
    Math.ceil(((i + 1) * finite) / DEFAULT_NUMERIC_BINS),
  );
  const picked = await session.query<{ place: number; value: number }>(`
    SELECT CAST(place AS DOUBLE) AS place, value FROM (
      SELECT value, row_number() OVER (ORDER BY value) AS place
      FROM (SELECT ${finiteSql(
        cell,
      )} AS value FROM ${CELLS} WHERE reason IS NULL)
      WHERE value IS NOT NULL)
    WHERE place IN (${ranks.map(integerLiteral).join(', ')})`);
  const values = new Map(picked.map(({ place, value }) => [place, value]));
  return numericGridFromQuantiles(ranks.map(rank => values.get(rank) ?? NaN));
}

/** The most frequent categories of a table of cells. */
export async function categories(
  session: Session,
  cell: string,
): Promise<ColumnGrid> {
  const counts = await session.query<{ value: string; n: number }>(`
    SELECT ${cell} AS value, CAST(count(*) AS DOUBLE) AS n
    FROM ${CELLS} WHERE reason IS NULL AND ${cell} IS NOT NULL
    GROUP BY ${cell} ORDER BY n DESC, value LIMIT ${DEFAULT_MAX_CATEGORIES}`);
  return categoricalGrid(new Map(counts.map(({ value, n }) => [value, n])));
}

function nothingToCount(
  accounts: Map<number, HourAccount>,
  columns: readonly MonitoredColumn[],
  inspection: PayloadInspection,
): string {
  const unknown = columns.filter(
    column =>
      !inspection.columns.some(
        ({ role, at }) => role === column.role && at === column.at,
      ),
  );
  if (inspection.rows > 0 && unknown.length > 0) {
    return `${unknown.map(describeColumn).join(', ')} ${
      unknown.length > 1 ? 'are' : 'is'
    } in no row. ${describePayload(inspection)}`;
  }
  const reasons = new Map<string, number>();
  for (const { rejected } of accounts.values()) {
    for (const [reason, n] of Object.entries(rejected)) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + n);
    }
  }
  const rejected = [...reasons].map(([reason, n]) => `${reason}: ${n}`);
  return `The log files hold no row that can be counted${
    rejected.length > 0 ? ` (${rejected.join(', ')})` : ''
  }`;
}

function describeColumn({ name, role, at }: MonitoredColumn): string {
  return `Column ${quote(name)} (${role} at ${
    typeof at === 'number' ? `position ${at}` : `key ${quote(at)}`
  })`;
}

/** What the payload holds, in words; keys come from outside and are quoted and cut. */
function describePayload({ columns }: PayloadInspection): string {
  const sides = (['feature', 'prediction'] as const).map(role => {
    const found = columns.filter(column => column.role === role);
    const last = Math.max(
      -1,
      ...found.map(({ at }) => (typeof at === 'number' ? at : -1)),
    );
    const keys = found.flatMap(({ at }) =>
      typeof at === 'string' ? [quote(at)] : [],
    );
    const parts = [
      ...(last >= 0 ? [`positions 0 to ${last}`] : []),
      ...(keys.length > 0
        ? [
            `keys ${keys.slice(0, NAMES_LISTED).join(', ')}${
              keys.length > NAMES_LISTED ? ', …' : ''
            }`,
          ]
        : []),
    ];
    return `${role}s at ${parts.join(' and ') || 'no place'}`;
  });
  return `The payload holds ${sides.join(', ')}`;
}

function quote(name: string): string {
  return JSON.stringify(
    name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name,
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
