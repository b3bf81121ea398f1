import type {
  BaselinePeriod,
  DriftWindow,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { durationHours, fromHour } from '../database/time';
import type { Model } from '../models/ModelStore';
import { baselineRange } from '../monitors/baselineRange';
import { settingsOfVariant } from '../monitors/layers';
import type { BaselineStore, StoredBaseline } from '../profiles/BaselineStore';
import type { StoredGrid } from '../profiles/GridStore';
import type {
  ProfileScope,
  ProfileStore,
  WindowSum,
} from '../profiles/ProfileStore';
import { assessColumns } from './assessColumn';
import type { DriftStore, NewDriftRun } from './DriftStore';
import { summariseRun } from './summaries';
import { checkVolume, type Volume } from './volumeCheck';
import { formatDuration, formatInstant } from './words';

/** Hours between the comparisons of the past that a new model gets, so that its history is there from the start. */
const BACKFILL_STEP_HOURS = 4;

interface Assessment {
  model: Model;
  monitor: MonitorVersion;
  grid: StoredGrid;
  /** First hour that has not arrived yet. */
  untilHour: number;
  now: Date;
  signal: AbortSignal;
}

/** Compares the current window of every variant with its baseline. */
export class DriftService {
  readonly #profiles: ProfileStore;
  readonly #baselines: BaselineStore;
  readonly #store: DriftStore;

  static create(options: {
    profiles: ProfileStore;
    baselines: BaselineStore;
    store: DriftStore;
  }): DriftService {
    return new DriftService(options.profiles, options.baselines, options.store);
  }

  private constructor(
    profiles: ProfileStore,
    baselines: BaselineStore,
    store: DriftStore,
  ) {
    this.#profiles = profiles;
    this.#baselines = baselines;
    this.#store = store;
  }

  /**
   * Compares and stores. A variant that is compared for the first time gets its past compared, too.
   * @returns the comparison of each variant's latest window
   */
  async assess(options: Assessment): Promise<NewDriftRun[]> {
    const { model, grid, signal } = options;
    const extents = await this.#profiles.extents({
      modelId: model.id,
      gridVersion: grid.version,
    });
    const latest: NewDriftRun[] = [];
    for (const { variant, firstHour } of extents) {
      const scope = {
        modelId: model.id,
        variant,
        gridVersion: grid.version,
        grid: grid.grid,
      };
      const seen = await this.#store.any(model.id, variant);
      for (const untilHour of seen
        ? [options.untilHour]
        : this.#pastAndPresent(options, firstHour)) {
        // SQLite answers without a turn of the event loop; requests and timers must get theirs between two comparisons.
        await setImmediate();
        signal.throwIfAborted();
        const run = await this.#compare(
          scope,
          { ...options, untilHour },
          firstHour,
        );
        await this.#store.put(run, fromHour(untilHour).toISOString());
        if (untilHour === options.untilHour) {
          latest.push(run);
        }
      }
    }
    return latest;
  }

  /** Ends of the windows that lie wholly behind the baseline, oldest first, up to the present one. */
  #pastAndPresent(
    { monitor: { settings }, untilHour }: Assessment,
    firstHour: number,
  ): number[] {
    const ends = [untilHour];
    const { baseline } = settings;
    if (baseline.kind === 'rolling') {
      return ends;
    }
    const baselineEnd =
      baseline.kind === 'upload'
        ? firstHour
        : baselineRange(baseline, { firstHour, untilHour })[1];
    const earliest = baselineEnd + durationHours(settings.comparisonWindow);
    for (
      let end = untilHour - BACKFILL_STEP_HOURS;
      end >= earliest;
      end -= BACKFILL_STEP_HOURS
    ) {
      ends.unshift(end);
    }
    return ends;
  }

  async #compare(
    scope: ProfileScope,
    { monitor, untilHour, now }: Assessment,
    firstHour: number,
  ): Promise<NewDriftRun> {
    const settings = settingsOfVariant(monitor.settings, scope.variant);
    const period =
      settings.baseline.kind === 'upload'
        ? undefined
        : baselineRange(settings.baseline, { firstHour, untilHour });
    const windowFrom = untilHour - durationHours(settings.comparisonWindow);
    const base = {
      id: randomUUID(),
      modelId: scope.modelId,
      variant: scope.variant,
      createdAt: now.toISOString(),
      settingsVersion: monitor.version,
      gridVersion: scope.gridVersion,
      ...(settings.baselineVersion !== undefined && {
        baselineVersion: settings.baselineVersion,
      }),
    };
    if (period && period[1] > untilHour) {
      return {
        ...base,
        verdict: 'insufficient-data',
        summary: `The baseline of ${formatDuration(
          settings.baseline.kind === 'first'
            ? settings.baseline.duration
            : `PT${period[1] - period[0]}H`,
        )} is complete on ${formatInstant(fromHour(period[1]))}.`,
        revision: 0,
        baseline: null,
        current: null,
        columns: [],
      };
    }
    const baseline = await this.#baseline(
      scope,
      settings.baseline,
      { firstHour, untilHour },
      now,
    );
    const current = await this.#profiles.sum(scope, windowFrom, untilHour);
    const columns =
      settings.columns === 'auto'
        ? []
        : assessColumns(
            {
              baseline: baseline.profile,
              current: current.profile,
              grid: scope.grid,
              settings,
            },
            settings.columns,
          );
    // An uploaded reference has rows, but no hours to hold the current volume against.
    const checks =
      settings.checks.volume.enabled && period
        ? [
            checkVolume(
              volume(baseline, Math.max(period[0], firstHour), period[1]),
              volume(current, Math.max(windowFrom, firstHour), untilHour),
              settings,
            ),
          ]
        : [];
    return {
      ...base,
      ...summariseRun(columns, settings, checks),
      revision: Math.max(baseline.revision, current.revision),
      baseline: period ? toWindow(...period, baseline) : null,
      ...(settings.baseline.kind === 'upload' && {
        baselineUpload: {
          upload: settings.baseline.upload,
          label: settings.baseline.label,
          rows: baseline.profile.rows,
        },
      }),
      current: toWindow(windowFrom, untilHour, current),
      columns,
      checks,
    };
  }

  /** The counts to compare with: of an uploaded reference, or the sum of the period. */
  async #baseline(
    scope: ProfileScope,
    baseline: BaselinePeriod,
    hours: { firstHour: number; untilHour: number },
    now: Date,
  ): Promise<WindowSum> {
    if (baseline.kind === 'upload') {
      return this.#baselines.uploads.sum(scope.modelId, baseline.upload);
    }
    const period = baselineRange(baseline, hours);
    return baseline.kind === 'rolling'
      ? this.#profiles.sum(scope, ...period)
      : this.#pinned(scope, ...period, now);
  }

  /** The sum of a period that stays: the stored one while period and hours are the same, else a new version. */
  async #pinned(
    scope: ProfileScope,
    from: number,
    to: number,
    now: Date,
  ): Promise<StoredBaseline> {
    const stored = await this.#baselines.latest(scope, { from, to });
    if (stored) {
      const revision = await this.#profiles.revision(scope, from, to);
      // It is lower when hours were deleted because they are old: what was summed before is still right.
      if (revision <= stored.revision) {
        return stored;
      }
    }
    const sum = await this.#profiles.sum(scope, from, to);
    return this.#baselines.append(
      scope,
      { ...sum, fromHour: from, toHour: to },
      now,
    );
  }
}

function toWindow(
  from: number,
  to: number,
  sum: { profile: { rows: number }; hours: number },
): DriftWindow {
  return {
    from: fromHour(from).toISOString(),
    to: fromHour(to).toISOString(),
    rows: sum.profile.rows,
    hours: sum.hours,
  };
}

function volume(
  sum: { profile: { rows: number } },
  from: number,
  to: number,
): Volume {
  return { rows: sum.profile.rows, hours: to - from };
}
