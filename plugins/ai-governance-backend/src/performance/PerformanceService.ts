import type {
  PerformanceAnswer,
  PerformancePoint,
} from '@ai-governance/plugin-ai-governance-common';
import {
  addOutcomes,
  emptyOutcomes,
  judgePerformance,
  measurePerformance,
  type OutcomeProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { durationHours, fromHour, toHour } from '../database/time';
import type { FindingService } from '../findings/FindingService';
import type { Model } from '../models/ModelStore';
import { baselineRange } from '../monitors/baselineRange';
import type { OutcomeAssessment } from '../outcomes/OutcomeAssessment';
import type { OutcomeGridStore } from '../outcomes/OutcomeGridStore';
import type { OutcomeScope, OutcomeStore } from '../outcomes/OutcomeStore';
import { coverageOf, toWindow } from '../outcomes/windows';
import { performanceJudgements, summariseLimits } from './judgements';
import type { NewPerformanceRun, PerformanceStore } from './PerformanceStore';

const DAY_HOURS = 24;

interface Parts {
  grids: OutcomeGridStore;
  outcomes: OutcomeStore;
  store: PerformanceStore;
  findings: FindingService;
}

/** Measures how good a model's decisions turned out to be, and answers questions about it. */
export class PerformanceService {
  readonly #parts: Parts;

  static create(parts: Parts): PerformanceService {
    return new PerformanceService(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Measures the window of each variant that ends now, holds it against the limits, and stores what came of it. */
  async assess(options: OutcomeAssessment): Promise<NewPerformanceRun[]> {
    const { model, monitor, grid, untilHour, now, signal } = options;
    const { outcomes, store, findings } = this.#parts;
    const { performance, outcomes: decided } = monitor.settings;
    const runs: NewPerformanceRun[] = [];
    if (performance.enabled && decided) {
      const extents = await outcomes.extents({
        modelId: model.id,
        gridVersion: grid.version,
      });
      for (const { variant, firstHour } of extents) {
        // SQLite answers without a turn of the event loop; requests and timers must get theirs.
        await setImmediate();
        signal.throwIfAborted();
        const run = await this.#measure(
          options,
          {
            modelId: model.id,
            variant,
            gridVersion: grid.version,
            grid: grid.grid,
          },
          firstHour,
        );
        await store.put(run, fromHour(untilHour).toISOString());
        runs.push(run);
      }
    }
    await findings.judge({
      type: 'performance',
      modelId: model.id,
      judgements: runs.flatMap(performanceJudgements),
      over: 'The performance is within its limits, or is no longer judged.',
      now,
    });
    return runs;
  }

  /**
   * The latest measurement of each variant, and the trend by UTC day.
   * @param range - of the trend
   */
  async answer(
    model: Model,
    range: { since: Date; until: Date },
  ): Promise<PerformanceAnswer> {
    const { grids, store, findings, outcomes } = this.#parts;
    const [stored, open, grid] = await Promise.all([
      store.latest(model.id),
      findings.openOfType(model.id, 'performance'),
      grids.latest(model.id),
    ]);
    const runs = stored.map(run => ({
      ...run,
      openSince:
        open
          .filter(({ variant }) => variant === run.variant)
          .map(({ openedAt }) => openedAt)
          .sort()[0] ?? null,
    }));
    const trend: PerformancePoint[] = [];
    if (grid) {
      const scope = { modelId: model.id, gridVersion: grid.version };
      for (const { variant } of await outcomes.extents(scope)) {
        trend.push(
          ...(await this.#trend({ ...scope, variant, grid: grid.grid }, range)),
        );
      }
    }
    trend.sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
    return { runs, trend };
  }

  async #trend(
    scope: OutcomeScope,
    { since, until }: { since: Date; until: Date },
  ): Promise<PerformancePoint[]> {
    const firstDay = Math.floor(toHour(since) / DAY_HOURS);
    const points: PerformancePoint[] = [];
    let day = firstDay;
    let total: OutcomeProfile | undefined;
    const end = () => {
      if (total) points.push(...pointsOf(scope, day, total));
      total = undefined;
    };
    const entries = this.#parts.outcomes.entries(
      scope,
      firstDay * DAY_HOURS,
      toHour(until) + 1,
    );
    for await (const { hour, profile } of entries) {
      const own = Math.floor(hour / DAY_HOURS);
      if (own !== day) end();
      day = own;
      total ??= emptyOutcomes(scope.grid);
      addOutcomes(total, profile);
    }
    end();
    return points;
  }

  async #measure(
    { monitor, untilHour, now }: OutcomeAssessment,
    scope: OutcomeScope,
    firstHour: number,
  ): Promise<NewPerformanceRun> {
    const { outcomes } = this.#parts;
    const { settings, version } = monitor;
    const { limits, minLabelled, confidence } = settings.performance;
    const from = untilHour - durationHours(settings.outcomes!.window);
    const sum = await outcomes.sum(scope, from, untilHour);
    const measurement =
      sum.profile.decided === 0
        ? null
        : measurePerformance(sum.profile, scope.grid, { confidence });
    const period =
      settings.baseline.kind !== 'upload' &&
      limits.some(({ worsening }) => worsening)
        ? baselineRange(settings.baseline, { firstHour, untilHour })
        : undefined;
    const before = period && (await outcomes.sum(scope, ...period));
    const baseline =
      before && before.profile.decided > 0
        ? measurePerformance(before.profile, scope.grid, { confidence })
        : null;
    const measured = new Set(
      measurement?.estimates.map(({ metric }) => metric),
    );
    const { judgements } =
      measurement === null
        ? { judgements: [] }
        : judgePerformance(
            measurement,
            limits.filter(({ metric }) => measured.has(metric)),
            { baseline: baseline ?? undefined, minLabelled },
          );
    return {
      id: randomUUID(),
      modelId: scope.modelId,
      variant: scope.variant,
      createdAt: now.toISOString(),
      ...summariseLimits(limits, measurement, judgements),
      settingsVersion: version,
      gridVersion: scope.gridVersion,
      revision: Math.max(sum.revision, before?.revision ?? 0),
      window: toWindow(from, untilHour, sum),
      baselineWindow: period && before ? toWindow(...period, before) : null,
      labels: coverageOf(sum.profile),
      measurement,
      baseline,
      judgements,
    };
  }
}

function pointsOf(
  { variant, grid }: OutcomeScope,
  day: number,
  total: OutcomeProfile,
): PerformancePoint[] {
  return measurePerformance(total, grid).estimates.map(
    ({ metric, value, lower, upper, n }) => ({
      from: fromHour(day * DAY_HOURS).toISOString(),
      to: fromHour((day + 1) * DAY_HOURS).toISOString(),
      ...{ variant, metric, value, lower, upper, n },
    }),
  );
}
