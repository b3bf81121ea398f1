import type {
  MonitoredColumn,
  MonitorSettings,
  RootCauseSegment,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  InferenceLogSource,
  ProfilingEngine,
  SegmentedCounts,
} from '@ai-governance/plugin-ai-governance-node';
import {
  mergeProfiles,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { assertError } from '@backstage/errors';
import type { LogFetcher } from '../../ingestion/LogFetcher';
import { listHours } from '../../ingestion/planHours';
import { sampleHours } from '../../ingestion/sampleHours';
import { findSource } from '../../ingestion/findSource';
import type { Model } from '../../models/ModelStore';
import type { ProfileScope, ProfileStore } from '../../profiles/ProfileStore';
import { chooseSlicers, MOST_SLICES } from './chooseSlicers';
import { type Slice, standOut, type TwoSides } from './standOut';

/** Hours of logs that are looked at on either side, and their size on local disk, in bytes. */
const SAMPLE = { count: 48, bytes: 32 * 1024 * 1024 };

/** Most drifted columns whose shift is shared out. */
const MOST_COLUMNS = 10;

/** Most slices that are told of, per drifted column and in all. */
const MOST_PER_COLUMN = 3;
const MOST_IN_ALL = 20;

/** UTC hours since the epoch, from the first up to and without the second. */
export type HourRange = [from: number, until: number];

/** What is to be sliced. */
export interface SegmentRequest {
  model: Model;
  scope: ProfileScope;
  settings: MonitorSettings;
  /** Names of the drifted columns, the largest effect first. */
  drifted: string[];
  windows: { baseline: HourRange; current: HourRange };
  /** Sum of the baseline. */
  baseline: Profile;
  signal: AbortSignal;
}

/** Slices that stand out; the note says why there may be more. */
export interface FoundSegments {
  segments: RootCauseSegment[];
  note: string | null;
}

/**
 * Looks for slices of the traffic that carry most of a shift. Profiles hold each column on its own, so a sample of the
 * logs is read again; variants are told apart by the stored profiles.
 */
export class SegmentFinder {
  readonly #sources: InferenceLogSource[];
  readonly #fetcher: LogFetcher;
  readonly #engine: ProfilingEngine;
  readonly #profiles: ProfileStore;

  static create(options: {
    sources: InferenceLogSource[];
    fetcher: LogFetcher;
    engine: ProfilingEngine;
    profiles: ProfileStore;
  }): SegmentFinder {
    return new SegmentFinder(options);
  }

  private constructor(options: Parameters<typeof SegmentFinder.create>[0]) {
    this.#sources = options.sources;
    this.#fetcher = options.fetcher;
    this.#engine = options.engine;
    this.#profiles = options.profiles;
  }

  /**
   * The slices that stand out, the largest share of the shift first.
   * @throws the signal's reason when it aborts; a failure to read the logs is the note
   */
  async find(request: SegmentRequest): Promise<FoundSegments> {
    const columns = columnsOf(request);
    const byVariant = await this.#byVariant(request, columns);
    const byColumn = await this.#byColumn(request, columns).catch(error => {
      request.signal.throwIfAborted();
      assertError(error);
      return {
        segments: [],
        note: `The logs could not be sliced: ${error.message}`,
      };
    });
    const segments = columns.flatMap(({ name }) =>
      [...byVariant, ...byColumn.segments]
        .filter(({ column }) => column === name)
        .sort((a, b) => b.shareOfShift - a.shareOfShift)
        .slice(0, MOST_PER_COLUMN),
    );
    return {
      segments: segments
        .sort((a, b) => b.shareOfShift - a.shareOfShift)
        .slice(0, MOST_IN_ALL),
      note: byColumn.note,
    };
  }

  async #byVariant(
    { scope, windows }: SegmentRequest,
    columns: MonitoredColumn[],
  ): Promise<RootCauseSegment[]> {
    const extents = await this.#profiles.extents(scope);
    if (extents.length < 2) {
      return [];
    }
    const slices: Slice[] = [];
    for (const { variant } of extents) {
      const sum = async (range: HourRange) =>
        (await this.#profiles.sum({ ...scope, variant }, ...range)).profile;
      slices.push({
        value: variant,
        baseline: await sum(windows.baseline),
        current: await sum(windows.current),
      });
    }
    const all: TwoSides = {
      baseline: mergeProfiles(
        slices.map(({ baseline }) => baseline),
        scope.grid,
      ),
      current: mergeProfiles(
        slices.map(({ current }) => current),
        scope.grid,
      ),
    };
    return columns.flatMap(({ name }) =>
      standOut({ name, grid: scope.grid[name] }, 'variant', all, slices),
    );
  }

  async #byColumn(
    request: SegmentRequest,
    columns: MonitoredColumn[],
  ): Promise<FoundSegments> {
    const { scope, settings, windows } = request;
    const slicers = chooseSlicers(
      settings.columns === 'auto' ? [] : settings.columns,
      request.baseline,
    );
    if (slicers.length === 0 || columns.length === 0) {
      return {
        segments: [],
        note: 'No categorical feature with few values is monitored, by which the traffic could be sliced.',
      };
    }
    const counted: Record<keyof TwoSides, SegmentedCounts | undefined> = {
      baseline: await this.#count(request, windows.baseline, columns, slicers),
      current: await this.#count(request, windows.current, columns, slicers),
    };
    const { baseline, current } = counted;
    if (!baseline || !current) {
      return {
        segments: [],
        note: `The logs of the ${
          baseline ? 'current window' : 'baseline'
        } are no longer there, so the traffic could not be sliced.`,
      };
    }
    const all = { baseline: baseline.all, current: current.all };
    const segments = slicers.flatMap(({ name: segmentBy }) => {
      const slices = baseline.segments.flatMap((segment, i) =>
        segment.segmentBy === segmentBy
          ? [
              {
                value: segment.value,
                baseline: segment.profile,
                current: current.segments[i].profile,
              },
            ]
          : [],
      );
      return columns
        .filter(({ name }) => name !== segmentBy)
        .flatMap(({ name }) =>
          standOut({ name, grid: scope.grid[name] }, segmentBy, all, slices),
        );
    });
    return { segments, note: null };
  }

  /** Counts a sample of a window's logs by slice; undefined when there are none to be read. */
  async #count(
    { model, scope, settings, signal }: SegmentRequest,
    [sinceHour, untilHour]: HourRange,
    columns: MonitoredColumn[],
    segmentBy: MonitoredColumn[],
  ): Promise<SegmentedCounts | undefined> {
    const source = findSource(this.#sources, model);
    const listed = await listHours({
      source,
      entity: model.entity,
      sinceHour,
      untilHour,
      signal,
    });
    const hours = sampleHours(
      listed.filter(({ variant }) => variant === scope.variant),
      SAMPLE,
    );
    return this.#fetcher.withFiles(
      { source, entity: model.entity, hours, signal },
      async ({ files }) =>
        files.length === 0
          ? undefined
          : this.#engine.profileSegments({
              files,
              format: source.format,
              rowsPath: settings.rowsPath,
              columns,
              segmentBy,
              grid: scope.grid,
              maxSegments: MOST_SLICES,
              signal,
            }),
    );
  }
}

function columnsOf({ settings, drifted }: SegmentRequest): MonitoredColumn[] {
  return settings.columns === 'auto'
    ? []
    : drifted
        .slice(0, MOST_COLUMNS)
        .flatMap(
          name =>
            (settings.columns as MonitoredColumn[]).find(
              column => column.name === name,
            ) ?? [],
        );
}
