import type {
  ColumnsAnswer,
  ColumnsRequest,
  ColumnSample,
  MonitorSettings,
  WatchedColumns,
} from '@ai-governance/plugin-ai-governance-common';
import { addProfiles } from '@ai-governance/plugin-ai-governance-statistics';
import type { Model } from '../models/ModelStore';
import type { GridStore } from '../profiles/GridStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { MonitoringService } from '../tasks/MonitoringService';
import type { MonitorService } from './MonitorService';
import { sampleColumn } from './sampleColumn';

/** Hours before the last counted one that samples are taken from. */
const SAMPLE_HOURS = 7 * 24;

interface Parts {
  monitors: MonitorService;
  grids: GridStore;
  profiles: ProfileStore;
  monitoring: MonitoringService;
}

/** Shows which columns are watched on a model, and lets people confirm or change them. */
export class ColumnService {
  readonly #parts: Parts;

  static create(parts: Parts): ColumnService {
    return new ColumnService(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The watched columns, with samples of the values that were counted last. */
  async get(model: Model): Promise<WatchedColumns> {
    const { monitors } = this.#parts;
    const monitor = await monitors.current(model.id);
    const settings = monitor?.settings ?? monitors.configured(model);
    const samples = monitor
      ? await this.#samples(model, monitor.version)
      : undefined;
    const { columns } = settings;
    return {
      source: sourceOf(settings),
      version: monitor?.version ?? null,
      columns:
        columns === 'auto'
          ? []
          : columns.map(column => ({
              ...column,
              sample: samples?.get(column.name) ?? null,
            })),
    };
  }

  /**
   * Chooses the columns. Where they are others than before, a run is started that counts the logs anew.
   * @returns the new version of the monitor, and the run; one that is under way already is followed by another
   */
  async set(
    model: Model,
    request: ColumnsRequest,
    caller: { author: string; now: Date },
  ): Promise<ColumnsAnswer> {
    const { monitors, monitoring } = this.#parts;
    const { columns, reason } = request;
    const before = await monitors.current(model.id);
    const monitor = await monitors.setColumns(model, {
      columns: columns === 'configured' ? undefined : columns,
      reason,
      ...caller,
    });
    const same =
      before && (await monitors.sameGrid(model, before.version, monitor));
    return {
      monitor,
      run: same ? null : await monitoring.start(model.id, caller.author),
    };
  }

  /** By the names of columns; undefined while nothing was counted on the columns of a version. */
  async #samples(
    model: Model,
    version: number,
  ): Promise<Map<string, ColumnSample> | undefined> {
    const { monitors, grids, profiles } = this.#parts;
    const grid = await grids.latest(model.id);
    const monitor = await monitors.current(model.id);
    if (
      !grid ||
      monitor?.version !== version ||
      !(await monitors.sameGrid(model, grid.monitorVersion, monitor))
    ) {
      return undefined;
    }
    const extents = await profiles.extents({
      modelId: model.id,
      gridVersion: grid.version,
    });
    return undefined;
  }
}
