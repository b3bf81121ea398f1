import type {
  MonitoredColumn,
  RejectedLine,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  LoggedValue,
  LogFormat,
} from '@ai-governance/plugin-ai-governance-node';
import { COPY } from './azureCollector';
import { CarefulFiles } from './CarefulFiles';
import { cellsSql } from './cells';
import type { Session } from './DuckDb';
import { readerOf } from './logFormats';
import type { NumberedFile } from './logLines';
import type { RowsPath } from './payloadRows';
import { integerLiteral } from './sql';

/** What an hour's records came to. */
export interface HourAccount {
  /** Rows that can be counted. */
  rows: number;
  /** Records that came more than once; counted once. */
  duplicates: number;
  rejected: Partial<Record<RejectionReason, number>>;
  /** The first rejected lines; empty unless they were asked for. */
  rejectedLines: RejectedLine[];
}

/** Logs to be made cells of. */
export interface CellsRequest {
  files: readonly NumberedFile[];
  format: LogFormat;
  columns: readonly MonitoredColumn[];
  rowsPath?: RowsPath;
  /** Places whose texts are wanted, and with them whose rows they are; see `cellsSql`. */
  texts?: readonly LoggedValue[];
  /** Whether the cells of the columns are left out. */
  untyped?: boolean;
}

/**
 * Name of the temporary table with the cells: `hour`, `record`, `reason` (null for rows that count), `n`, `id`, `c0`,
 * `c1`, …; with texts also `caller`, `event_id`, `place`, `decided`, `o0`, `o1`, …
 */
export const CELLS = 'cells';

/** Rejected lines listed per hour. */
const REJECTED_LINES = 20;

/**
 * Reads log files into the session's table {@link CELLS}, each record once.
 *
 * A record is recognised by a 64-bit hash of its event id: among ten million records of one hour two different ones
 * are taken for the same with a probability of 3 in a million.
 *
 * Hours with lines that are not JSON are read a second time, carefully; with `locate` those with any rejected line.
 *
 * @param options - `locate`: whether to tell where rejected lines are
 * @returns accounts by number of the hour; hours whose files are empty have none
 */
export async function loadCells(
  session: Session,
  request: CellsRequest,
  options: { locate?: boolean } = {},
): Promise<Map<number, HourAccount>> {
  await session.query(
    `CREATE OR REPLACE TEMP TABLE ${CELLS} AS ${queryFor(request, false)}`,
  );
  let found = await lookAtCells(session);
  const doubtful = found.filter(({ broken, rejected }) =>
    options.locate ? rejected > 0 : broken > 0,
  );
  let careful: CarefulFiles | undefined;
  if (doubtful.length > 0) {
    const hours = new Set(doubtful.map(({ hour }) => hour));
    careful = await CarefulFiles.prepare(
      session,
      request.files.filter(({ hour }) => hours.has(hour)),
    );
    await session.query(
      `DELETE FROM ${CELLS} WHERE hour IN (${[...hours]
        .map(integerLiteral)
        .join(', ')})`,
    );
    await session.query(
      `INSERT INTO ${CELLS} ${queryFor(
        { ...request, files: careful.files },
        true,
      )}`,
    );
    found = await lookAtCells(session);
  }
  const accounts = new Map<number, HourAccount>(
    found.map(({ hour }) => [
      hour,
      { rows: 0, duplicates: 0, rejected: {}, rejectedLines: [] },
    ]),
  );
  if (found.some(({ copies }) => copies > 0)) {
    for (const { hour, records } of await removeDuplicates(session)) {
      accounts.get(hour)!.duplicates += records;
    }
  }
  await countReasons(session, accounts);
  if (options.locate && careful) {
    await locateRejected(session, careful, accounts);
  }
  return accounts;
}

function queryFor(request: CellsRequest, careful: boolean): string {
  const { files, format, columns, rowsPath } = request;
  const reader = readerOf(format);
  const { texts = [] } = request;
  const outputs = [...columns, ...texts].some(
    ({ role }) => role === 'prediction',
  );
  const identified = request.texts !== undefined;
  const cells = cellsSql(
    reader.rows(files, { careful, rowsPath, outputs, identified }),
    columns,
    request,
  );
  return reader.unordered ? `${cells} ORDER BY record, n` : cells;
}

/** Per hour: lines that may not be JSON, rows that do not count, and rows of records that came more than once. */
async function lookAtCells(
  session: Session,
): Promise<
  { hour: number; broken: number; rejected: number; copies: number }[]
> {
  return session.query(`
    SELECT hour,
      CAST(count(CASE WHEN reason = 'not-json' THEN 1 END) AS DOUBLE) AS broken,
      CAST(count(CASE WHEN reason <> '${COPY}' THEN 1 END) AS DOUBLE) AS rejected,
      CAST(count(id) - count(DISTINCT id) AS DOUBLE) AS copies
    FROM ${CELLS} GROUP BY hour`);
}

/**
 * Deletes rows of records that were delivered more than once. Copies are alike; should one be damaged, the other is
 * kept.
 */
async function removeDuplicates(
  session: Session,
): Promise<{ hour: number; records: number }[]> {
  await session.query(`
    CREATE OR REPLACE TEMP TABLE extra_copies AS
    SELECT place, hour, n FROM (
      SELECT rowid AS place, hour, n,
        row_number() OVER (PARTITION BY hour, id ORDER BY reason NULLS FIRST, rowid) AS copy
      FROM ${CELLS}
      WHERE id IN (SELECT id FROM ${CELLS} WHERE id IS NOT NULL GROUP BY hour, id HAVING count(*) > 1))
    WHERE copy > 1`);
  await session.query(
    `DELETE FROM ${CELLS} WHERE rowid IN (SELECT place FROM extra_copies)`,
  );
  return session.query(`
    SELECT hour, CAST(count(*) AS DOUBLE) AS records
    FROM extra_copies WHERE n = 1 GROUP BY hour`);
}

async function countReasons(
  session: Session,
  accounts: Map<number, HourAccount>,
): Promise<void> {
  const reasons = await session.query<{
    hour: number;
    reason: RejectionReason | typeof COPY | null;
    rows: number;
  }>(`
    SELECT hour, reason, CAST(count(*) AS DOUBLE) AS rows
    FROM ${CELLS} GROUP BY hour, reason ORDER BY hour, reason`);
  for (const { hour, reason, rows } of reasons) {
    const account = accounts.get(hour)!;
    if (reason === null) {
      account.rows = rows;
    } else if (reason === COPY) {
      account.duplicates += rows;
    } else {
      account.rejected[reason] = rows;
    }
  }
}

async function locateRejected(
  session: Session,
  careful: CarefulFiles,
  accounts: Map<number, HourAccount>,
): Promise<void> {
  const lines = await session.query<{
    hour: number;
    record: number;
    reason: RejectionReason;
  }>(`
    SELECT hour, CAST(record AS DOUBLE) AS record, reason FROM (
      SELECT hour, record, reason, row_number() OVER (PARTITION BY hour ORDER BY record, reason) AS place
      FROM (SELECT DISTINCT hour, record, reason FROM ${CELLS} WHERE reason <> '${COPY}'))
    WHERE place <= ${REJECTED_LINES} ORDER BY hour, place`);
  for (const { hour, record, reason } of lines) {
    accounts
      .get(hour)!
      .rejectedLines.push({ ...careful.place(record), reason });
  }
}
