import {
  documentRowsSql,
  INPUT_PLACES,
  jsonLinesSql,
  OUTPUT_PLACES,
  placeOfPath,
  placeTypesSql,
  type RowPlaces,
} from './jsonRows';
import { textListLiteral, textLiteral } from './sql';

/** Dot paths to the rows in JSON payloads. */
export interface RowsPath {
  input?: string;
  output?: string;
}

/** One side of a record: names of its columns, and where rows stand in its documents. */
interface Side {
  kind: string;
  data: string;
  types: string;
  places: RowPlaces;
}

/** One CSV field: quoted with doubled quotes inside, or anything up to the next comma. `stop` ends a field, too. */
const csvField = (stop: string) => ` *"(?:[^"]|"")*"[^,${stop}]*|[^,${stop}]*`;

/**
 * Splits records into rows, one record per row or several. Instead of the payloads there are
 *
 * | column | |
 * |---|---|
 * | `n` | number of the row in its record, from 1 |
 * | `reason` | also `bad-payload` when the payload cannot be split (the record is then one row) and for a row that is `null` |
 * | `payload_row` | text of the row: a line of CSV, or JSON |
 * | `output` | text of the output row that belongs to it; null when there is none |
 *
 * and, when `identified`, whose row it is: `caller` (the caller's inference id; null when there is none), `event_id`,
 * `place` (number of the row in the request, from 0) and `decided` (when the model answered, as text).
 *
 * @param records - query as `captureRecordsSql` makes it
 * @param options - `outputs`: whether outputs are needed
 */
export function rowsSql(
  records: string,
  options: { rowsPath?: RowsPath; outputs: boolean; identified?: boolean },
): string {
  const { input, output } = options.rowsPath ?? {};
  const whose = options.identified ? 'caller, decided,' : '';
  const sides: Side[] = [
    {
      kind: 'kind',
      data: 'data',
      types: 'types',
      places: input === undefined ? INPUT_PLACES : placeOfPath(input),
    },
    {
      kind: 'out_kind',
      data: 'out_data',
      types: 'out_types',
      places: output === undefined ? OUTPUT_PLACES : placeOfPath(output),
    },
  ];
  const used = options.outputs ? sides : sides.slice(0, 1);
  const looked = `
    SELECT hour, record, event, ${whose} reason, kind, out_kind, ${used
    .map(
      side =>
        `${withoutLineEndSql(side)} AS ${side.data}, ${typesSql(side)} AS ${
          side.types
        }`,
    )
    .join(', ')}
    FROM (${records})`;
  const [rows, outputs = 'CAST(NULL AS VARCHAR[])'] = used.map(
    side => `CASE WHEN reason IS NULL THEN ${splitSql(side)} END`,
  );
  const split = `
    SELECT hour, record, event, ${whose} reason, kind, out_kind, ${rows} AS row_list, ${outputs} AS out_list
    FROM (${looked})`;
  const judged = `
    SELECT hour, record, event, ${whose} kind, out_kind,
      CASE WHEN reason IS NULL AND row_list IS NULL THEN 'bad-payload' ELSE reason END AS reason,
      CASE WHEN row_list IS NULL THEN [CAST(NULL AS VARCHAR)] ELSE row_list END AS row_list,
      CASE WHEN len(row_list) > 1 AND len(out_list) = 1
        THEN ${spreadSql(
          'out_kind',
          'out_list[1]',
        )} ELSE out_list END AS out_list
    FROM (${split})`;
  return `
    SELECT hour, record, event, kind, out_kind, n, payload_row, out_list[n] AS output,
      ${whose} ${options.identified ? 'event AS event_id, n - 1 AS place,' : ''}
      CASE WHEN reason IS NULL AND kind = 'json' AND payload_row = 'null' THEN 'bad-payload' ELSE reason END AS reason
    FROM (SELECT hour, record, event, ${whose} reason, kind, out_kind, out_list,
        unnest(row_list) AS payload_row, generate_subscripts(row_list, 1) AS n
      FROM (${judged}))`;
}

