import { linesSql, type NumberedFile, type ReadingOptions } from './logLines';

const FIELDS = {
  id: 'VARCHAR',
  type: 'VARCHAR',
  correlationid: 'VARCHAR',
  xrequestid: 'VARCHAR',
  dataref: 'VARCHAR',
  data: 'JSON',
};
const IDENTIFIED_FIELDS = { ...FIELDS, time: 'VARCHAR' };

/** Stands in `reason` for a record that came before; it is a duplicate and no rejection. */
export const COPY = 'copy';

/**
 * Reads files of the Azure ML data collector: CloudEvents whose `data` is an array of rows, inputs and outputs in
 * events of their own. Both sides of a request bear the same correlation id (records of old agents only a request id),
 * and the rows of both are in the same order.
 *
 * - An input and an output make a pair when each is the only one of its correlation id in the hour; copies of an event,
 *   told by their event id, are one. A correlation id that callers chose themselves and used for several requests says
 *   nothing about which output belongs to which input, so it pairs none of them.
 * - An input without an output counts, and its predictions are missing. An output without an input, and output rows
 *   beyond those of the input, are `no-match`.
 * - `azureml.inference.request` and `.response` hold bodies of any form, and other types who knows what: they are
 *   `unsupported-type`. Conversations (rows with a `chat_history`) are `not-tabular`.
 * - An event that points to its rows (`dataref`) instead of holding them is `missing-data`: who fetched the file should
 *   have brought them in line.
 *
 * The correlation id stands for the caller's inference id.
 *
 * @returns a query with the columns of `rowsSql`, in no order; `reason` may be {@link COPY}
 */
export function collectorRowsSql(
  files: readonly NumberedFile[],
  options: ReadingOptions,
): string {
  const { identified } = options;
  const whose = (names: string) => (identified ? names : '');
  return `
    WITH events AS MATERIALIZED (${eventsSql(files, options)}),
    inputs AS (SELECT * FROM events WHERE side = 'input' AND reason IS NULL),
    outputs AS MATERIALIZED (
      SELECT *, row_number() OVER (PARTITION BY hour, event ORDER BY record) AS copy
      FROM events WHERE side = 'output' AND reason IS NULL),
    pairs AS MATERIALIZED (
      SELECT outputs.hour AS hour, outputs.request AS request, outputs.event AS event,
        outputs.record AS record, outputs.data AS data
      FROM outputs
      JOIN (SELECT hour, request FROM inputs GROUP BY hour, request HAVING min(event) = max(event)) asked
        ON outputs.hour = asked.hour AND outputs.request = asked.request
      JOIN (SELECT hour, request FROM outputs WHERE copy = 1 GROUP BY hour, request HAVING count(*) = 1) answered
        ON outputs.hour = answered.hour AND outputs.request = answered.request
      WHERE outputs.copy = 1),
    joined AS (
      SELECT inputs.hour AS hour, inputs.event AS event, inputs.record AS record, inputs.reason AS reason, ${whose(
        'inputs.request AS caller, inputs.decided AS decided,',
      )}
        ${elementsSql('inputs.data')} AS row_list, ${elementsSql(
    'pairs.data',
  )} AS out_list,
        pairs.record AS out_record
      FROM inputs LEFT JOIN pairs ON inputs.hour = pairs.hour AND inputs.request = pairs.request
      UNION ALL
      SELECT hour, event, record, reason, ${whose(
        'NULL, NULL,',
      )} NULL, NULL, NULL FROM events WHERE reason IS NOT NULL
      UNION ALL
      SELECT outputs.hour, outputs.event, outputs.record,
        CASE WHEN outputs.copy > 1 THEN '${COPY}' ELSE 'no-match' END, ${whose(
    'NULL, NULL,',
  )} NULL, NULL, NULL
      FROM outputs LEFT JOIN pairs ON outputs.hour = pairs.hour AND outputs.event = pairs.event
      WHERE outputs.copy > 1 OR pairs.event IS NULL)
    SELECT hour, n, ${whose(
      'caller, event AS event_id, n - 1 AS place, decided,',
    )} 'json' AS kind, row_list[n] AS payload_row, 'json' AS out_kind, out_list[n] AS output,
      CASE WHEN reason IS NULL AND n > len(row_list) THEN out_record ELSE record END AS record,
      CASE WHEN coalesce(reason, '') <> '${COPY}' THEN event END AS event,
      CASE
        WHEN reason IS NOT NULL THEN reason
        WHEN n > len(row_list) THEN 'no-match'
        WHEN row_list[n] = 'null' THEN 'bad-payload'
      END AS reason
    FROM (
      SELECT *, unnest(generate_series(1,
        CASE WHEN reason IS NULL THEN greatest(len(row_list), coalesce(len(out_list), 0)) ELSE 1 END)) AS n
      FROM joined)`;
}

/** One row per line: `hour`, `record`, `event`, `request` (what pairs it), `side`, `data` and `reason`. */
function eventsSql(
  files: readonly NumberedFile[],
  options: ReadingOptions,
): string {
  const { identified } = options;
  return `
    SELECT hour, record, event, request, side, ${
      identified ? 'decided,' : ''
    } CAST(data AS VARCHAR) AS data,
      CASE
        WHEN broken THEN 'not-json'
        WHEN event IS NULL THEN 'no-event-id'
        WHEN side IS NULL THEN 'unsupported-type'
        WHEN held IS NULL AND dataref IS NOT NULL THEN 'missing-data'
        WHEN held IS NULL AND side = 'input' THEN 'no-input'
        WHEN held IS NULL OR held <> 'ARRAY' THEN 'bad-payload'
        WHEN contains(CAST(data AS VARCHAR), '"chat_history"') AND json_type(data, '/0/chat_history') = 'ARRAY'
          THEN 'not-tabular'
      END AS reason
    FROM (
      SELECT hour, record, broken, data, ${
        identified ? '"time" AS decided,' : ''
      } nullif(json_type(data), 'NULL') AS held, nullif(dataref, '') AS dataref,
        nullif(id, '') AS event, coalesce(nullif(correlationid, ''), nullif(xrequestid, '')) AS request,
        CASE
          WHEN "type" IN ('azureml.inference.inputs', 'azureml.inference.model_inputs') THEN 'input'
          WHEN "type" IN ('azureml.inference.outputs', 'azureml.inference.model_outputs') THEN 'output'
        END AS side
      FROM (${linesSql(files, identified ? IDENTIFIED_FIELDS : FIELDS, {
        ...options,
        numbered: true,
      })}))`;
}

/** Elements of a JSON array as texts; null of null. */
function elementsSql(array: string): string {
  return `CAST(json_extract(${array}, '$[*]') AS VARCHAR[])`;
}
