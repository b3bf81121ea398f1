import { linesSql, type NumberedFile, type ReadingOptions } from './logLines';

/** What is taken from a line. */
const PAYLOAD = {
  data: 'VARCHAR',
  encoding: 'VARCHAR',
  observedContentType: 'VARCHAR',
};
const FIELDS = {
  captureData: { endpointInput: PAYLOAD, endpointOutput: PAYLOAD },
  eventMetadata: { eventId: 'VARCHAR' },
};
const IDENTIFIED_FIELDS = {
  ...FIELDS,
  eventMetadata: {
    eventId: 'VARCHAR',
    inferenceId: 'VARCHAR',
    inferenceTime: 'VARCHAR',
  },
};

/**
 * Reads SageMaker Data Capture files, one row per line that is not blank:
 *
 * | column | |
 * |---|---|
 * | `hour` | number of the hour |
 * | `record` | number of the line, see `linesSql` |
 * | `event` | event id, null when there is none |
 * | `reason` | why the record cannot be counted, or null |
 * | `kind`, `data` | format (`csv`, `json`) and text of the input |
 * | `out_kind`, `out_data` | the same of the output; null when it is absent or in no format that can be read |
 * | `caller`, `decided` | when `identified`: the caller's inference id, null when there is none, and the time as text |
 */
export function captureRecordsSql(
  files: readonly NumberedFile[],
  options: ReadingOptions,
): string {
  const input = 'captureData.endpointInput';
  const output = 'captureData.endpointOutput';
  const { identified } = options;
  return `
    SELECT hour, record, event, data, out_kind, out_data, kind, ${
      identified ? 'caller, decided,' : ''
    }
      CASE
        WHEN broken THEN 'not-json'
        WHEN event IS NULL THEN 'no-event-id'
        WHEN coalesce(${input}.data, '') = '' THEN 'no-input'
        WHEN kind IS NULL OR data IS NULL THEN 'unsupported-encoding'
      END AS reason
    FROM (
      SELECT hour, record, captureData, broken,
        nullif(eventMetadata.eventId, '') AS event,
        ${
          identified
            ? `nullif(eventMetadata.inferenceId, '') AS caller, eventMetadata.inferenceTime AS decided,`
            : ''
        }
        ${kindSql(input)} AS kind, ${dataSql(input)} AS data,
        ${kindSql(output)} AS out_kind, ${dataSql(output)} AS out_data
      FROM (${linesSql(
        files,
        identified ? IDENTIFIED_FIELDS : FIELDS,
        options,
      )}))`;
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
