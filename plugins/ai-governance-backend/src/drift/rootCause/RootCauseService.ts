import type {
  DriftRun,
  DriftWindow,
  MonitorVersion,
  RootCause,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { assertError } from '@backstage/errors';
import { toHour } from '../../database/time';
import type { ModelEventStore } from '../../events/ModelEventStore';
import type { Model } from '../../models/ModelStore';
import type { StoredGrid } from '../../profiles/GridStore';
import type { ProfileSeries } from '../../profiles/ProfileSeries';
import type { ProfileScope, ProfileStore } from '../../profiles/ProfileStore';
import { describeColumns } from './describeColumns';
import { eventRange, matchEvents } from './matchEvents';
import { readSeries } from './readSeries';
import type { RootCauseStore } from './RootCauseStore';
import type { HourRange, SegmentFinder, SegmentRequest } from './SegmentFinder';
import { summariseCause } from './summariseCause';
import { trafficEvents } from './trafficEvents';

/** Milliseconds after which the cause of a drift that goes on is looked for anew. */
const RENEW_AFTER_MS = 24 * 3_600_000;

/** Hours before the current window that stand for a baseline which is not of the logs. */
const PAST_HOURS = 28 * 24;

/** A model whose comparisons are to be explained. */
interface Explanation {
  model: Model;
  monitor: MonitorVersion;
  grid: StoredGrid;
  /** The latest comparison of each variant. */
  compared: DriftRun[];
  now: Date;
  signal: AbortSignal;
}

/** Looks for the cause of drift: which columns, since when, in which slice, and what happened then. */
export class RootCauseService {
  readonly #profiles: ProfileStore;
  readonly #series: ProfileSeries;
  readonly #events: ModelEventStore;
  readonly #segments: SegmentFinder;
  readonly #store: RootCauseStore;
  readonly #logger: LoggerService;

  static create(options: {
    profiles: ProfileStore;
    series: ProfileSeries;
    events: ModelEventStore;
    segments: SegmentFinder;
    store: RootCauseStore;
    logger: LoggerService;
  }): RootCauseService {
    return new RootCauseService(options);
  }

  private constructor(options: Parameters<typeof RootCauseService.create>[0]) {
    this.#profiles = options.profiles;
    this.#series = options.series;
    this.#events = options.events;
    this.#segments = options.segments;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** What is known of the cause of a variant's drift; undefined when nothing has drifted. */
  async get(modelId: string, variant: string): Promise<RootCause | undefined> {
    return (await this.#store.get(modelId, variant))?.cause;
  }

  /**
   * Brings the root causes of a model in line with its latest comparisons. A cause is looked for when other columns have
   * drifted than before or settings such as the baseline have changed, and once a day while the same ones do; it is forgotten when no column drifts any more.
   *
   * A verdict stands whether or not its cause is found, so a failure is logged.
   * @throws the signal's reason when it aborts
   */
  async update(options: Explanation): Promise<void> {
    for (const run of options.compared) {
      options.signal.throwIfAborted();
      try {
        await this.#update(run, options);
      } catch (error) {
        options.signal.throwIfAborted();
        assertError(error);
        this.#logger.error(
          `The cause of the drift of ${options.model.entityRef}, variant ${run.variant}, could not be looked for`,
          error,
        );
      }
    }
  }

  async #update(run: DriftRun, options: Explanation): Promise<void> {
    const { modelId, variant } = run;
    const failing = run.columns
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ column }) => column);
    if (failing.length === 0) {
      await this.#store.delete(modelId, variant);
      return;
    }
    const stored = await this.#store.get(modelId, variant);
    const isFresh =
      stored &&
      JSON.stringify(stored.failing) === JSON.stringify(failing) &&
      stored.cause.createdAt >= options.monitor.createdAt &&
      options.now.getTime() - Date.parse(stored.cause.createdAt) <
        RENEW_AFTER_MS;
    if (!isFresh) {
      const cause = await this.#explain(run, failing, options);
      if (cause) {
        await this.#store.put({ cause, failing });
      } else {
        await this.#store.delete(modelId, variant);
      }
    }
  }

  async #explain(
    run: DriftRun,
    failing: string[],
    { model, monitor, grid, now, signal }: Explanation,
  ): Promise<RootCause | undefined> {
    const scope = {
      modelId: model.id,
      variant: run.variant,
      gridVersion: grid.version,
      grid: grid.grid,
    };
    const windows = await this.#windowsOf(run, scope);
    if (!windows) {
      return undefined;
    }
    const [baselineFrom, baselineUntil] = windows.baseline;
    const [from, until] = windows.current;
    const [baseline, current] = [
      await this.#profiles.sum(scope, baselineFrom, baselineUntil),
      await this.#profiles.sum(scope, from, until),
    ];
    const series = await readSeries(
      this.#series.entries(scope, baselineFrom, until),
      {
        grid: scope.grid,
        columns: run.columns
          .filter(
            ({ column, role }) =>
              failing.includes(column) || role === 'prediction',
          )
          .map(({ column }) => column),
        baseline: baseline.profile,
        current: current.profile,
      },
    );
    const columns = describeColumns(run.columns, series.counts, {
      baselineUntil,
      current: { from, until },
    });
    const range = eventRange(columns);
    const happened = range
      ? [
          ...(await this.#events.between(model.id, ...range)),
          ...trafficEvents(
            series,
            columns.flatMap(({ onset }) => onset ?? []),
            until,
          ),
        ]
      : [];
    const { segments, note } = await this.#segments.find({
      model,
      scope,
      settings: monitor.settings,
      drifted: columns.map(({ column }) => column),
      windows,
      baseline: baseline.profile,
      signal,
    });
    const found = {
      columns,
      segments,
      events: matchEvents(happened, columns),
    };
    return {
      modelId: model.id,
      variant: run.variant,
      runId: run.id,
      createdAt: now.toISOString(),
      summary: summariseCause(found),
      ...found,
      segmentsNote: note,
    };
  }

  /**
   * The hours that are compared. Where an uploaded reference stands for the baseline, it is what the variant logged
   * before the current window: a cause is something that happened since.
   */
  async #windowsOf(
    { variant, baseline, current }: DriftRun,
    scope: ProfileScope,
  ): Promise<SegmentRequest['windows'] | undefined> {
    const range = ({ from, to }: DriftWindow): HourRange => [
      toHour(new Date(from)),
      toHour(new Date(to)),
    ];
    if (!current) {
      return undefined;
    }
    if (baseline) {
      return { baseline: range(baseline), current: range(current) };
    }
    const extents = await this.#profiles.extents(scope);
    const first = extents.find(extent => extent.variant === variant)?.firstHour;
    const [from, until] = range(current);
    return first === undefined || first >= from
      ? undefined
      : {
          baseline: [Math.max(first, from - PAST_HOURS), from],
          current: [from, until],
        };
  }
}
