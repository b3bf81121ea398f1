import type {
  ColumnsAnswer,
  ColumnsRequest,
  ColumnSample,
  MonitorSettings,
  MonitorVersion,
  WatchedColumns,
} from '@ai-governance/plugin-ai-governance-common';
import {
  addProfile,
  emptyProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { Model } from '../models/ModelStore';
import type { GridStore } from '../profiles/GridStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { MonitoringService } from '../tasks/MonitoringService';
import { startRun } from '../tasks/startRun';
import { ColumnProtection } from '../fairness/protectColumns';
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
    const samples = monitor && (await this.#samples(model, monitor));
    const { columns } = settings;
    const protection = ColumnProtection.of(settings);
    const sampleOf = (name: string) => {
      const sample = samples?.get(name);
      return sample ? protection.sample(name, sample) : null;
    };
    return {
      source: sourceOf(settings),
      version: monitor?.version ?? null,
      columns:
        columns === 'auto'
          ? []
          : columns.map(column => ({
              ...column,
              sample: sampleOf(column.name),
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
      run: same ? null : await startRun(monitoring, model.id, caller.author),
    };
  }

  /** By the names of columns, from all variants together; empty while nothing was counted on these columns. */
  async #samples(
    model: Model,
    monitor: MonitorVersion,
  ): Promise<Map<string, ColumnSample>> {
    const { monitors, grids, profiles } = this.#parts;
    const stored = await grids.latest(model.id);
    if (
      !stored ||
      !(await monitors.sameGrid(model, stored.monitorVersion, monitor))
    ) {
      return new Map();
    }
    const { version: gridVersion, grid } = stored;
    const scope = { modelId: model.id, gridVersion };
    const extents = await profiles.extents(scope);
    const lastHour = Math.max(...extents.map(extent => extent.lastHour));
    const total = emptyProfile(grid);
    for (const { variant } of extents) {
      const { profile } = await profiles.sum(
        { ...scope, variant, grid },
        lastHour + 1 - SAMPLE_HOURS,
        lastHour + 1,
      );
      addProfile(total, profile);
    }
    return new Map(
      total.rows === 0
        ? []
        : Object.entries(total.columns).map(([name, column]) => [
            name,
            sampleColumn(column, grid[name]),
          ]),
    );
  }
}

function sourceOf(settings: MonitorSettings): WatchedColumns['source'] {
  if (settings.columns === 'auto') {
    return 'unknown';
  }
  if (settings.columnsConfirmed) {
    return 'confirmed';
  }
  return settings.columnsInferred ? 'inferred' : 'configured';
}
