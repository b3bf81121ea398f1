import { integerLiteral, textListLiteral, textLiteral } from './sql';

/** A log file, and the number of the hour its records are counted under. */
export interface NumberedFile {
  /** Absolute path. */
  path: string;
  hour: number;
}

const READING = `format = 'newline_delimited', ignore_errors = true, hive_partitioning = false`;

/** What is taken from a line. Fields that are not needed cost time, so there are no others. */
const PAYLOAD =
  'STRUCT(data VARCHAR, encoding VARCHAR, observedContentType VARCHAR)';
const FIELDS = {
  captureData: `STRUCT(endpointInput ${PAYLOAD}, endpointOutput ${PAYLOAD})`,
  eventMetadata: 'STRUCT(eventId VARCHAR)',
};

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
 * @param options - `careful`: to be set when there are lines that are `not-json`. DuckDB 1.5 parses a line that is cut
 *   off on into the next one, in place, and so loses a good line after it, and cannot tell JSON of something else from
 *   lines that are no JSON. Reading lines first and taking them apart afterwards does neither, but takes half as long
 *   again.
 */
export function recordsSql(
  files: readonly NumberedFile[],
  options: { careful: boolean },
): string {
  const input = 'captureData.endpointInput';
  const output = 'captureData.endpointOutput';
  return `
    SELECT hour, event, data, out_kind, out_data, kind,
      CASE
        WHEN broken THEN 'not-json'
        WHEN event IS NULL THEN 'no-event-id'
        WHEN coalesce(${input}.data, '') = '' THEN 'no-input'
        WHEN kind IS NULL OR data IS NULL THEN 'unsupported-encoding'
      END AS reason
    FROM (
      SELECT hours.hour AS hour, captureData, broken,
        nullif(eventMetadata.eventId, '') AS event,
        ${kindSql(input)} AS kind, ${dataSql(input)} AS data,
        ${kindSql(output)} AS out_kind, ${dataSql(output)} AS out_data
      FROM (${options.careful ? carefulLinesSql(files) : linesSql(files)}) lines
      JOIN ${hoursSql(files)} ON lines.file_index = hours.file)`;
}

function linesSql(files: readonly NumberedFile[]): string {
  const fields = Object.entries(FIELDS).map(
    ([name, type]) => `${name}: ${textLiteral(type)}`,
  );
  return `
    SELECT file_index, captureData, eventMetadata,
      captureData IS NULL AND eventMetadata IS NULL AS broken
    FROM read_json(${pathsSql(files)}, columns = {${fields.join(
    ', ',
  )}}, ${READING})`;
}

function carefulLinesSql(files: readonly NumberedFile[]): string {
  return `
    SELECT file_index, record.captureData, record.eventMetadata, broken
    FROM (SELECT file_index, json IS NULL AS broken,
        json_transform(json, ${textLiteral(JSON.stringify(FIELDS))}) AS record
      FROM read_json_objects(${pathsSql(files)}, ${READING}))`;
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
