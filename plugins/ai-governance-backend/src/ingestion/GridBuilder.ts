import type {
  BaselinePeriod,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  InferenceLogSource,
  ProfilingEngine,
} from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import type { Model } from '../models/ModelStore';
import { baselineRange } from '../monitors/baselineRange';
import type { MonitorService } from '../monitors/MonitorService';
import type { GridStore, StoredGrid } from '../profiles/GridStore';
import { inferColumns } from './inferColumns';
import type { LogFetcher } from './LogFetcher';
import { type HourOfLogs, spread } from './planHours';

/** Enough for 256 quantiles; more would only take longer. */
const SAMPLE_HOURS = 72;
const SAMPLE_BYTES = 32 * 1024 * 1024;

/**
 * Lays out the bins of a model before its first row is counted: finds the columns when nobody named them, and the
 * quantiles of the baseline.
 */
export class GridBuilder {
  readonly #engine: ProfilingEngine;
  readonly #fetcher: LogFetcher;
  readonly #monitors: MonitorService;
  readonly #grids: GridStore;

  static create(options: {
    engine: ProfilingEngine;
    fetcher: LogFetcher;
    monitors: MonitorService;
    grids: GridStore;
  }): GridBuilder {
    return new GridBuilder(options);
  }

  private constructor(options: Parameters<typeof GridBuilder.create>[0]) {
    this.#engine = options.engine;
    this.#fetcher = options.fetcher;
    this.#monitors = options.monitors;
    this.#grids = options.grids;
  }

  /**
   * Builds and stores a grid from a sample of the baseline's hours.
   * @throws InputError when a monitored column is in no row, or no column can be found
   */
  async build(options: {
    model: Model;
    source: InferenceLogSource;
    monitor: MonitorVersion;
    hours: HourOfLogs[];
    untilHour: number;
    now: Date;
    signal: AbortSignal;
  }): Promise<{ monitor: MonitorVersion; grid: StoredGrid }> {
    const { model, source, signal, now } = options;
    const reference = baselineHours(
      options.hours,
      options.monitor.settings.baseline,
      options.untilHour,
    );
    const sample = spread(reference.length > 0 ? reference : options.hours, {
      count: SAMPLE_HOURS,
      bytes: SAMPLE_BYTES,
    });
    return this.#fetcher.withFiles(
      { source, entity: model.entity, hours: sample, signal },
      async ({ files, unreadable }) => {
        if (files.length === 0) {
          throw new InputError(
            `None of the log objects of ${model.entityRef} can be read: ${
              unreadable[0]
                ? `${unreadable[0].key} ${unreadable[0].problem}`
                : 'they were deleted while they were read'
            }`,
          );
        }
        const request = {
          files,
          format: source.format,
          rowsPath: options.monitor.settings.rowsPath,
          signal,
        };
        let monitor = options.monitor;
        let { columns } = monitor.settings;
        if (columns === 'auto') {
          columns = inferColumns(await this.#engine.inspect(request));
          if (columns.length === 0) {
            throw new InputError(
              `No column was found in the payloads of ${model.entityRef}; name the columns in the monitors file`,
            );
          }
          monitor = await this.#monitors.pinColumns(
            model,
            monitor,
            columns,
            now,
          );
        }
        const grid = await this.#grids.append({
          modelId: model.id,
          monitorVersion: monitor.version,
          grid: await this.#engine.buildGrid({ ...request, columns }),
          at: now,
        });
        return { monitor, grid };
      },
    );
  }
}

function baselineHours(
  hours: HourOfLogs[],
  period: BaselinePeriod,
  untilHour: number,
): HourOfLogs[] {
  if (period.kind === 'upload') {
    return [];
  }
  const [from, to] = baselineRange(period, {
    firstHour: hours[0].hour,
    untilHour,
  });
  return hours.filter(({ hour }) => hour >= from && hour < to);
}
