import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ForwardedError,
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  type JS,
} from '@duckdb/node-api';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import limiter from 'p-limit';

/** Options of the embedded DuckDB. */
export interface DuckDbOptions {
  /** Mebibytes that queries may take before they spill to disk. Default: 256. */
  memoryLimitMb?: number;
  /**
   * Queries at a time; each runs on one thread. Default: the number of cores. Never more than one less than the
   * threads of Node's pool (`UV_THREADPOOL_SIZE`, 4 by default): a query holds one while it runs, and files and name
   * lookups need one, too.
   */
  threads?: number;
  /** Folder to spill to; made when it is missing. */
  tempDirectory: string;
  logger: LoggerService;
}

const DEFAULT_MEMORY_LIMIT_MB = 256;

/** Smallest limit that one batch of log lines can be read with. */
const LEAST_MEMORY_LIMIT_MB = 64;

/** How often a running query is asked again to stop, in milliseconds. */
const INTERRUPT_EVERY_MS = 50;

/** Longest part of an error message of DuckDB that is handed on; it may quote a whole query. */
const MESSAGE_LENGTH = 600;

/** Values for `$name` in a query, with their types. */
export type Parameters = Record<
  string,
  { value: DuckDBValue; type: DuckDBType }
>;

/** Runs queries one after the other. Temporary tables are its own and go with it. */
export interface Session {
  /** Runs one statement and returns its rows as plain JavaScript values. */
  query<Row extends Record<string, unknown> = Record<string, JS>>(
    sql: string,
    parameters?: Parameters,
  ): Promise<Row[]>;
  /** A folder for files of its own, made when it is first asked for; goes with the session. */
  directory(): Promise<string>;
}

/**
 * An in-memory DuckDB. Sessions run in parallel up to the number of threads, the others wait. Every query runs on a
 * single thread: rows then come in the order of the files, and sums of doubles have the same last digit in every run.
 */
export class DuckDb {
  readonly #instance: DuckDBInstance;
  readonly #limit: ReturnType<typeof limiter>;
  readonly #directory: string;
  readonly #closing = new AbortController();
  readonly #sessions = new Set<Promise<unknown>>();
  /** Sessions at a time. */
  readonly threads: number;

  static async create(options: DuckDbOptions): Promise<DuckDb> {
    const memoryLimitMb = checkWhole(
      options.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
      'the memory limit of the profiling engine',
      { min: LEAST_MEMORY_LIMIT_MB, unit: ' MB' },
    );
    const poolThreads = Number(process.env.UV_THREADPOOL_SIZE) || 4;
    const threads = Math.max(
      1,
      Math.min(
        checkWhole(
          options.threads ?? availableParallelism(),
          'the number of threads of the profiling engine',
          { min: 1 },
        ),
        poolThreads - 1,
      ),
    );
    await mkdir(options.tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(options.tempDirectory, 'duckdb-'));
    const instance = await DuckDBInstance.create(':memory:', {
      // One thread per query; parallelism comes from sessions.
      threads: '1',
      memory_limit: `${memoryLimitMb}MiB`,
      temp_directory: directory,
      // Nothing is fetched from the network, and no query can change these settings.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      lock_configuration: 'true',
    });
    options.logger.debug(
      `Profiling engine started: DuckDB with ${threads} thread(s), ${memoryLimitMb} MB, spilling to ${directory}`,
    );
    return new DuckDb(instance, threads, directory);
  }

  private constructor(
    instance: DuckDBInstance,
    threads: number,
    directory: string,
  ) {
    this.#instance = instance;
    this.#limit = limiter(threads);
    this.#directory = directory;
    this.threads = threads;
  }

  /**
   * Hands a session to `work` as soon as one is free, and ends it afterwards.
   * @param signal - when it aborts, the running query is interrupted and its reason is thrown
   * @throws the signal's reason; InputError for a log line that is too long; ServiceUnavailableError when memory or
   *   disk do not suffice or the database was closed; ForwardedError for what else DuckDB reports
   */
  async withSession<T>(
    signal: AbortSignal,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const session = this.#limit(() =>
      this.#run(AbortSignal.any([signal, this.#closing.signal]), work),
    );
    this.#sessions.add(session);
    try {
      return await session;
    } finally {
      this.#sessions.delete(session);
    }
  }

  /** Interrupts what runs, waits until it has ended, and frees memory and disk. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) {
      return;
    }
    this.#closing.abort(
      new ServiceUnavailableError('The profiling engine was shut down'),
    );
    await Promise.allSettled(this.#sessions);
    this.#instance.closeSync();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #run<T>(
    signal: AbortSignal,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const connection = await this.#instance.connect();
    // An interrupt between two steps of a query is lost, so it is repeated until the session has ended.
    let interrupting: NodeJS.Timeout | undefined;
    const interrupt = () => {
      connection.interrupt();
      interrupting ??= setInterval(interrupt, INTERRUPT_EVERY_MS);
    };
    signal.addEventListener('abort', interrupt);
    let directory: string | undefined;
    try {
      return await work({
        query: (sql, parameters) =>
          runQuery(connection, signal, sql, parameters),
        directory: async () => {
          directory ??= await mkdtemp(join(this.#directory, 'session-'));
          return directory;
        },
      });
    } finally {
      signal.removeEventListener('abort', interrupt);
      clearInterval(interrupting);
      connection.closeSync();
      if (directory) {
        await rm(directory, { recursive: true, force: true });
      }
    }
  }
}

async function runQuery<Row>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  sql: string,
  parameters?: Parameters,
): Promise<Row[]> {
  signal.throwIfAborted();
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, { value, type }] of Object.entries(parameters ?? {})) {
    values[name] = value;
    types[name] = type;
  }
  try {
    const result = await (parameters
      ? connection.runAndReadAll(sql, values, types)
      : connection.runAndReadAll(sql));
    return result.getRowObjectsJS() as Row[];
  } catch (error) {
    signal.throwIfAborted();
    throw typedError(error);
  }
}

function typedError(error: unknown): Error {
  const message = (isError(error) ? error.message : String(error)).slice(
    0,
    MESSAGE_LENGTH,
  );
  if (message.includes('"maximum_object_size"')) {
    return new InputError(
      `A log object is not JSON Lines: it holds a line longer than 32 MB (${message})`,
    );
  }
  if (message.startsWith('Out of Memory')) {
    return new ServiceUnavailableError(
      `The memory or disk space of the profiling engine does not suffice; raise its memory limit or free disk space (${message})`,
    );
  }
  return new ForwardedError('The profiling engine failed', error);
}

function checkWhole(
  value: number,
  name: string,
  { min, unit = '' }: { min: number; unit?: string },
): number {
  if (!Number.isSafeInteger(value) || value < min) {
    throw new InputError(
      `${name} is ${value}${unit}; allowed are whole numbers from ${min}${unit}`,
    );
  }
  return value;
}
