import { integerLiteral, textListLiteral } from './sql';

/** A log file, and the number of the hour its records are counted under. */
export interface NumberedFile {
  /** Absolute path. */
  path: string;
  hour: number;
}

/** How the lines of a capture file are read. Fields that are not needed cost time, so there are no others. */
const FIELDS = `{
  captureData: 'STRUCT(
    endpointInput STRUCT(data VARCHAR, encoding VARCHAR, observedContentType VARCHAR),
    endpointOutput STRUCT(data VARCHAR, encoding VARCHAR, observedContentType VARCHAR))',
  eventMetadata: 'STRUCT(eventId VARCHAR)'
}`;

/**
 * Reads SageMaker Data Capture files, one row per line that is not blank:
 *
 * | column | |
 * |---|---|
 * | `hour` | number of the hour |
 * | `event` | event id, null when there is none |
 * | `reason` | why the record cannot be counted, or null |
 * | `kind`, `data` | format (`csv`, `json`) and text of the input |
 * | `out_kind`, `out_data` | the same of the output; null when it is absent or in no format that can be read |
 *
 * A line that is not JSON comes as a row of nulls from DuckDB; so does JSON that holds neither of the two fields.
 * {@link notJsonSql} tells them apart when there are any.
 */
export function recordsSql(files: readonly NumberedFile[]): string {
  const input = 'captureData.endpointInput';
  const output = 'captureData.endpointOutput';
  return `
    SELECT hour, event, data, out_kind, out_data, kind,
      CASE
        WHEN blank THEN 'not-json'
        WHEN event IS NULL THEN 'no-event-id'
        WHEN input_missing THEN 'no-input'
        WHEN kind IS NULL OR data IS NULL THEN 'unsupported-encoding'
      END AS reason
    FROM (
      SELECT hours.hour AS hour,
        captureData IS NULL AND eventMetadata IS NULL AS blank,
        nullif(eventMetadata.eventId, '') AS event,
        ${kindSql(input)} AS kind, ${dataSql(input)} AS data,
        ${kindSql(output)} AS out_kind, ${dataSql(output)} AS out_data,
        coalesce(${input}.data, '') = '' AS input_missing
      FROM read_json(${pathsSql(files)}, columns = ${FIELDS},
        format = 'newline_delimited', ignore_errors = true, hive_partitioning = false) lines
      JOIN ${hoursSql(files)} ON lines.file_index = hours.file
    )`;
}

/** Counts the lines per hour that are not JSON at all. */
export function notJsonSql(files: readonly NumberedFile[]): string {
  return `
    SELECT hours.hour AS hour, CAST(count(*) AS DOUBLE) AS lines
    FROM read_json_objects(${pathsSql(files)},
      format = 'newline_delimited', ignore_errors = true, hive_partitioning = false) lines
    JOIN ${hoursSql(files)} ON lines.file_index = hours.file
    WHERE lines.json IS NULL
    GROUP BY hours.hour`;
}

function pathsSql(files: readonly NumberedFile[]): string {
  return textListLiteral(files.map(({ path }) => path));
}

function hoursSql(files: readonly NumberedFile[]): string {
  const rows = files.map(
    ({ hour }, file) => `(${file}, ${integerLiteral(hour)})`,
  );
  return `(VALUES ${rows.join(', ')}) hours(file, hour)`;
}

/** Data Capture writes base64 for every content type that its settings do not name; the content type then decides. */
function kindSql(side: string): string {
  return `CASE ${side}.encoding
    WHEN 'CSV' THEN 'csv'
    WHEN 'JSON' THEN 'json'
    WHEN 'BASE64' THEN CASE
      WHEN regexp_matches(${side}.observedContentType, '^\\s*text/csv\\s*(;|$)', 'i') THEN 'csv'
      WHEN regexp_matches(${side}.observedContentType,
        '^\\s*application/([a-z.-]+\\+)?(x-)?(json|jsonlines|json-lines|jsonl|ndjson)\\s*(;|$)', 'i') THEN 'json'
    END
  END`;
}

/** Text of a payload; null when it is base64 of something that is not UTF-8 text. */
function dataSql(side: string): string {
  return `CASE WHEN ${side}.encoding = 'BASE64'
    THEN try(decode(from_base64(${side}.data)))
    ELSE ${side}.data
  END`;
}
