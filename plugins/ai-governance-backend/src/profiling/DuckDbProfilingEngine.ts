import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  HourlyCounts,
  HourlyOutcomes,
  LabelContents,
  LocalLabelFile,
  LogRequest,
  OutcomeRequest,
  PayloadInspection,
  ProfilingEngine,
  SegmentedCounts,
} from '@ai-governance/plugin-ai-governance-node';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { countTable, type TableRequest } from '../baselines/countTable';
import type { ReferenceCounts } from '../baselines/UploadStore';
import { buildGrid } from './buildGrid';
import { countHours, countOutcomesOfHours, planCounting } from './countHours';
import { countSegments } from './countSegments';
import { DuckDb, type DuckDbOptions, type Session } from './DuckDb';
import { groupByHour, type HourFiles, numberFiles, toJobs } from './hourJobs';
import { inspect } from './inspect';
import { readerOf } from './logFormats';
import type { NumberedFile } from './logLines';
import { inspectLabels } from './outcomesLabels';
import { type OutcomePlan, planOutcomes } from './outcomesPlan';
import { dropShared, loadShared } from './outcomesRows';

/**
 * Counts inference logs with an embedded DuckDB. Log files are read from local disk; nothing is kept.
 *
 * Whole hours are grouped into jobs by size. Jobs run in parallel, each on one thread, so the same logs give the same
 * counts and the same sums to the last digit, in every run and on every machine.
 */
export class DuckDbProfilingEngine implements ProfilingEngine {
  readonly #db: DuckDb;

  /** @throws InputError when an option is not allowed */
  static async create(options: DuckDbOptions): Promise<DuckDbProfilingEngine> {
    return new DuckDbProfilingEngine(await DuckDb.create(options));
  }

  private constructor(db: DuckDb) {
    this.#db = db;
  }

