import { integerLiteral, textListLiteral, textLiteral } from './sql';

/** A log file, and the number of the hour its records are counted under. */
export interface NumberedFile {
  /** Absolute path. */
  path: string;
  /** Key of the object it came from. */
  key: string;
  hour: number;
}

/** How lines are to be read. */
export interface ReadingOptions {
  /**
   * To be set for hours with lines that cannot be counted. DuckDB 1.5 parses a line that is cut off on into the next
   * one, in place, and so loses a good line after it, and cannot tell JSON of something else from lines that are no
   * JSON. Reading lines first and taking them apart afterwards does neither, but takes half as long again.
   */
  careful: boolean;
  /** Whether rows are to say whose they are: adds `caller`, `event_id`, `place` and `decided`, see `payloadRows.ts`. */
  identified?: boolean;
}

/** A field of a record: its type in DuckDB, or the fields of an object. */
export type FieldType = string | { [field: string]: FieldType };

const READING = `format = 'newline_delimited', ignore_errors = true, hive_partitioning = false`;

/**
 * Reads files of JSON Lines, one row per line that is not blank, in the order of files and lines:
 *
 * | column | |
 * |---|---|
 * | `hour` | number of the hour |
 * | `record` | number among the lines of all files that are not blank, from 1; null unless read carefully or numbered |
 * | `broken` | whether the line is not JSON, or, unless read carefully, holds none of the fields |
 *
 * and the fields. Fields that are not needed cost time, so ask for no others.
 */
export function linesSql(
  files: readonly NumberedFile[],
  fields: Record<string, FieldType>,
  options: ReadingOptions & { numbered?: boolean },
): string {
  const names = Object.keys(fields).map(name => `"${name}"`);
  const record =
    options.careful || options.numbered
      ? 'row_number() OVER ()'
      : 'CAST(NULL AS BIGINT)';
  const lines = options.careful
    ? `
      SELECT file_index, record, broken, ${names
        .map(name => `fields.${name} AS ${name}`)
        .join(', ')}
      FROM (SELECT file_index, ${record} AS record, json IS NULL AS broken,
          json_transform(json, ${textLiteral(JSON.stringify(fields))}) AS fields
        FROM read_json_objects(${pathsSql(files)}, ${READING}))`
    : `
      SELECT file_index, ${record} AS record, ${names.join(', ')},
        ${names.map(name => `${name} IS NULL`).join(' AND ')} AS broken
      FROM read_json(${pathsSql(files)}, columns = {${Object.entries(fields)
        .map(([name, type]) => `"${name}": ${textLiteral(typeSql(type))}`)
        .join(', ')}}, ${READING})`;
  return `
    SELECT hours.hour AS hour, record, broken, ${names.join(', ')}
    FROM (${lines}) lines
    JOIN ${hoursSql(files)} ON lines.file_index = hours.file`;
}

function typeSql(type: FieldType): string {
  return typeof type === 'string'
    ? type
    : `STRUCT(${Object.entries(type)
        .map(([name, inner]) => `"${name}" ${typeSql(inner)}`)
        .join(', ')})`;
}

/** DuckDB takes paths for patterns; a bracket around each of their signs makes it mean itself. */
function pathsSql(files: readonly NumberedFile[]): string {
  return textListLiteral(
    files.map(({ path }) => path.replace(/[*?[]/g, '[$&]')),
  );
}

function hoursSql(files: readonly NumberedFile[]): string {
  const rows = files.map(
    ({ hour }, file) => `(${file}, ${integerLiteral(hour)})`,
  );
  return `(VALUES ${rows.join(', ')}) hours(file, hour)`;
}
