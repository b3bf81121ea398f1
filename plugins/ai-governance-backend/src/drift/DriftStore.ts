import type {
  DriftHistoryPoint,
  DriftMethod,
  DriftRun,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import {
  type DriftResultRow,
  type DriftRunRow,
  toResultRows,
  toRun,
} from './driftRows';

/** A comparison to be stored, with the revision of the profiles it was made from. */
export type NewDriftRun = DriftRun & { revision: number };

/** The baseline of the latest comparison that was made with it, all variants together. */
export interface ComparedBaseline {
  /** ISO instants; null for an uploaded reference. */
  from: string | null;
  to: string | null;
  rows: number;
  hours: number | null;
}

const BATCH = 40;

/** Tables `drift_runs` and `drift_results`. */
export class DriftStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DriftStore {
    return new DriftStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores a comparison. One of the same variant and window is replaced: it was made from older data. */
  async put(run: NewDriftRun, currentTo: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const earlier = await tx('drift_runs')
        .where({
          model_id: run.modelId,
          variant: run.variant,
          current_to: currentTo,
        })
        .first('id');
      if (earlier) {
        await tx('drift_results').where({ run_id: earlier.id }).delete();
        await tx('drift_runs').where({ id: earlier.id }).delete();
      }
      await tx('drift_runs').insert({
        id: run.id,
        model_id: run.modelId,
        variant: run.variant,
        created_at: run.createdAt,
        verdict: run.verdict,
        summary: run.summary,
        settings_version: run.settingsVersion,
        grid_version: run.gridVersion,
        revision: run.revision,
        baseline_from: run.baseline?.from ?? null,
        baseline_to: run.baseline?.to ?? null,
        baseline_rows: run.baseline?.rows ?? run.baselineUpload?.rows ?? null,
        baseline_version: run.baselineVersion ?? null,
        baseline_upload: run.baselineUpload?.upload ?? null,
        baseline_label: run.baselineUpload?.label ?? null,
        baseline_hours: run.baseline?.hours ?? null,
        current_from: run.current?.from ?? null,
        current_to: currentTo,
        current_rows: run.current?.rows ?? null,
        current_hours: run.current?.hours ?? null,
      });
      const rows = toResultRows(run);
      for (let i = 0; i < rows.length; i += BATCH) {
        await tx('drift_results').insert(rows.slice(i, i + BATCH));
      }
    });
  }

  /** What baselines held when they were last compared with, by version; 0 is that of the configuration. */
  async baselines(modelId: string): Promise<Map<number, ComparedBaseline>> {
    const newest = this.#knex('drift_runs')
      .where({ model_id: modelId })
      .whereNotNull('baseline_rows')
      .groupBy('variant', 'baseline_version')
      .select('variant')
      .max('current_to as current_to')
      .as('newest');
    const rows: DriftRunRow[] = await this.#knex('drift_runs as run')
      .join(newest, join =>
        join
          .on('newest.variant', 'run.variant')
          .andOn('newest.current_to', 'run.current_to'),
      )
      .where('run.model_id', modelId)
      .select('run.*');
    const baselines = new Map<number, ComparedBaseline>();
    for (const row of rows) {
      const version = row.baseline_version ?? 0;
      const known = baselines.get(version);
      baselines.set(version, {
        from: [known?.from, row.baseline_from].filter(isText).sort()[0] ?? null,
        to: [known?.to, row.baseline_to].filter(isText).sort().at(-1) ?? null,
        rows: (known?.rows ?? 0) + Number(row.baseline_rows),
        hours:
          row.baseline_hours === null
            ? null
            : Math.max(known?.hours ?? 0, row.baseline_hours),
      });
    }
    return baselines;
  }

  /** The comparison with the latest window of each variant. */
  async latest(modelId: string): Promise<DriftRun[]> {
    const newest: Pick<DriftRunRow, 'variant' | 'current_to'>[] =
      await this.#knex('drift_runs')
        .where({ model_id: modelId })
        .groupBy('variant')
        .orderBy('variant')
        .select('variant')
        .max('current_to as current_to');
    return Promise.all(
      newest.map(async ({ variant, current_to }) => {
        const row = await this.#knex('drift_runs')
          .where({ model_id: modelId, variant, current_to })
          .first();
        const results = await this.#knex('drift_results')
          .where({ run_id: row.id })
          .orderBy(['position', 'method']);
        return toRun(row, results);
      }),
    );
  }

  /** Whether a variant has been compared at all. */
  async any(modelId: string, variant: string): Promise<boolean> {
    const row = await this.#knex('drift_runs')
      .where({ model_id: modelId, variant })
      .first('id');
    return row !== undefined;
  }

  /**
   * Rolls old comparisons up to one a day, the day's last, and deletes those that are too old.
   * @param options - ISO instants; comparisons whose window ends before them are concerned
   * @returns how many were deleted
   */
  async thin(options: {
    dailyBefore: string;
    deleteBefore: string;
  }): Promise<number> {
    const day = this.#knex.raw('substr(current_to, 1, 10)');
    const lastOfDay = this.#knex('drift_runs')
      .where('current_to', '<', options.dailyBefore)
      .groupBy('model_id', 'variant', day)
      .select('model_id', 'variant')
      .max('current_to as current_to')
      .as('last_of_day');
    const obsolete = this.#knex('drift_runs as run')
      .leftJoin(lastOfDay, join =>
        join
          .on('run.model_id', 'last_of_day.model_id')
          .andOn('run.variant', 'last_of_day.variant')
          .andOn('run.current_to', 'last_of_day.current_to'),
      )
      .where('run.current_to', '<', options.dailyBefore)
      .andWhere(rule =>
        rule
          .whereNull('last_of_day.current_to')
          .orWhere('run.current_to', '<', options.deleteBefore),
      );
    let deleted = 0;
    for (;;) {
      const ids: string[] = await obsolete.clone().limit(500).pluck('run.id');
      if (ids.length === 0) {
        return deleted;
      }
      await this.#knex('drift_results').whereIn('run_id', ids).delete();
      deleted += await this.#knex('drift_runs').whereIn('id', ids).delete();
    }
  }

  /** History of a variant's columns, oldest first. */
  async history(options: {
    modelId: string;
    variant: string;
    column?: string;
    method?: DriftMethod;
    since: string;
    until: string;
    limit: number;
  }): Promise<DriftHistoryPoint[]> {
    const rows: (DriftResultRow & { run_id: string; current_to: string })[] =
      await this.#knex('drift_runs as run')
        .join('drift_results as result', 'result.run_id', 'run.id')
        .where({
          'run.model_id': options.modelId,
          'run.variant': options.variant,
        })
        .andWhere('run.current_to', '>=', options.since)
        .andWhere('run.current_to', '<=', options.until)
        .modify(query => {
          if (options.column !== undefined) {
            query.where('result.column_name', options.column);
          }
          if (options.method !== undefined) {
            query.where('result.method', options.method);
          }
        })
        .orderBy([
          { column: 'run.current_to', order: 'desc' },
          { column: 'result.position' },
        ])
        .limit(options.limit)
        .select('run.current_to', 'result.*');
    return rows.reverse().map(row => ({
      runId: row.run_id,
      at: row.current_to,
      column: row.column_name,
      method: row.method as DriftMethod,
      effectSize: row.effect_size,
      errorBound: row.error_bound,
      threshold: row.threshold,
      verdict: row.verdict as Verdict,
      severity: row.severity as Severity,
      baselineN: Number(row.baseline_n),
      currentN: Number(row.current_n),
    }));
  }
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string';
}