  /** {@inheritdoc ProfilingEngine.inspect} */
  async inspect(request: LogRequest): Promise<PayloadInspection> {
    const files = await allFiles(request);
    return this.#work(request, session =>
      inspect(session, { ...request, files }),
    );
  }

  /**
   * {@inheritdoc ProfilingEngine.buildGrid}
   *
   * Quantiles are exact, so all rows are read at once, by one thread: give it a sample of the hours.
   */
  async buildGrid(
    request: LogRequest & { columns: MonitoredColumn[] },
  ): Promise<Grid> {
    checkColumns(request.columns);
    const files = await allFiles(request);
    return this.#work(request, session =>
      buildGrid(session, { ...request, files }),
    );
  }

  /**
   * {@inheritdoc ProfilingEngine.profile}
   * @throws InputError when the grid is not one of the monitored columns, or a file has a line longer than 32 MB;
   *   NotFoundError when a file is gone; the signal's reason when it aborts
   */
  async profile(
    request: LogRequest & {
      columns: MonitoredColumn[];
      grid: Grid;
      outcomes?: OutcomeRequest;
    },
  ): Promise<HourlyCounts[]> {
    const { columns, grid } = request;
    checkColumns(columns);
    const plan = planCounting(columns, grid);
    const outcomes = request.outcomes && planOutcomes(request.outcomes);
    const count = (shared?: Promise<void>) =>
      this.#inJobs(request, (session, job) =>
        countHours(session, job, {
          ...request,
          plan,
          outcomes: outcomes && shared && { plan: outcomes, shared },
        }),
      );
    return outcomes ? this.#withShared(request, outcomes, count) : count();
  }

  /**
   * {@inheritdoc ProfilingEngine.countOutcomes}
   * @throws as `profile`
   */
  async countOutcomes(
    request: LogRequest & {
      columns: MonitoredColumn[];
      outcomes: OutcomeRequest;
    },
  ): Promise<HourlyOutcomes[]> {
    checkColumns(request.columns);
    const outcomes = planOutcomes(request.outcomes);
    return this.#withShared(request, outcomes, shared =>
      this.#inJobs(request, (session, job) =>
        countOutcomesOfHours(session, job, {
          ...request,
          outcomes: { plan: outcomes, shared },
        }),
      ),
    );
  }

  /** {@inheritdoc ProfilingEngine.inspectLabels} */
  async inspectLabels(request: {
    files: LocalLabelFile[];
    name: string | null;
    signal: AbortSignal;
  }): Promise<LabelContents[]> {
    return this.#work(request, session => inspectLabels(session, request));
  }

  /** {@inheritdoc ProfilingEngine.profileSegments} */
  async profileSegments(
    request: LogRequest & {
      columns: MonitoredColumn[];
      segmentBy: MonitoredColumn[];
      grid: Grid;
      maxSegments: number;
    },
  ): Promise<SegmentedCounts> {
    checkColumns(request.columns);
    const files = await allFiles(request);
    return this.#work(request, session =>
      countSegments(session, { ...request, files }),
    );
  }

  /**
   * Counts a table of reference data on a grid of its own.
   * @throws InputError when the file cannot be read, holds no row, or lacks a column or its values
   */
  async countTable(
    request: TableRequest & { signal: AbortSignal },
  ): Promise<ReferenceCounts> {
    checkColumns(request.columns);
    return this.#db.withSession(request.signal, session =>
      countTable(session, request),
    );
  }

  /** Interrupts what runs and frees memory and disk. Calls made later are refused. */
  async close(): Promise<void> {
    await this.#db.close();
  }

  /**
   * Loads what all jobs share, once, and drops it whatever happens. The jobs begin at the same time: logs are read while labels
   * are. Sessions are given out in the order in which they are asked for, so that no job waits for what has no session.
   */
  async #withShared<T>(
    request: LogRequest,
    plan: OutcomePlan,
    work: (shared: Promise<void>) => Promise<T>,
  ): Promise<T> {
    const shared = this.#work(request, session => loadShared(session, plan));
    try {
      const [result] = await Promise.all([work(shared), shared]);
      return result;
    } finally {
      await Promise.allSettled([shared]);
      // Not by the request's signal: it may have aborted, and the tables would stay.
      await this.#db.withSession(new AbortController().signal, session =>
        dropShared(session, plan),
      );
    }
  }

  /** Works on whole hours, several jobs at a time; the first failure stops the other jobs, too. */
  async #inJobs<T>(
    request: LogRequest,
    count: (session: Session, job: HourFiles[]) => Promise<T[]>,
  ): Promise<T[]> {
    readerOf(request.format);
    const hours = await groupByHour(request.files);
    const failure = new AbortController();
    const signal = AbortSignal.any([request.signal, failure.signal]);
    const jobs = toJobs(hours, this.#db.threads).map(job =>
      this.#work({ ...request, signal }, session => count(session, job)).catch(
        error => {
          failure.abort(error);
          throw error;
        },
      ),
    );
    await Promise.allSettled(jobs);
    return (await Promise.all(jobs)).flat();
  }

  /** Runs work in a session; its errors name log objects instead of their local copies. */
  async #work<T>(
    {
      files,
      signal,
    }: { files: { path: string; key: string }[]; signal: AbortSignal },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#db.withSession(signal, work);
    } catch (error) {
      if (error instanceof InputError) {
        const copy = files.find(({ path }) =>
          error.message.includes(`"${path}"`),
        );
        throw copy
          ? new InputError(
              error.message.replaceAll(
                `"${copy.path}"`,
                JSON.stringify(copy.key),
              ),
            )
          : error;
      }
      throw error;
    }
  }
}

/** All files as one job; each hour keeps its own number, because records are unique within an hour only. */
async function allFiles(request: LogRequest): Promise<NumberedFile[]> {
  readerOf(request.format);
  const hours = await groupByHour(request.files);
  if (hours.length === 0) {
    throw new InputError('There are no log files to look at');
  }
  return numberFiles(hours);
}

function checkColumns(columns: readonly MonitoredColumn[]): void {
  const names = new Set(columns.map(({ name }) => name));
  if (names.size !== columns.length) {
    throw new InputError('Two monitored columns have the same name');
  }
  if (columns.length === 0) {
    throw new InputError('There are no monitored columns to count');
  }
}
