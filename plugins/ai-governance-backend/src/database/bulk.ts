import { Knex } from 'knex';

/** Type of a column, as PostgreSQL calls it. */
export type ColumnType = 'text' | 'integer' | 'boolean';

/** Rows a statement changes at a time: their JSON stays well below what a statement may hold. */
const ROWS = 2_000;

/**
 * Inserts rows, or overwrites those with the same key, with one parameter a statement however many rows there are.
 * @param options - `columns`: every column that the rows have, with its type; `key`: columns of the primary key;
 *   `overwrite`: columns that are overwritten, none for rows that stay as they are when they exist
 */
export async function bulkUpsert(
  knex: Knex,
  table: string,
  rows: Record<string, unknown>[],
  options: {
    columns: Record<string, ColumnType>;
    key: string[];
    overwrite: string[];
  },
): Promise<void> {
  const names = Object.keys(options.columns);
  const { overwrite, key } = options;
  const merge =
    overwrite.length > 0
      ? `do update set ${overwrite
          .map(name => `${name} = excluded.${name}`)
          .join(', ')}`
      : 'do nothing';
  for (const batch of batches(rows)) {
    await knex.raw(
      `insert into ${table} (${names.join(', ')}) select ${names.join(
        ', ',
      )} from ${source(
        knex,
        options.columns,
      )} where true on conflict (${key.join(', ')}) ${merge}`,
      [JSON.stringify(batch)],
    );
  }
}

/** Inserts rows, with one parameter a statement however many rows there are. */
export async function bulkInsert(
  knex: Knex,
  table: string,
  rows: Record<string, unknown>[],
  columns: Record<string, ColumnType>,
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  for (const batch of batches(rows)) {
    await knex.raw(
      `insert into ${table} (${names}) select ${names} from ${source(
        knex,
        columns,
      )}`,
      [JSON.stringify(batch)],
    );
  }
}

/**
 * Sets columns of existing rows, each to its own value, with one parameter a statement.
 * @param options - `columns`: every column that the rows have, with its type; `key`: those by which rows are found
 */
export async function bulkUpdate(
  knex: Knex,
  table: string,
  rows: Record<string, unknown>[],
  options: { columns: Record<string, ColumnType>; key: string[] },
): Promise<void> {
  const { columns, key } = options;
  const set = Object.keys(columns)
    .filter(name => !key.includes(name))
    .map(name => `${name} = v.${name}`);
  for (const batch of batches(rows)) {
    await knex.raw(
      `update ${table} set ${set.join(', ')} from ${source(
        knex,
        columns,
      )} where ${key
        .map(name => `${table}.${name} = v.${name}`)
        .join(' and ')}`,
      [JSON.stringify(batch)],
    );
  }
}

/** The rows of a JSON parameter as a table `v`. */
function source(knex: Knex, columns: Record<string, ColumnType>): string {
  const entries = Object.entries(columns);
  return isPostgres(knex)
    ? `json_to_recordset(?::json) as v(${entries
        .map(([name, type]) => `${name} ${type}`)
        .join(', ')})`
    : `(select ${entries
        .map(([name]) => `json_extract(value, '$.${name}') as ${name}`)
        .join(', ')} from json_each(?)) as v`;
}

function batches<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) =>
    rows.slice(i * ROWS, (i + 1) * ROWS),
  );
}

/** Whether the database is PostgreSQL; else it is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Takes rows for this transaction. On PostgreSQL other transactions wait for them, or pass them over when `skip` is set;
 * SQLite has one writer at a time anyway.
 */
export function locked(
  query: Knex.QueryBuilder,
  knex: Knex,
  options: { skip?: boolean } = {},
): Knex.QueryBuilder {
  if (!isPostgres(knex)) {
    return query;
  }
  const taken = query.forUpdate();
  return options.skip ? taken.skipLocked() : taken;
}
