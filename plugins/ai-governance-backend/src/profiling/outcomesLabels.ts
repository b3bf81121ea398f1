import type {
  LabelContents,
  LabelFormat,
  LocalLabelFile,
} from '@ai-governance/plugin-ai-governance-node';
import type { Session } from './DuckDb';
import { linesSql, type NumberedFile } from './logLines';
import { rowsSql } from './payloadRows';
import { positionalCellsSql } from './payloadRows';
import { epochSql } from './outcomesValues';
import { integerLiteral, jsonPointer, textLiteral } from './sql';

/** What identifies a row of a request. Within a session only: another release of DuckDB may hash otherwise. */
export const labelKeySql = (id: string, place: string) =>
  `hash(${id}, CAST(${place} AS BIGINT))`;

/** The hash of an id by which labels find their hours. */
export const idHashSql = (id: string) => `CAST(hash(${id}) >> 32 AS UINTEGER)`;

/** Tells hashes of releases of DuckDB apart that hash differently. */
export async function idSchemeOf(session: Session): Promise<string> {
  const [{ scheme }] = await session.query<{ scheme: string }>(
    `SELECT 'duckdb-' || CAST(hash('ai-governance') AS VARCHAR) AS scheme`,
  );
  return scheme;
}

/** Table of the labels that are looked at. */
const LINES = 'label_lines';

interface LabelRequest {
  files: readonly LocalLabelFile[];
  /** Key or position of the label; null for the only value. */
  name: string | null;
}

/** A line that holds a label whose row is known. */
const USABLE = 'id IS NOT NULL AND place >= 0 AND label IS NOT NULL';

/**
 * Loads labels into a table, one per row of a request: `key`, `label`, `known` (epoch milliseconds), `file`, `record`. Of
 * several labels of one row the latest counts, of those of the same time the one that stands last.
 */
export async function loadLabels(
  session: Session,
  request: LabelRequest,
  table: string,
): Promise<void> {
  await readLines(
    session,
    request,
    lines => `
      CREATE OR REPLACE TABLE ${table} AS
      SELECT ${labelKeySql(
        'id',
        'place',
      )} AS key, label, known, file, record, broken
      FROM (${lines}) WHERE broken OR (${USABLE})`,
    table,
  );
  await session.query(`DELETE FROM ${table} WHERE broken`);
  const [{ copies }] = await session.query<{ copies: boolean }>(
    `SELECT count(*) > count(DISTINCT key) AS copies FROM ${table}`,
  );
  if (copies) {
    // Few labels come twice: only these are put in order.
    await session.query(`
      DELETE FROM ${table} WHERE rowid IN (
        SELECT place FROM (
          SELECT rowid AS place, row_number() OVER (
            PARTITION BY key ORDER BY known DESC, file DESC, record DESC) AS age
          FROM ${table}
          WHERE key IN (SELECT key FROM ${table} GROUP BY key HAVING count(*) > 1))
        WHERE age > 1)`);
  }
}

/** Looks at what is in label objects, see `ProfilingEngine.inspectLabels`. */
export async function inspectLabels(
  session: Session,
  request: LabelRequest,
): Promise<LabelContents[]> {
  const { files } = request;
  if (files.length === 0) {
    return [];
  }
  await readLines(
    session,
    request,
    lines => `
      CREATE OR REPLACE TEMP TABLE ${LINES} AS
      SELECT ${idHashSql(
        'id',
      )} AS id, coalesce(${USABLE}, false) AS usable, file, broken FROM (${lines})`,
    LINES,
  );
  const found = await session.query<{
    file: number;
    labels: number;
    rejected: number;
    ids: number[] | null;
  }>(`
    SELECT file, CAST(count(*) FILTER (WHERE usable) AS DOUBLE) AS labels,
      CAST(count(*) FILTER (WHERE NOT usable) AS DOUBLE) AS rejected,
      list(DISTINCT id) FILTER (WHERE usable) AS ids
    FROM ${LINES} GROUP BY file`);
  const idScheme = await idSchemeOf(session);
  const byFile = new Map(found.map(row => [row.file, row]));
  return files.map(({ key }, file) => {
    const row = byFile.get(file);
    return {
      key,
      labels: row?.labels ?? 0,
      rejected: row?.rejected ?? 0,
      ids: Uint32Array.from(row?.ids ?? []).sort(),
      idScheme,
    };
  });
}

/**
 * Makes a table of label files; carefully when a line is torn, see `ReadingOptions`.
 * @param create - statement that makes `table`, with its column `broken`, of a query with one row per label or line that holds
 *   none: `id`, `place`, `label`, `known`, `file`, `record`, `broken`
 */
