import { Knex } from 'knex';

/** Type of a column, as PostgreSQL calls it. */
export type ColumnType = 'text' | 'integer' | 'boolean';

/** Columns of rows with their types. */
export type Columns = Record<string, ColumnType>;

type Row = Record<string, unknown>;

/** Rows that one statement changes on PostgreSQL, as one parameter of JSON. */
const ROWS = 2_000;
/** Parameters that one statement has on SQLite, which reads JSON slower than parameters; it allows 32 766. */
const PARAMETERS = 10_000;

/**
 * Inserts rows, or overwrites those with the same key, in few statements.
 * @param options - `columns`: every column that the rows have; `key`: columns of the primary key; `overwrite`: columns that
 *   are overwritten, none for rows that stay as they are when they exist
 */
export async function bulkUpsert(
  knex: Knex,
  table: string,
  rows: Row[],
  options: { columns: Columns; key: string[]; overwrite: string[] },
): Promise<void> {
  const names = Object.keys(options.columns).join(', ');
  const { overwrite, key } = options;
  const merge =
    overwrite.length > 0
      ? `do update set ${overwrite
          .map(name => `${name} = excluded.${name}`)
          .join(', ')}`
      : 'do nothing';
  await forEachSource(knex, rows, options.columns, async (source, bindings) => {
    await knex.raw(
      `insert into ${table} (${names}) select ${names} from ${source} where true on conflict (${key.join(
        ', ',
      )}) ${merge}`,
      bindings,
    );
  });
}

/** Inserts rows in few statements. */
export async function bulkInsert(
  knex: Knex,
  table: string,
  rows: Row[],
  columns: Columns,
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  await forEachSource(knex, rows, columns, async (source, bindings) => {
    await knex.raw(
      `insert into ${table} (${names}) select ${names} from ${source}`,
      bindings,
    );
  });
}

/**
 * Sets columns of existing rows, each to its own value, in few statements.
 * @param options - `columns`: every column that the rows have; `key`: those by which rows are found
 */
export async function bulkUpdate(
  knex: Knex,
  table: string,
  rows: Row[],
  options: { columns: Columns; key: string[] },
): Promise<void> {
  const { columns, key } = options;
  const set = Object.keys(columns)
    .filter(name => !key.includes(name))
    .map(name => `${name} = v.${name}`)
    .join(', ');
  const where = key.map(name => `${table}.${name} = v.${name}`).join(' and ');
  await forEachSource(knex, rows, columns, async (source, bindings) => {
    await knex.raw(
      `update ${table} set ${set} from ${source} where ${where}`,
      bindings,
    );
  });
}

/** Calls back with the rows as tables `v`, as many at a time as a statement takes. */
async function forEachSource(
  knex: Knex,
  rows: Row[],
  columns: Columns,
  use: (source: string, bindings: Knex.RawBinding[]) => Promise<void>,
): Promise<void> {
  const entries = Object.entries(columns);
  const postgres = isPostgres(knex);
  const size = postgres ? ROWS : Math.floor(PARAMETERS / entries.length);
  for (let i = 0; i < rows.length; i += size) {
    const batch = rows.slice(i, i + size);
    if (postgres) {
      const types = entries.map(([name, type]) => `${name} ${type}`).join(', ');
      await use(`json_to_recordset(?::json) as v(${types})`, [
        JSON.stringify(batch),
      ]);
    } else {
      const one = `(${entries.map(() => '?').join(', ')})`;
      const names = entries
        .map(([name], j) => `column${j + 1} as ${name}`)
        .join(', ');
      await use(
        `(select ${names} from (values ${batch
          .map(() => one)
          .join(', ')})) as v`,
        batch.flatMap(row => entries.map(([name]) => toBinding(row[name]))),
      );
    }
  }
}

/** SQLite has no truth values of its own, and knex takes undefined for a mistake. */
function toBinding(value: unknown): Knex.RawBinding {
  if (typeof value === 'boolean') {
    return Number(value);
  }
  return (value ?? null) as Knex.RawBinding;
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
