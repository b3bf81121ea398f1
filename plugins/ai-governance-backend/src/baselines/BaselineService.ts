import type {
  BaselinePeriod,
  BaselineRequest,
  BaselineVersion,
  MonitoredColumn,
  ReferenceFormat,
  RunStatus,
} from '@ai-governance/plugin-ai-governance-common';
import type { InferenceLogSource } from '@ai-governance/plugin-ai-governance-node';
import { ConflictError, InputError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Readable } from 'node:stream';
import { durationHours, fromHour, HOUR_MS } from '../database/time';
import type { DriftStore } from '../drift/DriftStore';
import type { Model } from '../models/ModelStore';
import type { MonitorService } from '../monitors/MonitorService';
import type { GridStore } from '../profiles/GridStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { DuckDbProfilingEngine } from '../profiling/DuckDbProfilingEngine';
import type { MonitoringService } from '../tasks/MonitoringService';
import { startRun } from '../tasks/startRun';
import type {
  BaselineChoice,
  BaselineChoiceStore,
} from './BaselineChoiceStore';
import { columnsFromStatistics } from './columnsFromStatistics';
import { countStatistics } from './countStatistics';
import { checkLogs } from './findLogs';
import { toHistory } from './history';
import { withReceivedFile } from './receiveFile';
import { wholeHours } from './requests';
import { readStatisticsFile } from './statisticsSchema';
import type { ReferenceCounts, UploadStore } from './UploadStore';

/** Limits of baselines. */
export interface BaselineOptions {
  /** Milliseconds after its end until an hour's logs are taken to have arrived. */
  settleMs: number;
  /** Folder for uploads while they are counted. */
  tempDirectory: string;
  /** Bytes of an upload. */
  maxUploadBytes: number;
}

/** Who wants it, and until when they wait. */
interface Caller {
  author: string;
  signal: AbortSignal;
}

interface Parts {
  knex: Knex;
  choices: BaselineChoiceStore;
  uploads: UploadStore;
  monitors: MonitorService;
  grids: GridStore;
  profiles: ProfileStore;
  drift: DriftStore;
  engine: DuckDbProfilingEngine;
  sources: InferenceLogSource[];
  monitoring: MonitoringService;
  options: BaselineOptions;
}

/**
 * Chooses what a model is compared with, and remembers what it was compared with before. A request that is refused
 * leaves everything as it was.
 */
export class BaselineService {
  readonly #parts: Parts;

