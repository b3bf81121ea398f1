import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  stringifyError,
} from '@backstage/errors';
import limiter from 'p-limit';
import { randomUUID } from 'node:crypto';
import type { AlertService } from '../alerts/AlertService';
import type { Model, ModelStore } from '../models/ModelStore';
import type { RunStore } from '../runs/RunStore';
import type { MonitoringRun } from './MonitoringRun';

/** How often and how broadly models are monitored. */
export interface MonitoringOptions {
  /** Milliseconds from one scheduled run of a model to the next where its settings say nothing; runs start on multiples. */
  frequencyMs: number;
  /** Milliseconds after such a multiple at which runs start, so that logs have arrived. */
  offsetMs: number;
  /** Models worked on at a time by one replica. */
  concurrency: number;
  /** Milliseconds after which a model is taken to be free when its worker has stopped to renew its lease. */
  leaseMs: number;
}

/** Works on models that are due, and on those somebody asks for; each by one replica at a time. */
export class MonitoringService {
  readonly #models: ModelStore;
  readonly #runs: RunStore;
  readonly #run: MonitoringRun;
  readonly #alerts: AlertService;
  readonly #logger: LoggerService;
  readonly #options: MonitoringOptions;
  readonly #shutdown = new AbortController();
  readonly #manual = new Set<Promise<void>>();
  /** Names this process in leases. */
  readonly #owner = randomUUID();

  static create(options: {
    models: ModelStore;
    runs: RunStore;
    run: MonitoringRun;
    alerts: AlertService;
    logger: LoggerService;
    options: MonitoringOptions;
  }): MonitoringService {
    return new MonitoringService(options);
  }

  private constructor(options: Parameters<typeof MonitoringService.create>[0]) {
    this.#models = options.models;
    this.#runs = options.runs;
    this.#run = options.run;
    this.#alerts = options.alerts;
    this.#logger = options.logger;
    this.#options = options.options;
  }

  /**
   * Works on every model that is due, until none is left.
   * @throws after the last one, when any failed; each failure is stored with its run
   */
  async runDue(signal: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([signal, this.#shutdown.signal]);
    const limit = limiter(this.#options.concurrency);
    const failures: string[] = [];
    let worked = 0;
    for (;;) {
      stop.throwIfAborted();
      const models = await this.#models.claimDue({
        owner: this.#owner,
        now: new Date(),
        leaseMs: this.#options.leaseMs,
        limit: this.#options.concurrency,
      });
      if (models.length === 0) {
        break;
      }
      worked += models.length;
      await Promise.all(
        models.map(model =>
          limit(async () => {
            try {
              const run = await this.#queue(model, {
                trigger: 'schedule',
                requestedBy: null,
              });
              await this.#work(model, run, stop);
            } catch (error) {
              failures.push(`${model.entityRef}: ${stringifyError(error)}`);
            }
          }),
        ),
      );
    }
    if (failures.length > 0) {
      throw new Error(
        `Monitoring failed for ${
          failures.length
        } of ${worked} models: ${failures.join('; ')}`,
      );
    }
  }

  /**
   * Starts a run of one model, in the background. A run that is under way already is returned instead.
   * @throws NotFoundError when the model is not in the catalog; ConflictError when another one registers its endpoint
   */
  async start(modelId: string, requestedBy: string): Promise<RunStatus> {
    const model = await this.#models.claim({
      id: modelId,
      owner: this.#owner,
      now: new Date(),
      leaseMs: this.#options.leaseMs,
    });
    if (!model) {
      const open = await this.#runs.open(modelId);
      if (open) {
        return open;
      }
      const known = await this.#models.get(modelId);
      if (known?.replacedBy) {
        throw new ConflictError(
          `The endpoint of model '${modelId}' is registered as '${known.replacedBy}', which is monitored instead`,
        );
      }
      throw new NotFoundError(
        `Model '${modelId}' is not in the catalog, or its last run is just ending`,
      );
    }
    const run = await this.#queue(model, { trigger: 'manual', requestedBy });
    const work = this.#work(model, run, this.#shutdown.signal).catch(error => {
      // Stored with the run, where who asked for it sees it; here for those who watch the log.
      this.#logger.warn(`Run ${run.id} failed: ${stringifyError(error)}`);
    });
    this.#manual.add(work);
    void work.finally(() => this.#manual.delete(work));
    return run;
  }

  /** Resolves when no run that somebody asked for is under way here. */
  async idle(): Promise<void> {
    await Promise.all(this.#manual);
  }

  /** Interrupts what is under way and waits for it to let go. */
  async stop(): Promise<void> {
    this.#shutdown.abort(new Error('The backend is shutting down'));
    await this.idle();
  }

  /** Adds a run for a model whose lease is held; what a dead process left behind is ended first. */
  async #queue(
    model: Model,
    origin: Pick<RunStatus, 'trigger' | 'requestedBy'>,
  ): Promise<RunStatus> {
    await this.#runs.failAbandoned(model.id, new Date());
    return this.#runs.create({ modelId: model.id, ...origin, at: new Date() });
  }

  async #work(model: Model, run: RunStatus, signal: AbortSignal) {
    const lost = new AbortController();
    const renewal = setInterval(() => {
      this.#models
        .renew({
          id: model.id,
          owner: this.#owner,
          now: new Date(),
          leaseMs: this.#options.leaseMs,
        })
        .then(held => {
          if (!held) {
            lost.abort(new Error(`The lease of ${model.entityRef} was lost`));
          }
        })
        .catch(error => lost.abort(error));
    }, this.#options.leaseMs / 4);
    let settings: number | undefined;
    try {
      await this.#run.execute({
        run,
        model,
        now: () => new Date(),
        signal: AbortSignal.any([signal, lost.signal]),
        onSettings: version => {
          settings = version;
        },
      });
    } finally {
      clearInterval(renewal);
      await this.#models.release({
        id: model.id,
        owner: this.#owner,
        nextRunAt: await this.#nextRun(model, settings, new Date()),
      });
    }
    await this.#alerts.dispatch({ signal });
  }

  /**
   * The next multiple of the frequency that the model's settings ask for, or else the plugin's; now when settings were
   * chosen in the middle of the run.
   */
  async #nextRun(
    model: Model,
    settings: number | undefined,
    now: Date,
  ): Promise<Date> {
    if (await this.#run.isOutdated(model.id, settings)) {
      return now;
    }
    const { offsetMs } = this.#options;
    const frequencyMs =
      (await this.#run.frequencyMs(model.id)) ?? this.#options.frequencyMs;
    const next =
      (Math.floor((now.getTime() - offsetMs) / frequencyMs) + 1) * frequencyMs;
    return new Date(next + offsetMs);
  }
}
