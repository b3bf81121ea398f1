import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import {
  type CategoricalProfile,
  MAX_UNSEEN,
  type NumericGrid,
  type NumericProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { cellName, INVALID, LARGEST_COUNTED } from './cells';

/**
 * Counting in standard SQL over a table of typed cells (see `cells.ts`), for any engine. What engines say
 * differently is in {@link CountingDialect}.
 */

/** What differs between engines. */
export interface CountingDialect {
  /** Counts per bin `(edges[i-1], edges[i]]` of a numeric expression, as an array of doubles; null for no value. */
  binCounts(value: string, edges: string): string;
  /** A named parameter. */
  parameter(name: string): string;
  /** A relation `name(category)` of the texts in an array. */
  categories(texts: string, name: string): string;
}

/** A column to count, and its number among the monitored ones. */
export interface CountedColumn<G> {
  index: number;
  column: MonitoredColumn;
  grid: G;
}

/** Name of the parameter that holds a column's edges or categories. */
export const gridParameter = (index: number) => `g${index}`;

/**
 * One row per hour that has rows; the columns are read by {@link readNumeric}. The edges come as a relation of one
 * row: as constants, engines would unpack them anew for every block of rows.
 */
export function numericCountsSql(
  table: string,
  columns: readonly CountedColumn<NumericGrid>[],
  dialect: CountingDialect,
): string {
  const counts = columns.map(({ index }) => {
    const cell = cellName(index);
    const finite = `x${index}`;
    return `
      ${dialect.binCounts(finite, `edges${index}`)} AS bins${index},
      sum(${finite}) AS sum${index},
      sum(${finite} * ${finite}) AS squares${index},
      min(${finite}) AS min${index},
      max(${finite}) AS max${index},
      CAST(count(${cell}) AS DOUBLE) AS present${index},
      CAST(count(CASE WHEN ${cell} = ${INVALID} THEN 1 END) AS DOUBLE) AS invalid${index}`;
  });
  const finite = columns.map(
    ({ index }) =>
      `${cellName(index)}, ${finiteSql(cellName(index))} AS x${index}`,
  );
  const edges = columns.map(
    ({ index }) =>
      `${dialect.parameter(gridParameter(index))} AS edges${index}`,
  );
  return `
    SELECT hour, CAST(count(*) AS DOUBLE) AS row_count, ${counts.join(',')}
    FROM (SELECT hour, ${finite.join(', ')}
      FROM ${table} WHERE reason IS NULL) finite_cells
    CROSS JOIN (SELECT ${edges.join(', ')}) all_edges
    GROUP BY hour`;
}

/** A numeric cell when it holds a number that counts, else null. */
export function finiteSql(cell: string): string {
  return `CASE WHEN ${cell} BETWEEN ${-LARGEST_COUNTED} AND ${LARGEST_COUNTED} THEN ${cell} END`;
}

/** Reads one column of a row of {@link numericCountsSql}. */
export function readNumeric(
  row: Record<string, unknown>,
  { index, grid }: CountedColumn<NumericGrid>,
): NumericProfile {
  const number = (name: string) => row[`${name}${index}`] as number | null;
  const counted = (row[`bins${index}`] as number[] | null) ?? [];
  const bins = Array.from(
    { length: grid.edges.length + 1 },
    (_, i) => counted[i] ?? 0,
  );
  const present = number('present') ?? 0;
  const invalid = number('invalid') ?? 0;
  return {
    kind: 'numeric',
    bins,
    sum: number('sum') ?? 0,
    sumSquares: number('squares') ?? 0,
    min: withoutSign(number('min')),
    max: withoutSign(number('max')),
    missing: (row.row_count as number) - present,
    invalid,
    outOfRange: present - invalid - bins.reduce((sum, count) => sum + count, 0),
  };
}

/** 0 for -0, which JSON and databases do not tell apart. */
function withoutSign(value: number | null): number | null {
  return value === null ? null : value + 0;
}

/**
 * Counts of one categorical column, few rows per hour: one per known category (`place` from 1), one per unseen value
 * among the most frequent (`value`), one for the other unseen ones (`other`), one for missing.
 */
export function categoricalCountsSql(
  table: string,
  { index }: { index: number },
  dialect: CountingDialect,
): string {
  const cell = cellName(index);
  const categories = dialect.parameter(gridParameter(index));
  return `
    SELECT hour, CAST(place AS INTEGER) AS place, listed AS value, missing, CAST(sum(n) AS DOUBLE) AS n
    FROM (
      SELECT hour, place, missing, n,
        CASE WHEN place IS NULL AND NOT missing AND popularity <= ${MAX_UNSEEN} THEN value END AS listed
      FROM (
        SELECT counted.hour AS hour, known.place AS place, counted.value AS value,
          counted.value IS NULL AS missing, counted.n AS n,
          row_number() OVER (
            PARTITION BY counted.hour, known.place IS NULL, counted.value IS NULL
            ORDER BY counted.n DESC, counted.value) AS popularity
        FROM (
          SELECT hour, ${cell} AS value, count(*) AS n FROM ${table}
          WHERE reason IS NULL GROUP BY hour, ${cell}) counted
        LEFT JOIN ${dialect.categories(
          categories,
          'known',
        )} ON known.category = counted.value) ranked) listed_values
    GROUP BY hour, place, listed, missing
    ORDER BY hour, place, n DESC, value`;
}

/** One row of {@link categoricalCountsSql}. */
export interface CategoricalCount {
  hour: number;
  place: number | null;
  value: string | null;
  missing: boolean;
  n: number;
}

/** Adds one row of {@link categoricalCountsSql} to the profile of its hour. */
export function addCategorical(
  profile: CategoricalProfile,
  { place, value, missing, n }: CategoricalCount,
): void {
  if (missing) {
    profile.missing += n;
  } else if (place !== null) {
    profile.counts[place - 1] += n;
  } else if (value !== null) {
    // Defined rather than assigned: `__proto__` is a value like any other.
    Object.defineProperty(profile.unseen, value, {
      value: n,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    profile.other += n;
  }
}
