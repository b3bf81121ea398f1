import { linesSql, type NumberedFile, type ReadingOptions } from './logLines';

const FIELDS = { id: 'VARCHAR', row: 'VARCHAR', input: 'JSON', output: 'JSON' };
const IDENTIFIED_FIELDS = { ...FIELDS, time: 'VARCHAR' };

/**
 * Reads lines of one row each, `{"id": …, "row": 0, "input": …, "output": …}`; see `LogFormat`. A row is known by its
 * request's id and its number in that request. The hour is that of the file: `time` is for whoever wrote it.
 * @returns a query with the columns of `rowsSql`
 */
export function plainRowsSql(
  files: readonly NumberedFile[],
  options: ReadingOptions,
): string {
  const { identified } = options;
  return `
    SELECT hour, record, ${
      identified
        ? 'CAST(NULL AS VARCHAR) AS caller, event AS event_id, place, decided,'
        : ''
    } event || '/' || place AS event, CAST(1 AS BIGINT) AS n,
      'json' AS kind, CAST(input AS VARCHAR) AS payload_row,
      'json' AS out_kind, CASE WHEN json_type(output) <> 'NULL' THEN CAST(output AS VARCHAR) END AS output,
      CASE
        WHEN broken THEN 'not-json'
        WHEN event IS NULL THEN 'no-event-id'
        WHEN coalesce(json_type(input), 'NULL') = 'NULL' THEN 'no-input'
        WHEN json_type(input) NOT IN ('OBJECT', 'ARRAY') OR place IS NULL OR place < 0 THEN 'bad-payload'
      END AS reason
    FROM (
      SELECT hour, record, broken, nullif(id, '') AS event, input, output, ${
        identified ? '"time" AS decided,' : ''
      }
        CASE WHEN "row" IS NULL THEN 0 ELSE try_cast("row" AS BIGINT) END AS place
      FROM (${linesSql(
        files,
        identified ? IDENTIFIED_FIELDS : FIELDS,
        options,
      )}))`;
}
