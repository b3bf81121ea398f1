import type {
  RunPhase,
  RunStatus,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { assertError } from '@backstage/errors';
import { durationHours, HOUR_MS } from '../database/time';
import type { DriftService } from '../drift/DriftService';
import { decidingVerdict } from '../drift/summaries';
import type { RootCauseService } from '../drift/rootCause/RootCauseService';
import type { FairnessService } from '../fairness/FairnessService';
import type { FindingService } from '../findings/FindingService';
import type {
  IngestionOutcome,
  IngestionService,
} from '../ingestion/IngestionService';
import type { Model, ModelStore } from '../models/ModelStore';
import type { MonitorService } from '../monitors/MonitorService';
import type { OutcomeGridStore } from '../outcomes/OutcomeGridStore';
import type { PerformanceService } from '../performance/PerformanceService';
import type { RunStore } from '../runs/RunStore';
import { IncompleteLogsError } from './IncompleteLogsError';

/** What a run says of a model as a whole. */
interface Outcome {
  verdict: Verdict;
  summary: string;
  /** What went wrong although the run came to a verdict. */
  problems: string[];
}

/** The steps of one model's run. */
export interface MonitoringSteps {
  monitors: MonitorService;
  ingestion: IngestionService;
  drift: DriftService;
  rootCauses: RootCauseService;
  outcomeGrids: OutcomeGridStore;
  fairness: FairnessService;
  performance: PerformanceService;
  findings: FindingService;
  models: ModelStore;
  runs: RunStore;
  logger: LoggerService;
}

/**
 * The way of the data, for one model: logs → counts → verdict → cause → findings → alert. Whoever calls it holds the model's
 * lease.
 */
export class MonitoringRun {
  readonly #steps: MonitoringSteps;

  static create(steps: MonitoringSteps): MonitoringRun {
    return new MonitoringRun(steps);
  }

  private constructor(steps: MonitoringSteps) {
    this.#steps = steps;
  }

  /**
   * Whether settings were chosen that a run did not know yet.
   * @param used - version of the settings that the run had; undefined when it did not come so far
   */
  async isOutdated(
    modelId: string,
    used: number | undefined,
  ): Promise<boolean> {
    return this.#steps.monitors.isOutdated(modelId, used);
  }

  /** Milliseconds between scheduled runs that the model's settings ask for; undefined when they do not. */
  async frequencyMs(modelId: string): Promise<number | undefined> {
    const monitor = await this.#steps.monitors.current(modelId);
    const frequency = monitor?.settings.frequency;
    return frequency === undefined
      ? undefined
      : durationHours(frequency) * HOUR_MS;
  }

  /**
   * Executes a queued run to its end. The end, good or bad, is stored with the run, where the model's people see it.
   * @throws what went wrong, after it was stored
   */
  async execute(options: {
    run: RunStatus;
    model: Model;
    now: () => Date;
    signal: AbortSignal;
    /** Told which version of the settings the run has. */
    onSettings: (version: number) => void;
  }): Promise<void> {
    const { run, model, now } = options;
    const { models, runs, logger } = this.#steps;
    await runs.start(run.id, now());
    try {
      const { verdict, summary, problems } = await this.#measure(options);
      await models.setVerdict({ id: model.id, verdict, summary, at: now() });
      if (problems.length > 0) {
        throw new IncompleteLogsError(problems);
      }
      await runs.finish(run.id, { at: now() });
      await this.#reportFailure(model, null, now());
    } catch (error) {
      assertError(error);
      logger.error(`Monitoring of ${model.entityRef} failed`, error);
      await runs.finish(run.id, {
        error: { name: error.name, message: error.message },
        at: now(),
      });
      if (!(error instanceof IncompleteLogsError)) {
        await models.setVerdict({
          id: model.id,
          verdict: 'error',
          summary: error.message,
          at: now(),
        });
      }
      // A run that was interrupted goes on elsewhere: nothing is wrong with it.
      if (!options.signal.aborted) {
        await this.#reportFailure(model, error, now());
      }
      throw error;
    }
  }

  /** A run that fails is a finding, so that people hear of it; one that succeeds is its end. */
  async #reportFailure(model: Model, error: Error | null, now: Date) {
    await this.#steps.findings.report({
      type: 'task-failure',
      problems: new Map([
        [
          model.id,
          error
            ? [
                {
                  rule: 'monitoring-run',
                  title: 'Monitoring run failed',
                  severity: 'medium',
                  detail: error.message.slice(0, 2_000),
                },
              ]
            : [],
        ],
      ]),
      over: 'The monitoring run succeeded.',
      now,
    });
  }

  async #measure(options: {
    run: RunStatus;
    model: Model;
    now: () => Date;
    signal: AbortSignal;
    onSettings: (version: number) => void;
  }): Promise<Outcome> {
    const { run, model, now, signal } = options;
    const { monitors, ingestion, drift, findings, runs } = this.#steps;
    const phase = (name: RunPhase) => runs.progress(run.id, { phase: name });

    const monitor = await monitors.resolve(model, now());
    options.onSettings(monitor.version);
    if (!monitor.settings.enabled) {
      return {
        verdict: 'insufficient-data',
        summary: 'Monitoring of this endpoint is switched off in its settings.',
        problems: [],
      };
    }
    const logs = await ingestion.ingest({
      model,
      monitor,
      now: now(),
      signal,
      onProgress: progress =>
        runs.progress(run.id, { phase: 'profiling', ...progress }),
    });
    if (logs.captureOff) {
      return {
        verdict: 'insufficient-data',
        summary: logs.captureOff,
        problems: [],
      };
    }
    if (!logs.grid) {
      return {
        verdict: 'insufficient-data',
        summary: 'The endpoint has written no inference logs yet.',
        problems: [],
      };
    }

    await phase('assessing');
    const compared = await drift.assess({
      model,
      monitor: logs.monitor,
      grid: logs.grid,
      untilHour: logs.untilHour,
      now: now(),
      signal,
    });
    const outcome = {
      ...worstOf(compared),
      problems: logs.problems,
    };
    await this.#steps.models.setVerdict({
      id: model.id,
      ...outcome,
      at: now(),
    });
    await this.#steps.rootCauses.update({
      model,
      monitor: logs.monitor,
      grid: logs.grid,
      compared,
      now: now(),
      signal,
    });

    await this.#assessOutcomes(model, logs, now(), signal);

    await phase('alerting');
    for (const comparison of compared) {
      await findings.update(comparison, now());
    }
    return outcome;
  }

  /** Fairness and performance. When outcomes could not be counted, what was found before stays as it is. */
  async #assessOutcomes(
    model: Model,
    logs: IngestionOutcome,
    now: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const { outcomeGrids, fairness, performance } = this.#steps;
    const grid = await outcomeGrids.latest(model.id);
    if (!grid || logs.outcomesProblem !== undefined) {
      return;
    }
    const { monitor, untilHour } = logs;
    const task = { model, monitor, grid, untilHour, now, signal };
    await fairness.assess(task);
    await performance.assess(task);
  }
}

/** The model's verdict, which is about drift, is that of its worst variant, in that variant's words. */
function worstOf(
  compared: { variant: string; verdict: Verdict; summary: string }[],
): Pick<Outcome, 'verdict' | 'summary'> {
  const verdict = decidingVerdict(compared.map(run => run.verdict));
  const worst = compared.find(run => run.verdict === verdict);
  if (!worst) {
    return {
      verdict: 'insufficient-data',
      summary: 'The inference logs hold no row that could be counted.',
    };
  }
  return {
    verdict,
    summary:
      compared.length > 1
        ? `Variant ${worst.variant}: ${worst.summary}`
        : worst.summary,
  };
}
