import type {
  IngestionCounts,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  InferenceLogSource,
  ProfilingEngine,
} from '@ai-governance/plugin-ai-governance-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { HourRange } from '../baselines/hourRanges';
import { hoursToList } from '../baselines/hoursToList';
import { takeUploadedGrid } from '../baselines/takeUploadedGrid';
import { HOUR_MS, toHour } from '../database/time';
import type { Model } from '../models/ModelStore';
import type { MonitorService } from '../monitors/MonitorService';
import type { GridStore, StoredGrid } from '../profiles/GridStore';
import type { LedgerEntry, LedgerStore } from '../profiles/LedgerStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { OutcomeIngestion } from '../outcomes/OutcomeIngestion';
import { type OutcomeCounter, withOutcomes } from '../outcomes/withOutcomes';
import { findSource } from './findSource';
import { type FetchedLogs, LogFetcher } from './LogFetcher';
import { GridBuilder } from './GridBuilder';
import { addCounts, whyNothingCounted } from './hourCounts';
import {
  type HourOfLogs,
  hoursToRead,
  listRanges,
  toBatches,
} from './planHours';

/** How much is read, and when an hour counts as over. */
export interface IngestionOptions {
  /** Hours read back on the first run. */
  lookbackHours: number;
  /** Hours before the last known one in which late objects are looked for. */
  latenessHours: number;
  /** Milliseconds after its end until an hour's logs are taken to have arrived. */
  settleMs: number;
  /** Bytes of logs on local disk at a time. */
  batchBytes: number;
}

/** What one ingestion did. */
export interface IngestionOutcome {
  /** The monitor and grid that are in use after it; no grid while there are no logs. */
  monitor: MonitorVersion;
  grid: StoredGrid | undefined;
  /** Hours before this one have arrived. UTC hours since the epoch. */
  untilHour: number;
  counts: IngestionCounts;
  /** Why the endpoint writes no logs; undefined when it does. */
  captureOff?: string;
  /** What could not be read although the rest was. */
  problems: string[];
  /** Why outcomes could not be counted although the columns were; undefined when they were, or none are wanted. */
  outcomesProblem?: string;
}

/** Log objects per batch, so that progress shows and a lost process loses little. */
const BATCH_OBJECTS = 300;

/**
 * Reads every log object of an endpoint once and stores what it counts to. Whatever happens, an hour is stored as a
 * whole together with its ledger entries, in the order of time; the next run goes on after the last one.
 */
export class IngestionService {
  readonly #sources: InferenceLogSource[];
  readonly #engine: ProfilingEngine;
  readonly #fetcher: LogFetcher;
  readonly #gridBuilder: GridBuilder;
  readonly #monitors: MonitorService;
  readonly #grids: GridStore;
  readonly #profiles: ProfileStore;
  readonly #ledger: LedgerStore;
  readonly #outcomes: OutcomeIngestion | undefined;
  readonly #logger: LoggerService;
  readonly #options: IngestionOptions;

  static create(options: {
    sources: InferenceLogSource[];
    engine: ProfilingEngine;
    fetcher: LogFetcher;
    monitors: MonitorService;
    grids: GridStore;
    profiles: ProfileStore;
    ledger: LedgerStore;
    /** Only columns are counted when absent. */
    outcomes?: OutcomeIngestion;
    logger: LoggerService;
    options: IngestionOptions;
  }): IngestionService {
    return new IngestionService(options);
  }

  private constructor(options: Parameters<typeof IngestionService.create>[0]) {
    this.#sources = options.sources;
    this.#engine = options.engine;
    this.#fetcher = options.fetcher;
    this.#gridBuilder = GridBuilder.create(options);
    this.#monitors = options.monitors;
    this.#grids = options.grids;
    this.#profiles = options.profiles;
    this.#ledger = options.ledger;
    this.#outcomes = options.outcomes;
    this.#logger = options.logger;
    this.#options = options.options;
  }

