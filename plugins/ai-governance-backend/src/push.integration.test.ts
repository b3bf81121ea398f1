import type { PushAnswer } from '@ai-governance/plugin-ai-governance-common';
import knexFactory, { Knex } from 'knex';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import { inference, ndjson } from './push/__testUtils__/inferences';

jest.setTimeout(180_000);

const LINES = 400;

const HOUR = 3_600_000;
const yesterday = Date.now() - 24 * HOUR;

/** One push of its own lines, over five hours. */
const bodyOf = (key: string) =>
  ndjson(
    ...Array.from({ length: LINES }, (_, i) =>
      inference(`${key}-${i}`, {
        time: new Date(yesterday + (i % 5) * HOUR).toISOString(),
      }),
    ),
  );

describe('pushing to a backend that is killed', () => {
  const databases = createTestDatabases();
  let directory: string;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'push-crash-'));
  });
  afterEach(async () => {
    await Promise.all([...children].map(kill));
    await rm(directory, { recursive: true });
  });

  /** A database that processes can share: a file, or a server. */
  async function createDatabase(
    databaseId: Parameters<typeof databases.init>[0],
  ): Promise<Knex.Config> {
    if (databaseId === 'SQLITE_3') {
      return {
        client: 'better-sqlite3',
        connection: { filename: join(directory, 'push.sqlite') },
        useNullAsDefault: true,
      };
    }
    const { client } = await databases.init(databaseId);
    // Written out, because the password hides from JSON.
    const { host, port, user, password, database } = client.config.connection;
    return {
      client: 'pg',
      connection: { host, port, user, password, database },
    };
  }

  async function startBackend(config: Knex.Config) {
    const child = spawn(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        join(__dirname, 'push/__testUtils__/pushInChild.ts'),
        JSON.stringify(config),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    );
    children.add(child);
    let output = '';
    for await (const chunk of child.stdout!.iterator({
      destroyOnReturn: false,
    })) {
      output += chunk;
      const port = /port (\d+)/.exec(output)?.[1];
      if (port) {
        return { child, url: `http://127.0.0.1:${port}` };
      }
    }
    throw new Error(`The backend ended: ${output}`);
  }

  async function kill(child: ChildProcess) {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      process.kill(-child.pid!, 'SIGKILL');
      await exited;
    }
    children.delete(child);
  }

  async function push(url: string, key: string): Promise<PushAnswer> {
    const response = await fetch(
      `${url}/v1/models/default.fitting/inferences`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-ndjson',
          'Content-Encoding': 'gzip',
          'Idempotency-Key': key,
        },
        body: gzipSync(bodyOf(key)),
      },
    );
    expect(response.status).toBe(202);
    return response.json();
  }

  /** Ids of all stored lines. */
  async function storedIds(knex: Knex): Promise<string[]> {
    const bodies: Buffer[] = await knex('pushed_chunks').pluck('body');
    return bodies.flatMap(body =>
      gunzipSync(body)
        .toString()
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).id),
    );
  }

  it.each(databases.eachSupportedId())(
    'loses nothing that was answered, and counts what is repeated once, %p',
    async databaseId => {
      const config = await createDatabase(databaseId);
      const knex = await migrate(knexFactory(config));
      try {
        const first = await startBackend(config);
        const answers = new Map<string, PushAnswer>();
        for (const key of ['a', 'b', 'c']) {
          answers.set(key, await push(first.url, key));
        }
        // Another is under way when the process dies, right after the answer to the one before.
        const cut = push(first.url, 'd').catch(error => error);
        await kill(first.child);
        await cut;
        const survived = new Set(await storedIds(knex));
        for (const key of ['a', 'b', 'c']) {
          for (let i = 0; i < LINES; i++) {
            expect(survived).toContain(`${key}-${i}`);
          }
        }

        const [one, other] = await Promise.all([
          startBackend(config),
          startBackend(config),
        ]);
        const keys = ['a', 'b', 'c', 'd', 'e'];
        const repeated = await Promise.all(
          keys.flatMap(key =>
            [one, other, one].map(({ url }) => push(url, key)),
          ),
        );
        for (const [i, key] of keys.entries()) {
          const [x, y, z] = repeated.slice(3 * i, 3 * i + 3);
          expect([y, z]).toEqual([x, x]);
          expect(x).toEqual(answers.get(key) ?? x);
        }
        const ids = await storedIds(knex);
        expect(ids).toHaveLength(keys.length * LINES);
        expect(new Set(ids).size).toBe(keys.length * LINES);
        expect(await knex('push_requests').pluck('idempotency_key')).toEqual(
          expect.arrayContaining(keys),
        );
      } finally {
        await Promise.all([...children].map(kill));
        await knex.destroy();
      }
    },
  );
});