/**
 * Cells of a row that has positions: a CSV line, a JSON array, a JSON object with an array at `features`, or a lone
 * JSON value. Null when the row has none.
 */
export function positionalCellsSql(kind: string, row: string): string {
  return `CASE
    WHEN ${kind} = 'csv' THEN ${csvCellsSql(row)}
    WHEN starts_with(${row}, '[') THEN from_json(${row}, '["VARCHAR"]')
    WHEN starts_with(${row}, '{') THEN from_json(json_extract(${row}, '/features'), '["VARCHAR"]')
    ELSE [json_extract_string(${row}, '$')]
  END`;
}

/** Cells of a JSON object at the given pointers, in their order; null when the row is no object. */
export function keyedCellsSql(
  kind: string,
  row: string,
  pointers: readonly string[],
): string {
  return `CASE WHEN ${kind} = 'json' AND starts_with(${row}, '{')
    THEN json_extract_string(${row}, ${textListLiteral(pointers)}) END`;
}

function csvCellsSql(row: string): string {
  const bare = `trim(cell, E' \\t\\r')`;
  const unquoted = `substr(${bare}, 2, length(${bare}) - 2)`;
  return `CASE WHEN contains(${row}, '"') THEN list_transform(
      regexp_extract_all(',' || ${row}, ${textLiteral(
    `,(${csvField('')})`,
  )}, 1),
      lambda cell: CASE
        WHEN length(${bare}) > 1 AND starts_with(${bare}, '"') AND ends_with(${bare}, '"')
        THEN replace(${unquoted}, '""', '"') ELSE cell END)
    ELSE string_split(${row}, ',') END`;
}

/** Most CSV payloads are one line with a line end; without it they need not be split. */
function withoutLineEndSql({ kind, data }: Side): string {
  return `CASE WHEN ${kind} = 'csv' AND ends_with(${data}, E'\\n') THEN left(${data}, -1) ELSE ${data} END`;
}

function typesSql({ kind, data, places }: Side): string {
  return `CASE WHEN reason IS NULL AND ${kind} = 'json' AND json_valid(${data})
    THEN ${placeTypesSql(data, places)} END`;
}

/** Rows of a payload as texts; null when it cannot be split. Blank lines are nothing, but a blank payload is bad. */
function splitSql({ kind, data, types, places }: Side): string {
  const notBlank = (lines: string) =>
    `list_filter(${lines}, lambda line: regexp_matches(line, '\\S'))`;
  const lines = notBlank(`string_split(${data}, E'\\n')`);
  const csvLine = `(?:${csvField('\\n')})(?:,(?:${csvField('\\n')}))*`;
  // Texts below '!' are empty or begin with a blank; only they are worth a closer look.
  return `CASE
    WHEN ${kind} = 'csv' AND ${data} < '!' AND NOT regexp_matches(${data}, '\\S') THEN NULL
    WHEN ${kind} = 'csv' AND contains(${data}, '"')
      THEN ${notBlank(`regexp_extract_all(${data}, ${textLiteral(csvLine)})`)}
    WHEN ${kind} = 'csv' AND contains(${data}, E'\\n') THEN ${lines}
    WHEN ${kind} = 'csv' THEN [${data}]
    WHEN ${types} IS NOT NULL THEN ${documentRowsSql(data, types, places)}
    WHEN ${kind} = 'json' THEN ${jsonLinesSql(lines)}
  END`;
}

/** One output row for several input rows is a row of single values, one for each. */
function spreadSql(kind: string, row: string): string {
  return `CASE
    WHEN ${kind} = 'csv' THEN ${csvCellsSql(row)}
    WHEN starts_with(${row}, '[') THEN CAST(json_extract(${row}, '$[*]') AS VARCHAR[])
    ELSE [${row}]
  END`;
}