  /**
   * Brings the profiles of a model up to date.
   * @throws the source's typed error when logs cannot be listed or fetched; what was stored before stays
   */
  async ingest(options: {
    model: Model;
    monitor: MonitorVersion;
    now: Date;
    signal: AbortSignal;
    onProgress: (progress: {
      done: number;
      total: number;
      ingested: IngestionCounts;
    }) => Promise<void>;
  }): Promise<IngestionOutcome> {
    const { model, signal, now } = options;
    const source = findSource(this.#sources, model);
    const untilHour = Math.floor(
      (now.getTime() - this.#options.settleMs) / HOUR_MS,
    );
    const outcome: IngestionOutcome = {
      monitor: options.monitor,
      grid: await this.#gridFor(model, options.monitor, now),
      untilHour,
      counts: { objects: 0, rows: 0, duplicates: 0, rejected: {} },
      problems: [],
    };
    const capture = source.captureState(model.entity);
    if (capture.state === 'off') {
      return { ...outcome, captureOff: capture.reason };
    }

    const ranges = await this.#hoursToList(model, source, outcome, now, signal);
    const listed = await listRanges(ranges, {
      source,
      entity: model.entity,
      signal,
    });
    if (!outcome.grid) {
      if (listed.length === 0) {
        return outcome;
      }
      const built = await this.#gridBuilder.build({
        model,
        source,
        monitor: outcome.monitor,
        hours: listed,
        untilHour,
        now,
        signal,
      });
      outcome.monitor = built.monitor;
      outcome.grid = built.grid;
    }
    const grid = outcome.grid;
    const ledger = await this.#ledger.entries({
      modelId: model.id,
      gridVersion: grid.version,
      fromHour: listed[0]?.hour ?? untilHour,
      toHour: untilHour,
    });
    const due = hoursToRead(listed, ledger);
    const total = due.reduce((sum, { objects }) => sum + objects.length, 0);
    let done = 0;
    await options.onProgress({ done, total, ingested: outcome.counts });
    await withOutcomes(
      this.#outcomes,
      {
        model,
        monitor: outcome.monitor,
        profileGrid: grid,
        source,
        untilHour,
        now,
        signal,
      },
      outcome,
      async counter => {
        const batches = toBatches(due, {
          bytes: this.#options.batchBytes,
          objects: BATCH_OBJECTS,
        });
        for (const hours of batches) {
          signal.throwIfAborted();
          await this.#fetcher.withFiles(
            { source, entity: model.entity, hours, signal },
            logs =>
              this.#count(
                { model, source, outcome, grid, hours, signal, counter },
                logs,
              ),
          );
          done += hours.reduce((sum, { objects }) => sum + objects.length, 0);
          await options.onProgress({ done, total, ingested: outcome.counts });
        }
      },
    );
    await this.#ledger.listed.add({
      modelId: model.id,
      gridVersion: grid.version,
      ranges,
    });
    if (total > 0) {
      this.#logger.info(
        `${model.entityRef}: ${outcome.counts.rows} rows counted from ${outcome.counts.objects} log objects`,
      );
    }
    return outcome;
  }

  /** Counts the rows of whole hours and stores them. */
  async #count(
    {
      model,
      source,
      outcome,
      grid,
      hours,
      signal,
      counter,
    }: {
      model: Model;
      source: InferenceLogSource;
      outcome: IngestionOutcome;
      grid: StoredGrid;
      hours: HourOfLogs[];
      signal: AbortSignal;
      counter: OutcomeCounter;
    },
    logs: FetchedLogs,
  ): Promise<void> {
    const { columns, rowsPath } = outcome.monitor.settings;
    if (columns === 'auto') {
      throw new InputError(
        `The columns of ${model.entityRef} are not known yet`,
      );
    }
    const { counts, outcomes } =
      logs.files.length === 0
        ? { counts: [], outcomes: undefined }
        : await counter.count(hours, wanted =>
            this.#engine.profile({
              files: logs.files,
              format: source.format,
              rowsPath,
              columns,
              grid: grid.grid,
              outcomes: wanted,
              signal,
            }),
          );
    const vanished = new Set(logs.vanished);
    const unreadable = new Map(
      logs.unreadable.map(({ key, problem }) => [key, problem]),
    );
    const objects: LedgerEntry[] = hours.flatMap(
      ({ hour, variant, objects: listed }) =>
        listed
          .filter(({ key }) => !vanished.has(key))
          .map(({ key, etag }) => ({
            key,
            etag,
            variant,
            hour,
            problem: unreadable.get(key),
          })),
    );
    await this.#profiles.putHours({
      modelId: model.id,
      sourceId: source.id,
      gridVersion: grid.version,
      grid: grid.grid,
      counts,
      objects,
      outcomes,
    });
    outcome.counts.objects += objects.length - unreadable.size;
    for (const hour of counts) {
      addCounts(outcome.counts, hour);
    }
    outcome.problems.push(
      ...logs.unreadable.map(({ key, problem }) => `${key} ${problem}`),
      ...counts.flatMap(whyNothingCounted),
    );
  }

  /** The recent hours, those to which logs came late, and those of the baseline that were never read. */
  async #hoursToList(
    model: Model,
    source: InferenceLogSource,
    { grid, monitor, untilHour }: IngestionOutcome,
    now: Date,
    signal: AbortSignal,
  ): Promise<HourRange[]> {
    const { latenessHours, lookbackHours } = this.#options;
    const last = grid
      ? await this.#ledger.lastHour({
          modelId: model.id,
          gridVersion: grid.version,
        })
      : undefined;
    const earliest = untilHour - lookbackHours;
    const sinceHour =
      last === undefined ? earliest : Math.max(earliest, last - latenessHours);
    // As far back as late objects of other sources are looked for; the ledger knows what was counted already.
    const changed = await source.changedHours?.({
      entity: model.entity,
      since: new Date(now.getTime() - latenessHours * HOUR_MS),
      signal,
    });
    return hoursToList(this.#ledger.listed, {
      modelId: model.id,
      gridVersion: grid?.version,
      baseline: monitor.settings.baseline,
      recent: [sinceHour, untilHour],
      changed: changed?.map(toHour),
    });
  }

  /** The grid in use while it serves; that of an uploaded reference is taken into use when it is not. */
  async #gridFor(
    model: Model,
    monitor: MonitorVersion,
    now: Date,
  ): Promise<StoredGrid | undefined> {
    const grid = await this.#grids.latest(model.id);
    if (
      grid &&
      (await this.#monitors.sameGrid(model, grid.monitorVersion, monitor))
    ) {
      return grid;
    }
    const { baseline } = monitor.settings;
    return baseline.kind === 'upload'
      ? takeUploadedGrid(this.#grids, { model, monitor, baseline, now })
      : undefined;
  }
}
