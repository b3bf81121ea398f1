import type {
  InferenceLogSource,
  LocalLogFile,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import limiter from 'p-limit';
import { fromHour } from '../database/time';
import type { HourOfLogs } from './planHours';

/** A log object that was left out, and why. */
export interface UnreadableObject {
  key: string;
  problem: string;
}

/** Log objects on local disk. */
export interface FetchedLogs {
  files: LocalLogFile[];
  unreadable: UnreadableObject[];
  /** Objects that were gone or had changed since the listing; the next run looks at their hours again. */
  vanished: string[];
}

/** Brings log objects to local disk for as long as they are needed. */
export class LogFetcher {
  readonly #tempDirectory: string;
  readonly #concurrency: number;

  /** @param options - `concurrency` is the number of downloads at a time */
  static create(options: {
    tempDirectory: string;
    concurrency: number;
  }): LogFetcher {
    return new LogFetcher(options.tempDirectory, options.concurrency);
  }

  private constructor(tempDirectory: string, concurrency: number) {
    this.#tempDirectory = tempDirectory;
    this.#concurrency = concurrency;
  }

  /** Downloads the objects of the given hours, hands them to `use`, and deletes them whatever happens. */
  async withFiles<T>(
    options: {
      source: InferenceLogSource;
      entity: Entity;
      hours: HourOfLogs[];
      signal: AbortSignal;
    },
    use: (logs: FetchedLogs) => Promise<T>,
  ): Promise<T> {
    await mkdir(this.#tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(this.#tempDirectory, 'logs-'));
    try {
      return await use(await this.#fetch(directory, options));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async #fetch(
    directory: string,
    options: {
      source: InferenceLogSource;
      entity: Entity;
      hours: HourOfLogs[];
      signal: AbortSignal;
    },
  ): Promise<FetchedLogs> {
    const logs: FetchedLogs = { files: [], unreadable: [], vanished: [] };
    const limit = limiter(this.#concurrency);
    // The first failure ends the others, too: without this they would go on writing into a folder that is deleted.
    const failure = new AbortController();
    const signal = AbortSignal.any([options.signal, failure.signal]);
    const downloads = options.hours
      .flatMap(({ hour, objects }) => objects.map(object => ({ hour, object })))
      .map(({ hour, object }, index) =>
        limit(async () => {
          signal.throwIfAborted();
          const path = join(directory, `${index}.jsonl`);
          try {
            await options.source.download({
              entity: options.entity,
              object,
              destination: path,
              signal,
            });
          } catch (error) {
            if (
              error instanceof NotFoundError ||
              error instanceof ConflictError
            ) {
              logs.vanished.push(object.key);
              return;
            }
            failure.abort(error);
            throw error;
          }
          const problem = await whyNotJsonLines(path);
          if (problem) {
            logs.unreadable.push({ key: object.key, problem });
          } else {
            logs.files.push({
              path,
              key: object.key,
              variant: object.variant,
              hour: fromHour(hour),
            });
          }
        }),
      );
    const results = await Promise.allSettled(downloads);
    if (failure.signal.aborted) {
      throw failure.signal.reason;
    }
    const rejected = results.find(result => result.status === 'rejected');
    if (rejected?.status === 'rejected') {
      throw rejected.reason;
    }
    return logs;
  }
}

/** Bytes in which a line that looks like JSON must begin. */
const SNIFF_BYTES = 64 * 1024;

/**
 * Looks at the beginning of a file; undefined when it may be JSON Lines or is empty. A single broken line, even the
 * first, is no reason to leave the others out: the engine counts it as rejected.
 */
async function whyNotJsonLines(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(SNIFF_BYTES),
      0,
      SNIFF_BYTES,
      0,
    );
    const start = buffer.subarray(0, bytesRead).toString('utf8').trimStart();
    if (start === '' || /^\s*\{/m.test(start)) {
      return undefined;
    }
    return `is not JSON Lines: no line begins with '{', and the object begins with ${JSON.stringify(
      start.slice(0, 16),
    )}`;
  } finally {
    await file.close();
  }
}
