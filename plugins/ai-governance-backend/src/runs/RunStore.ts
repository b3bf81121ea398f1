import type {
  IngestionCounts,
  RunError,
  RunPhase,
  RunStatus,
} from '@ai-governance/plugin-ai-governance-common';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

interface RunRow {
  id: string;
  model_id: string;
  trigger: string;
  requested_by: string | null;
  state: string;
  phase: string;
  progress_done: number | null;
  progress_total: number | null;
  error_name: string | null;
  error_message: string | null;
  ingested: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

const NOTHING: IngestionCounts = {
  objects: 0,
  rows: 0,
  duplicates: 0,
  rejected: {},
};

/** Table `runs`: what happened to each monitoring run. */
export class RunStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): RunStore {
    return new RunStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Adds a run that waits to be worked on. */
  async create(options: {
    modelId: string;
    trigger: RunStatus['trigger'];
    requestedBy: string | null;
    at: Date;
  }): Promise<RunStatus> {
    const row: RunRow = {
      id: randomUUID(),
      model_id: options.modelId,
      trigger: options.trigger,
      requested_by: options.requestedBy,
      state: 'queued',
      phase: 'queued',
      progress_done: null,
      progress_total: null,
      error_name: null,
      error_message: null,
      ingested: JSON.stringify(NOTHING),
      created_at: options.at.toISOString(),
      started_at: null,
      finished_at: null,
    };
    await this.#knex<RunRow>('runs').insert(row);
    return toRun(row);
  }

  /** A run by its id. @throws NotFoundError */
  async get(id: string): Promise<RunStatus> {
    const row = await this.#knex<RunRow>('runs').where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no run '${id}'`);
    }
    return toRun(row);
  }

  /** The newest run of a model, or undefined. */
  async latest(modelId: string): Promise<RunStatus | undefined> {
    const row = await this.#knex<RunRow>('runs')
      .where({ model_id: modelId })
      .orderBy('created_at', 'desc')
      .first();
    return row && toRun(row);
  }

  /** The newest run of a model that has not ended, or undefined. */
  async open(modelId: string): Promise<RunStatus | undefined> {
    const row = await this.#knex<RunRow>('runs')
      .where({ model_id: modelId })
      .whereIn('state', ['queued', 'running'])
      .orderBy('created_at', 'desc')
      .first();
    return row && toRun(row);
  }

  /** Marks a run as begun. @throws ConflictError when it has begun already */
  async start(id: string, at: Date): Promise<void> {
    const started = await this.#knex<RunRow>('runs')
      .where({ id, state: 'queued' })
      .update({
        state: 'running',
        phase: 'listing',
        started_at: at.toISOString(),
      });
    if (!started) {
      throw new ConflictError(`Run '${id}' is not waiting to be started`);
    }
  }

  /** Notes how far a run has come. */
  async progress(
    id: string,
    progress: {
      phase: RunPhase;
      done?: number;
      total?: number;
      ingested?: IngestionCounts;
    },
  ): Promise<void> {
    await this.#knex<RunRow>('runs')
      .where({ id, state: 'running' })
      .update({
        phase: progress.phase,
        progress_done: progress.done ?? null,
        progress_total: progress.total ?? null,
        ...(progress.ingested && {
          ingested: JSON.stringify(progress.ingested),
        }),
      });
  }

  /** Ends a run, well or with an error. */
  async finish(
    id: string,
    options: { error?: RunError; at: Date },
  ): Promise<void> {
    await this.#knex<RunRow>('runs')
      .where({ id })
      .whereIn('state', ['queued', 'running'])
      .update({
        state: options.error ? 'failed' : 'succeeded',
        ...(!options.error && { phase: 'done' }),
        error_name: options.error?.name.slice(0, 64) ?? null,
        error_message: options.error?.message ?? null,
        finished_at: options.at.toISOString(),
      });
  }

  /** Deletes ended runs that were added before an instant. @returns how many there were */
  async deleteBefore(instant: Date): Promise<number> {
    return this.#knex<RunRow>('runs')
      .where('created_at', '<', instant.toISOString())
      .whereNotNull('finished_at')
      .delete();
  }

  /**
   * Ends the runs of a model that nobody works on any more because the process died. To be called by whoever holds
   * the model's lease.
   */
  async failAbandoned(modelId: string, at: Date): Promise<number> {
    return this.#knex<RunRow>('runs')
      .where({ model_id: modelId })
      .whereIn('state', ['queued', 'running'])
      .update({
        state: 'failed',
        error_name: 'InterruptedError',
        error_message:
          'The backend stopped in the middle of this run. What was stored is complete; the next run goes on from there.',
        finished_at: at.toISOString(),
      });
  }
}

function toRun(row: RunRow): RunStatus {
  return {
    id: row.id,
    modelId: row.model_id,
    trigger: row.trigger as RunStatus['trigger'],
    requestedBy: row.requested_by,
    state: row.state as RunStatus['state'],
    phase: row.phase as RunPhase,
    progress:
      row.progress_total === null
        ? null
        : { done: row.progress_done ?? 0, total: row.progress_total },
    error:
      row.error_name === null
        ? null
        : { name: row.error_name, message: row.error_message ?? '' },
    ingested: JSON.parse(row.ingested),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
