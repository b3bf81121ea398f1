import type {
  InspectedColumn,
  LogFormat,
  PayloadInspection,
} from '@ai-governance/plugin-ai-governance-node';
import type { Session } from './DuckDb';
import { CarefulFiles } from './CarefulFiles';
import { readerOf } from './logFormats';
import type { NumberedFile } from './logLines';
import {
  keyedCellsSql,
  positionalCellsSql,
  type RowsPath,
} from './payloadRows';
import { pointersOf } from './SideCells';
import { jsonPointer } from './sql';

/** Rows looked at. */
const SAMPLE_ROWS = 20_000;

/** Most columns listed per side; payloads with ids as keys would have one for every row. */
const MOST_COLUMNS = 2_000;

const SAMPLE = 'inspected_rows';

interface SideNames {
  role: InspectedColumn['role'];
  kind: string;
  row: string;
}

const SIDES: SideNames[] = [
  { role: 'feature', kind: 'kind', row: 'payload_row' },
  { role: 'prediction', kind: 'out_kind', row: 'output' },
];

/** Nested keys with the types of their values, as DuckDB's json_group_structure() tells them. */
type Structure = string | Structure[] | { [key: string]: Structure };

/** Looks at the first rows of the files that can be read, and lists the columns they hold. */
export async function inspect(
  session: Session,
  options: {
    files: readonly NumberedFile[];
    format: LogFormat;
    rowsPath?: RowsPath;
  },
): Promise<PayloadInspection> {
  const { files } = await CarefulFiles.prepare(session, options.files);
  const rows = readerOf(options.format).rows(files, {
    careful: true,
    rowsPath: options.rowsPath,
    outputs: true,
  });
  await session.query(`
    CREATE OR REPLACE TEMP TABLE ${SAMPLE} AS
    SELECT kind, payload_row, out_kind, output FROM (${rows})
    WHERE reason IS NULL AND payload_row IS NOT NULL LIMIT ${SAMPLE_ROWS}`);
  const [{ n }] = await session.query<{ n: number }>(
    `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${SAMPLE}`,
  );
  const columns: InspectedColumn[] = [];
  for (const side of SIDES) {
    columns.push(...(await positions(session, side)));
    columns.push(...(await keys(session, side)));
  }
  return { rows: n, columns };
}

async function positions(
  session: Session,
  { role, kind, row }: SideNames,
): Promise<InspectedColumn[]> {
  const found = await describe(session, row, positionalCellsSql(kind, row));
  return found.map(({ place, ...rest }) => ({ role, at: place - 1, ...rest }));
}

async function keys(
  session: Session,
  { role, kind, row }: SideNames,
): Promise<InspectedColumn[]> {
  const [{ structure }] = await session.query<{ structure: string | null }>(`
    SELECT CAST(json_group_structure(CAST(${row} AS JSON)) AS VARCHAR) AS structure
    FROM ${SAMPLE} WHERE ${kind} = 'json' AND starts_with(${row}, '{')`);
  const paths = structure === null ? [] : reachablePaths(JSON.parse(structure));
  if (paths.length === 0) {
    return [];
  }
  const found = await describe(
    session,
    row,
    keyedCellsSql(kind, row, paths.map(jsonPointer)),
  );
  return found.map(({ place, ...rest }) => ({
    role,
    at: paths[place - 1].join('.'),
    ...rest,
  }));
}

/** Describes the cells at each place of the lists of cells that rows have. */
async function describe(
  session: Session,
  row: string,
  cells: string,
): Promise<(Omit<InspectedColumn, 'role' | 'at'> & { place: number })[]> {
  const found = await session.query<{
    place: number;
    present: number;
    numbers: number;
    different: number;
  }>(`
    SELECT CAST(place AS INTEGER) AS place, CAST(count(value) AS DOUBLE) AS present,
      CAST(count(try_cast(value AS DOUBLE)) AS DOUBLE) AS numbers,
      CAST(count(DISTINCT value) AS DOUBLE) AS different
    FROM (
      SELECT place, CASE WHEN lower(trim(cell)) NOT IN ('', 'null', 'na', 'nan') THEN trim(cell) END AS value
      FROM (
        SELECT unnest(cells) AS cell, generate_subscripts(cells, 1) AS place
        FROM (SELECT ${cells} AS cells FROM ${SAMPLE} WHERE ${row} IS NOT NULL)))
    GROUP BY place ORDER BY place LIMIT ${MOST_COLUMNS}`);
  return found.map(({ place, present, numbers, different }) => ({
    place,
    present,
    numericShare: present > 0 ? numbers / present : 0,
    distinct: different,
  }));
}

/**
 * Paths of the keys that hold single values, as far as a monitor can name them. An array at `features` is not among
 * them: its values are found by position.
 */
function reachablePaths(structure: Structure): string[][] {
  const found = new Map<string, string[]>();
  const visit = (part: Structure, path: string[]) => {
    if (typeof part === 'object' && !Array.isArray(part)) {
      for (const [key, value] of Object.entries(part)) {
        visit(value, [...path, key]);
      }
      return;
    }
    const at = path.join('.');
    const nameable =
      pointersOf(at).includes(jsonPointer(path)) && !at.includes('\0');
    const positional = Array.isArray(part) && at === 'features';
    if (path.length > 0 && nameable && !positional && !found.has(at)) {
      found.set(at, path);
    }
  };
  visit(structure, []);
  return [...found.values()].slice(0, MOST_COLUMNS);
}