async function readLines(
  session: Session,
  request: LabelRequest,
  create: (lines: string) => string,
  table: string,
): Promise<void> {
  for (const careful of [false, true]) {
    await session.query(create(linesOfLabelsSql(request, careful)));
    const [{ broken }] = await session.query<{ broken: boolean | null }>(
      `SELECT bool_or(broken) AS broken FROM ${table}`,
    );
    if (!broken) {
      return;
    }
  }
}

function linesOfLabelsSql(
  { files, name }: LabelRequest,
  careful: boolean,
): string {
  const numbered = (format: LabelFormat): NumberedFile[] =>
    files.flatMap(({ path, key, format: own }, hour) =>
      own === format ? [{ path, key, hour }] : [],
    );
  const parts = [
    {
      files: numbered('labels'),
      sql: (own: NumberedFile[]) => pushedSql(own, careful),
    },
    {
      files: numbered('sagemaker-ground-truth'),
      sql: (own: NumberedFile[]) => groundTruthSql(own, name, careful),
    },
  ].filter(part => part.files.length > 0);
  const times = files.map(
    ({ time }, file) => `(${file}, ${integerLiteral(time.getTime())})`,
  );
  return `
    SELECT id, place, ${cleanSql(
      'label',
    )} AS label, coalesce(lines.known, times.known) AS known, times.file AS file, record, broken
    FROM (${parts.map(part => part.sql(part.files)).join(' UNION ALL ')}) lines
    JOIN (VALUES ${times.join(
      ', ',
    )}) times(file, known) ON lines.file = times.file`;
}

/** A label that is a blank or `null` is none. */
function cleanSql(label: string): string {
  return `CASE WHEN trim(${label}) NOT IN ('', 'null') THEN ${label} END`;
}

function pushedSql(files: NumberedFile[], careful: boolean): string {
  const fields = {
    id: 'VARCHAR',
    row: 'VARCHAR',
    label: 'VARCHAR',
    time: 'VARCHAR',
  };
  return `
    SELECT nullif(id, '') AS id, CASE WHEN "row" IS NULL THEN 0 ELSE try_cast("row" AS BIGINT) END AS place,
      label, ${epochSql('"time"')} AS known, hour AS file, record, broken
    FROM (${linesSql(files, fields, { careful, numbered: true })})`;
}

/**
 * Ground truth as SageMaker's merge job takes it. A label record looks like one side of a captured one, and has a row for
 * each row of the request.
 */
function groundTruthSql(
  files: NumberedFile[],
  name: string | null,
  careful: boolean,
): string {
  const fields = {
    groundTruthData: { data: 'VARCHAR', encoding: 'VARCHAR' },
    eventMetadata: { eventId: 'VARCHAR' },
  };
  const records = `
    SELECT hour, record, nullif(eventMetadata.eventId, '') AS event,
      CASE groundTruthData.encoding WHEN 'CSV' THEN 'csv' WHEN 'JSON' THEN 'json' END AS kind,
      groundTruthData.data AS data, CAST(NULL AS VARCHAR) AS out_kind, CAST(NULL AS VARCHAR) AS out_data,
      CASE
        WHEN broken THEN 'not-json'
        WHEN eventMetadata.eventId IS NULL OR groundTruthData.encoding NOT IN ('CSV', 'JSON') THEN 'bad-payload'
        WHEN coalesce(groundTruthData.data, '') = '' THEN 'no-input'
      END AS reason
    FROM (${linesSql(files, fields, { careful, numbered: true })})`;
  return `
    SELECT event AS id, n - 1 AS place,
      CASE WHEN reason IS NULL THEN ${labelOfRowSql(name)} END AS label,
      CAST(NULL AS BIGINT) AS known, hour AS file, record, coalesce(reason = 'not-json', false) AS broken
    FROM (${rowsSql(records, { outputs: false })})`;
}

/** The label in one row: a cell of CSV or of an array, or a value of an object. */
function labelOfRowSql(name: string | null): string {
  const position = name !== null && /^\d{1,4}$/.test(name) ? Number(name) : 0;
  const cell = `${positionalCellsSql('kind', 'payload_row')}[${integerLiteral(
    position + 1,
  )}]`;
  const key =
    name === null
      ? `json_extract_string(payload_row, '/' || replace(replace(json_keys(payload_row)[1], '~', '~0'), '/', '~1'))`
      : `json_extract_string(payload_row, ${textLiteral(jsonPointer([name]))})`;
  // A single value, as most labels of CSV are, need not be split.
  const single =
    position === 0
      ? `WHEN kind = 'csv' AND NOT contains(payload_row, ',') AND NOT contains(payload_row, '"') THEN payload_row`
      : '';
  return `CASE ${single} WHEN kind = 'json' AND starts_with(payload_row, '{') THEN ${key} ELSE ${cell} END`;
}