  static create(parts: Parts): BaselineService {
    return new BaselineService(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Every baseline the model had, the latest first; the last one is that of the configuration. */
  async history(model: Model): Promise<BaselineVersion[]> {
    const { choices, uploads, drift, monitors } = this.#parts;
    const [chosen, uploaded, compared] = await Promise.all([
      choices.all(model.id),
      uploads.list(model.id),
      drift.baselines(model.id),
    ]);
    return toHistory(monitors.configured(model).baseline, {
      chosen,
      uploaded,
      compared,
    });
  }

  /**
   * Chooses a period of the model's logs, or a version of its history again, and starts a run.
   * @returns the run; one that was under way already is followed by another
   * @throws InputError when the period or the version is not allowed; ConflictError when it is in use already
   */
  async choose(
    model: Model,
    request: BaselineRequest,
    caller: Caller,
  ): Promise<RunStatus> {
    const { choices } = this.#parts;
    const { reason } = request;
    if (request.kind === 'version') {
      const { baseline } = await this.#earlier(model, request.version);
      const restores = request.version;
      await choices.append(model.id, {
        ...{ baseline, restores, reason, author: caller.author },
        at: new Date(),
      });
    } else {
      const baseline = await this.#checkPeriod(model, request, caller.signal);
      await choices.append(model.id, {
        ...{ baseline, restores: undefined, reason, author: caller.author },
        at: new Date(),
      });
    }
    return startRun(this.#parts.monitoring, model.id, caller.author);
  }

  /**
   * Counts an uploaded reference, chooses it and starts a run.
   * @param upload - `label`: name of the file, only shown
   * @returns the run; one that was under way already is followed by another
   * @throws InputError that says what is wrong with the file
   */
  async upload(
    model: Model,
    upload: {
      body: Readable;
      format: ReferenceFormat;
      label: string;
      reason: string;
    },
    caller: Caller,
  ): Promise<RunStatus> {
    const { choices, knex, monitors, options, uploads } = this.#parts;
    const { label, format, reason } = upload;
    const { counts, columns } = await withReceivedFile(
      upload.body,
      {
        directory: options.tempDirectory,
        maxBytes: options.maxUploadBytes,
        signal: caller.signal,
      },
      path => this.#count(model, { path, format }, caller.signal),
    );
    const at = new Date();
    await knex.transaction(async tx => {
      const number = await uploads.append(
        model.id,
        { ...counts, label, format, at },
        tx,
      );
      const baseline: BaselinePeriod = {
        kind: 'upload',
        upload: number,
        label,
      };
      await choices.append(
        model.id,
        { baseline, restores: undefined, author: caller.author, reason, at },
        tx,
      );
    });
    if (columns) {
      await monitors.setColumns(model, {
        columns,
        author: caller.author,
        reason: `Named after ${label}: ${reason}`,
        now: at,
      });
    }
    return startRun(this.#parts.monitoring, model.id, caller.author);
  }

  /** Counts a file; `columns` are the monitor's with other names, where the file names what payloads do not. */
  async #count(
    model: Model,
    { path, format }: { path: string; format: ReferenceFormat },
    signal: AbortSignal,
  ): Promise<{ counts: ReferenceCounts; columns?: MonitoredColumn[] }> {
    const { monitors, engine } = this.#parts;
    const settings =
      (await monitors.current(model.id))?.settings ??
      monitors.configured(model);
    const { columns, ignoredColumns: optional } = settings;
    if (columns === 'auto') {
      throw new InputError(
        `The columns of ${model.entityRef} are not known yet: they are found in its first logs. Name them in the monitors file, or upload the reference after the first run`,
      );
    }
    if (format === 'sagemaker-statistics') {
      const statistics = await readStatisticsFile(path);
      const named = settings.columnsInferred
        ? columnsFromStatistics(columns, statistics)
        : undefined;
      return {
        columns: named?.columns,
        counts: countStatistics(statistics, {
          columns: named?.columns ?? columns,
          optional: [...optional, ...(named?.undescribed ?? [])],
        }),
      };
    }
    const file = { path, format };
    return {
      counts: await engine.countTable({ file, columns, optional, signal }),
    };
  }

  /** The choice of an earlier version; without baseline for that of the configuration. */
  async #earlier(
    model: Model,
    version: number,
  ): Promise<Pick<BaselineChoice, 'baseline'>> {
    const chosen = await this.#parts.choices.all(model.id);
    const inUse = chosen[0]?.version ?? 0;
    if (version === inUse) {
      throw new ConflictError(
        `Baseline version ${version} of model '${model.id}' is in use already`,
      );
    }
    const earlier = chosen.find(choice => choice.version === version);
    if (!earlier && version !== 0) {
      throw new InputError(
        `There is no baseline version ${version} of model '${model.id}'; there are versions 0 to ${inUse}`,
      );
    }
    return { baseline: earlier?.baseline };
  }

  async #checkPeriod(
    model: Model,
    request: Exclude<BaselineRequest, { kind: 'version' }>,
    signal: AbortSignal,
  ): Promise<BaselinePeriod> {
    const untilHour = Math.floor(
      (Date.now() - this.#parts.options.settleMs) / HOUR_MS,
    );
    switch (request.kind) {
      case 'fixed': {
        const period = wholeHours(request, untilHour);
        await checkLogs(
          this.#parts,
          model,
          [period.fromHour, period.toHour],
          signal,
        );
        return {
          kind: 'fixed',
          from: fromHour(period.fromHour).toISOString(),
          to: fromHour(period.toHour).toISOString(),
        };
      }
      case 'rolling': {
        const { duration, offset } = request;
        const to = untilHour - Math.floor(durationHours(offset));
        await checkLogs(
          this.#parts,
          model,
          [to - Math.floor(durationHours(duration)), to],
          signal,
        );
        return { kind: 'rolling', duration, offset };
      }
      default:
        return { kind: 'first', duration: request.duration };
    }
  }
}
