import type {
  FairnessHistoryAnswer,
  FairnessMetric,
  FairnessRun,
  FairnessThresholdsAnswer,
  FairnessThresholdsRequest,
} from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { durationHours, fromHour } from '../database/time';
import type { FindingService } from '../findings/FindingService';
import type { Model } from '../models/ModelStore';
import type { MonitorService } from '../monitors/MonitorService';
import type { OutcomeAssessment } from '../outcomes/OutcomeAssessment';
import type { OutcomeScope, OutcomeStore } from '../outcomes/OutcomeStore';
import { coverageOf, toWindow, windowEnds } from '../outcomes/windows';
import { assessWindow } from './assessWindow';
import type {
  FairnessStore,
  NewFairnessRun,
  PointPlace,
} from './FairnessStore';
import { biasJudgements } from './biasJudgements';

interface Parts {
  outcomes: OutcomeStore;
  store: FairnessStore;
  findings: FindingService;
  monitors: MonitorService;
}

const CURSOR = /^(\S{1,40}) (\d{1,9})$/;

/** Assesses the fairness of a model's decisions, and answers questions about it. */
export class FairnessService {
  readonly #parts: Parts;

  static create(parts: Parts): FairnessService {
    return new FairnessService(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Assesses the window of each variant that ends now, and stores it. A variant that is assessed for the first time gets its
   * past assessed, too; findings are made of the present only.
   * @returns the assessments of the present
   */
  async assess(options: OutcomeAssessment): Promise<NewFairnessRun[]> {
    const { model, monitor, grid, untilHour, now, signal } = options;
    const { outcomes, store, findings } = this.#parts;
    const { fairness, outcomes: decided } = monitor.settings;
    const latest: NewFairnessRun[] = [];
    if (
      fairness.enabled &&
      decided &&
      fairness.protectedAttributes.length > 0
    ) {
      const window = durationHours(decided.window);
      const extents = await outcomes.extents({
        modelId: model.id,
        gridVersion: grid.version,
      });
      for (const { variant, firstHour } of extents) {
        const scope: OutcomeScope = {
          modelId: model.id,
          variant,
          gridVersion: grid.version,
          grid: grid.grid,
        };
        const isFirst = !(await store.any(model.id, variant));
        const ends = windowEnds({ firstHour, untilHour, window }, isFirst);
        for (const end of ends) {
          // SQLite answers without a turn of the event loop; requests and timers must get theirs.
          await setImmediate();
          signal.throwIfAborted();
          const run = await this.#assess(options, scope, end - window, end);
          await store.put(run, fromHour(end).toISOString());
          if (end === untilHour) {
            latest.push(run);
          }
        }
      }
    }
    await findings.judge({
      type: 'bias',
      modelId: model.id,
      judgements: latest.flatMap(run =>
        biasJudgements(run, monitor.settings.fairness),
      ),
      over: 'The difference is within what is allowed, or is no longer judged.',
      now,
    });
    return latest;
  }

  /** The latest assessment of each variant, by single attributes or by combinations of them. */
  async latest(
    model: Model,
    options: { intersection: boolean },
  ): Promise<FairnessRun[]> {
    const { store, findings } = this.#parts;
    const [runs, open] = await Promise.all([
      store.latest(model.id, options),
      findings.openOfType(model.id, 'bias'),
    ]);
    return runs.map(run => ({
      ...run,
      results: run.results.map(({ assessment, sentence, conflicts }) => ({
        assessment,
        sentence,
        conflicts,
        openSince:
          open
            .filter(
              finding =>
                finding.variant === run.variant &&
                finding.column === assessment.attributes.join(' × '),
            )
            .map(finding => finding.openedAt)
            .sort()[0] ?? null,
      })),
    }));
  }

  /**
   * One page of a variant's history.
   * @throws InputError for a cursor that was not given out
   */
  async history(
    model: Model,
    options: {
      variant: string;
      metric?: FairnessMetric;
      attributes?: string[];
      since: string;
      until: string;
      cursor?: string;
      limit: number;
    },
  ): Promise<FairnessHistoryAnswer> {
    const { cursor, limit, ...rest } = options;
    const found = await this.#parts.store.history({
      ...rest,
      modelId: model.id,
      after: cursor === undefined ? undefined : readCursor(cursor),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      points: page.map(({ position: _, ...point }) => point),
      nextCursor:
        found.length > limit && last
          ? Buffer.from(`${last.at} ${last.position}`).toString('base64url')
          : null,
    };
  }

  /** Changes thresholds; they hold from the next run on. */
  async setThresholds(
    model: Model,
    { reason, ...changes }: FairnessThresholdsRequest,
    caller: { author: string; now: Date },
  ): Promise<FairnessThresholdsAnswer> {
    const { version, settings } = await this.#parts.monitors.changeFairness(
      model,
      { changes, reason, ...caller },
    );
    return {
      settingsVersion: version,
      metrics: settings.fairness.metrics,
      minGroupSize: settings.fairness.minGroupSize,
    };
  }

  async #assess(
    { monitor, now }: OutcomeAssessment,
    scope: OutcomeScope,
    from: number,
    to: number,
  ): Promise<NewFairnessRun> {
    const sum = await this.#parts.outcomes.sum(scope, from, to);
    const { fairness, outcomes } = monitor.settings;
    return {
      id: randomUUID(),
      modelId: scope.modelId,
      variant: scope.variant,
      createdAt: now.toISOString(),
      settingsVersion: monitor.version,
      gridVersion: scope.gridVersion,
      revision: sum.revision,
      window: toWindow(from, to, sum),
      labels: coverageOf(sum.profile),
      ...assessWindow(sum.profile, scope.grid, {
        fairness,
        outcomes: outcomes!,
      }),
    };
  }
}

function readCursor(cursor: string): PointPlace {
  const [, at, position] =
    CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined) {
    throw new InputError(
      'cursor: is none; allowed is the nextCursor of the page before',
    );
  }
  return { at, position: Number(position) };
}
