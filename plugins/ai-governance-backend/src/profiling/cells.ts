import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { LoggedValue } from '@ai-governance/plugin-ai-governance-node';
import { SideCells } from './SideCells';

/**
 * Numbers beyond this are counted as out of range, like the infinities: their squares could not be summed. Libraries
 * write the largest double for "no value".
 */
export const LARGEST_COUNTED = 1e150;

/** Stands in a numeric cell for text that is no number. */
export const INVALID = 1.234567890123e300;

/** Longest category, in characters; longer ones are cut. */
export const CATEGORY_LENGTH = 128;

/** Name of a column's cells in SQL; never the name that the monitor gave it. */
export const cellName = (column: number) => `c${column}`;

/** Name of an outcome's text in SQL. */
export const textName = (place: number) => `o${place}`;

/**
 * Makes typed cells of rows. Adds one column per monitored column, named by {@link cellName}:
 *
 * - numeric: DOUBLE. Null stands for missing (absent, null, empty, `null`, `NA`, NaN, whatever the case),
 *   {@link INVALID} for text that is no number, everything else beyond {@link LARGEST_COUNTED} for out of range.
 *   `true` and `false` are 1 and 0.
 * - categorical: text without surrounding blanks, cut to {@link CATEGORY_LENGTH}; null for absent, null, empty and NaN.
 *   A whole number is written without fraction: 1, 1.0 and "1.00" are one category.
 *
 * A row without a monitored feature's position, or without keys where there must be some, gets the reason
 * `column-count`; more positions than needed are no fault. An absent key is a missing value, and so is an absent
 * output.
 *
 * @param rows - query as `rowsSql` makes it
 * @param options - `texts`: places whose texts are wanted as they are, as {@link textName}; the rows must say whose they
 *   are then. `untyped`: leaves out the cells of the columns, which still decide which rows count
 */
export function cellsSql(
  rows: string,
  columns: readonly MonitoredColumn[],
  options: { texts?: readonly LoggedValue[]; untyped?: boolean } = {},
): string {
  const { texts: wanted = [], untyped = false } = options;
  const whose = options.texts ? 'caller, event_id, place, decided,' : '';
  const input = new SideCells(
    columns,
    'feature',
    { kind: 'kind', row: 'payload_row' },
    'in',
    wanted,
  );
  const output = new SideCells(
    columns,
    'prediction',
    { kind: 'out_kind', row: 'output' },
    'out',
    wanted,
  );
  const typed = untyped ? [] : columns;
  const sideOf = ({ role }: Pick<MonitoredColumn, 'role'>) =>
    role === 'feature' ? input : output;
  const texts = `
    SELECT hour, record, event, n, reason, ${whose}
      ${[...input.lists(), ...output.lists()].map(list => `${list},`).join(' ')}
    FROM (${rows})`;
  const extracted = `
    SELECT hour, record, event, n, ${whose}
      CASE WHEN reason IS NULL AND (${input.incompleteSql()}) THEN 'column-count' ELSE reason END AS reason,
      ${[
        ...typed.map(
          (column, i) => `${sideOf(column).cellSql(column)} AS ${cellName(i)}`,
        ),
        ...wanted.map(
          (place, i) => `${sideOf(place).cellSql(place)} AS ${textName(i)}`,
        ),
      ].join(', ')}
    FROM (${texts})`;
  return `
    SELECT hour, record, reason, n, CASE WHEN event IS NOT NULL THEN hash(event, n) END AS id,
      ${whose}
      ${[
        ...typed.map(
          ({ type }, i) =>
            `${(type === 'numeric' ? numericSql : categoricalSql)(
              cellName(i),
            )} AS ${cellName(i)}`,
        ),
        ...wanted.map((_, i) => textName(i)),
      ].join(', ')}
    FROM (${extracted})`;
}

/**
 * Text as a number, see {@link cellsSql}. The cast comes first because nearly all cells are numbers; only where it
 * gives none the text is looked at. Longer lists of words than this would make DuckDB plan a join for every column.
 */
export function numericSql(cell: string): string {
  const number = `try_cast(${cell} AS DOUBLE)`;
  const text = `lower(trim(${cell}))`;
  return `CASE
    WHEN NOT isnan(${number}) THEN ${number}
    WHEN ${cell} IS NULL OR ${number} IS NOT NULL OR ${text} IN ('', 'null', 'na') THEN NULL
    WHEN ${text} IN ('true', 'false') THEN CAST(${text} = 'true' AS DOUBLE)
    ELSE CAST(${INVALID} AS DOUBLE)
  END`;
}

/** Text as a category, see {@link cellsSql}. */
export function categoricalSql(cell: string): string {
  const text = `trim(${cell}, E' \\t\\r\\n')`;
  return `CASE WHEN ${text} NOT IN ('', 'NaN', 'nan') THEN left(
    CASE WHEN contains(${text}, '.0')
      THEN regexp_replace(${text}, '^(-?(?:0|[1-9][0-9]*))\\.0+$', '\\1')
      ELSE ${text} END, ${CATEGORY_LENGTH}) END`;
}
