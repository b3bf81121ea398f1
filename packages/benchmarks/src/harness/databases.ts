import { InputError } from '@backstage/errors';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsDirectory } from '../backend';
import type { BenchmarkContext } from './measurement';

/** A database that does not exist yet. */
export type DatabaseTarget =
  | { kind: 'SQLite'; path: string }
  | { kind: 'PostgreSQL'; server: string; name: string };

/** Kinds of databases that every promise holds for. */
export const DATABASE_KINDS = ['SQLite', 'PostgreSQL'] as const;

/**
 * Names a new database.
 * @returns undefined for PostgreSQL when there is no server
 */
export function newDatabase(
  kind: DatabaseTarget['kind'],
  { directory, postgres }: Pick<BenchmarkContext, 'directory' | 'postgres'>,
): DatabaseTarget | undefined {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  if (kind === 'SQLite') {
    return { kind, path: join(directory, 'databases', `${name}.sqlite`) };
  }
  return postgres === undefined ? undefined : { kind, server: postgres, name };
}

/** Why PostgreSQL is not measured, in words. */
export const NO_POSTGRES = 'BENCH_POSTGRES names no server; use npm run bench';

/** Creates a database with the plugin's schema. The connection is made as a Backstage backend makes it by default. */
export async function createDatabase(target: DatabaseTarget): Promise<Knex> {
  if (target.kind === 'SQLite') {
    await mkdir(join(target.path, '..'), { recursive: true });
  } else {
    await onServer(target, `CREATE DATABASE ${target.name}`);
  }
  const knex = connect(target);
  await knex.migrate.latest({ directory: migrationsDirectory });
  return knex;
}

/** Connects to a database that was created. */
export function connect(target: DatabaseTarget): Knex {
  if (target.kind === 'SQLite') {
    return knexFactory({
      client: 'better-sqlite3',
      connection: { filename: target.path },
      useNullAsDefault: true,
    });
  }
  const url = new URL(target.server);
  url.pathname = `/${target.name}`;
  return knexFactory({ client: 'pg', connection: url.toString() });
}

/** Deletes a database; nobody may be connected to it. One that does not exist is no fault. */
export async function dropDatabase(target: DatabaseTarget): Promise<void> {
  if (target.kind === 'SQLite') {
    await rm(target.path, { force: true });
    await rm(`${target.path}-journal`, { force: true });
  } else {
    await onServer(target, `DROP DATABASE IF EXISTS ${target.name}`);
  }
}

/** Runs a statement that takes no parameters; the name of the database is the only thing in it that varies. */
async function onServer(
  target: Extract<DatabaseTarget, { kind: 'PostgreSQL' }>,
  statement: string,
): Promise<void> {
  if (!/^bench_[0-9a-f]+$/.test(target.name)) {
    throw new InputError(
      `'${target.name}' is no database of the benchmarks; names are like bench_0123abcd`,
    );
  }
  const server = knexFactory({ client: 'pg', connection: target.server });
  try {
    await server.raw(statement);
  } finally {
    await server.destroy();
  }
}
