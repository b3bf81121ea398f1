import type {
  MonitoredColumn,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import { cellsSql } from './cells';
import type { Session } from './DuckDb';
import { type RowsPath, rowsSql } from './payloadRows';
import { type NumberedFile, recordsSql } from './sagemakerCapture';

/** What an hour's records came to. */
export interface HourAccount {
  /** Rows that can be counted. */
  rows: number;
  /** Records that came more than once; counted once. */
  duplicates: number;
  rejected: Partial<Record<RejectionReason, number>>;
}

/** Name of the temporary table with the cells: `hour`, `reason` (null for rows that count), `n`, `id`, `c0`, `c1`, … */
export const CELLS = 'cells';

/**
 * Reads log files into the session's table {@link CELLS}, each record once.
 *
 * A record is recognised by a 64-bit hash of its event id: among ten million records of one hour two different ones
 * are taken for the same with a probability of 3 in a million.
 *
 * @returns accounts by number of the hour; hours whose files are empty have none
 */
export async function loadCells(
  session: Session,
  options: {
    files: readonly NumberedFile[];
    columns: readonly MonitoredColumn[];
    rowsPath?: RowsPath;
  },
): Promise<Map<number, HourAccount>> {
  await fillCells(session, { ...options, careful: false });
  let found = await lookAtCells(session);
  if (found.broken > 0) {
    await fillCells(session, { ...options, careful: true });
    found = await lookAtCells(session);
  }
  const accounts = new Map<number, HourAccount>();
  const account = (hour: number) => {
    const known = accounts.get(hour);
    if (known) {
      return known;
    }
    const fresh: HourAccount = { rows: 0, duplicates: 0, rejected: {} };
    accounts.set(hour, fresh);
    return fresh;
  };

  if (found.copies > 0) {
    for (const { hour, records } of await removeDuplicates(session)) {
      account(hour).duplicates = records;
    }
  }
  const reasons = await session.query<{
    hour: number;
    reason: RejectionReason | null;
    rows: number;
  }>(`
    SELECT hour, reason, CAST(count(*) AS DOUBLE) AS rows
    FROM ${CELLS} GROUP BY hour, reason ORDER BY hour, reason`);
  for (const { hour, reason, rows: count } of reasons) {
    if (reason === null) {
      account(hour).rows = count;
    } else {
      account(hour).rejected[reason] = count;
    }
  }
  return accounts;
}

async function fillCells(
  session: Session,
  options: Parameters<typeof loadCells>[1] & { careful: boolean },
): Promise<void> {
  const { files, columns, rowsPath, careful } = options;
  const outputs = columns.some(({ role }) => role === 'prediction');
  const rows = rowsSql(recordsSql(files, { careful }), { rowsPath, outputs });
  await session.query(
    `CREATE OR REPLACE TEMP TABLE ${CELLS} AS ${cellsSql(rows, columns)}`,
  );
}

/** Lines that may not be JSON, and rows of records that came more than once. */
async function lookAtCells(
  session: Session,
): Promise<{ broken: number; copies: number }> {
  const [found] = await session.query<{ broken: number; copies: number }>(`
    SELECT CAST(coalesce(sum(broken), 0) AS DOUBLE) AS broken,
      CAST(coalesce(sum(ids - distinct_ids), 0) AS DOUBLE) AS copies
    FROM (
      SELECT count(CASE WHEN reason = 'not-json' THEN 1 END) AS broken,
        count(id) AS ids, count(DISTINCT id) AS distinct_ids
      FROM ${CELLS} GROUP BY hour)`);
  return found;
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
