import {
  ANNOTATION_VARIANTS,
  type ColumnDistribution,
  type DriftHistoryPoint,
  type DriftMethod,
  type DriftRun,
  type DriftWindow,
  type IngestionState,
  type ModelDetail,
  type RootCause,
  type UploadedReference,
} from '@ai-governance/plugin-ai-governance-common';
import { NotFoundError } from '@backstage/errors';
import { toHour } from '../database/time';
import { ColumnProtection } from '../fairness/protectColumns';
import { distributionBins } from '../drift/distributionBins';
import type { UploadStore } from '../baselines/UploadStore';
import type { DriftStore } from '../drift/DriftStore';
import type { RootCauseService } from '../drift/rootCause/RootCauseService';
import type { FleetService } from '../fleet/FleetService';
import type { FindingService } from '../findings/FindingService';
import type { Model } from '../models/ModelStore';
import type { MonitorService } from '../monitors/MonitorService';
import type { GridStore } from '../profiles/GridStore';
import type { LedgerStore } from '../profiles/LedgerStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { RunStore } from '../runs/RunStore';
import {
  type ColumnProfile,
  rowCount,
} from '@ai-governance/plugin-ai-governance-statistics';

const NO_LOGS: IngestionState = {
  objects: 0,
  rows: 0,
  duplicates: 0,
  rejected: {},
  hours: 0,
  firstHour: null,
  lastHour: null,
  problems: [],
  rejectedLines: [],
};

/** Most points that one answer on history holds. */
const MAX_POINTS = 20_000;

/** Answers questions about models from what is stored; measures nothing. */
export class ModelQueries {
  readonly #stores: {
    monitors: MonitorService;
    grids: GridStore;
    profiles: ProfileStore;
    uploads: UploadStore;
    ledger: LedgerStore;
    drift: DriftStore;
    rootCauses: RootCauseService;
    findings: FindingService;
    fleet: FleetService;
    runs: RunStore;
  };

  static create(stores: {
    monitors: MonitorService;
    grids: GridStore;
    profiles: ProfileStore;
    uploads: UploadStore;
    ledger: LedgerStore;
    drift: DriftStore;
    rootCauses: RootCauseService;
    findings: FindingService;
    fleet: FleetService;
    runs: RunStore;
  }): ModelQueries {
    return new ModelQueries(stores);
  }

  private constructor(stores: Parameters<typeof ModelQueries.create>[0]) {
    this.#stores = stores;
  }

  /** A model with its monitor, its runs and its logs. */
  async detail(model: Model): Promise<ModelDetail> {
    const { monitors, grids, ledger, runs, fleet } = this.#stores;
    const [[summary], monitor, grid, lastRun] = await Promise.all([
      fleet.summaries([model], new Date()),
      monitors.current(model.id),
      grids.latest(model.id),
      runs.latest(model.id),
    ]);
    const annotations = model.entity.metadata.annotations ?? {};
    return {
      ...summary,
      capture: model.capture,
      variants: (annotations[ANNOTATION_VARIANTS] ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(Boolean),
      monitor: monitor ?? null,
      lastRun: lastRun ?? null,
      nextRunAt: model.nextRunAt,
      ingestion: grid
        ? await ledger.state({ modelId: model.id, gridVersion: grid.version })
        : NO_LOGS,
    };
  }

  /** The latest comparison of each variant, with since when each finding is open. */
  async drift(model: Model): Promise<DriftRun[]> {
    const [runs, open] = await Promise.all([
      this.#stores.drift.latest(model.id),
      this.#stores.findings.open(model.id),
    ]);
    const since = new Map(
      open.map(finding => [
        JSON.stringify([finding.variant, finding.column]),
        finding.openedAt,
      ]),
    );
    return runs.map(run => ({
      ...run,
      columns: run.columns.map(column => ({
        ...column,
        openSince:
          since.get(JSON.stringify([run.variant, column.column])) ?? null,
      })),
    }));
  }

  /** History of a variant's columns, oldest first; the newest points when there are too many. */
  async history(
    model: Model,
    options: {
      variant: string;
      column?: string;
      method?: DriftMethod;
      since: string;
      until: string;
    },
  ): Promise<DriftHistoryPoint[]> {
    return this.#stores.drift.history({
      modelId: model.id,
      ...options,
      limit: MAX_POINTS,
    });
  }

  /** What is known of the cause of a variant's drift; null when nothing has drifted. */
  async rootCause(
    model: Model,
    options: { variant: string },
  ): Promise<RootCause | null> {
    const [cause, monitor] = await Promise.all([
      this.#stores.rootCauses.get(model.id, options.variant),
      this.#stores.monitors.current(model.id),
    ]);
    return cause
      ? ColumnProtection.of(monitor?.settings).rootCause(cause)
      : null;
  }

  /**
   * Distribution of one column in the latest comparison.
   * @throws NotFoundError when the variant has no comparison, or the comparison has no such column
   */
  async distribution(
    model: Model,
    options: { variant: string; column: string },
  ): Promise<ColumnDistribution> {
    const { drift, grids, profiles, uploads } = this.#stores;
    const run = (await drift.latest(model.id)).find(
      ({ variant }) => variant === options.variant,
    );
    const column = run?.columns.find(c => c.column === options.column);
    const grid =
      run?.gridVersion !== null && run?.gridVersion !== undefined
        ? await grids.get(model.id, run.gridVersion)
        : undefined;
    const reference = run?.baseline ?? run?.baselineUpload;
    if (!run?.current || !reference || !column || !grid) {
      throw new NotFoundError(
        `There is no comparison of column '${options.column}' of variant '${options.variant}' of model '${model.id}'`,
      );
    }
    const scope = {
      modelId: model.id,
      variant: options.variant,
      gridVersion: grid.version,
      grid: grid.grid,
    };
    const sumOf = (side: DriftWindow | UploadedReference) =>
      'upload' in side
        ? uploads.sum(model.id, side.upload)
        : profiles.sum(
            scope,
            toHour(new Date(side.from)),
            toHour(new Date(side.to)),
          );
    const [baseline, current] = await Promise.all(
      [reference, run.current].map(
        async side => (await sumOf(side)).profile.columns[options.column],
      ),
    );
    const counted = (profile: ColumnProfile) => ({
      n: rowCount(profile),
      missing: profile.missing,
    });
    const monitor = await this.#stores.monitors.current(model.id);
    return ColumnProtection.of(monitor?.settings).distribution({
      column: options.column,
      type: column.type,
      runId: run.id,
      baseline: { ...run.baseline, ...counted(baseline) },
      current: { ...run.current, ...counted(current) },
      bins: distributionBins(grid.grid[options.column], baseline, current),
    });
  }
}
