import type {
  PerformanceRun,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { deleteOutdatedRuns } from '../outcomes/deleteOutdatedRuns';

/** A measurement to be stored, with the revision of the counts that it was made from. */
export type NewPerformanceRun = Omit<PerformanceRun, 'openSince'> & {
  revision: number;
};

/** Table `performance_runs`. */
export class PerformanceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): PerformanceStore {
    return new PerformanceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores a measurement. One of the same variant and window is replaced: it was made from older data. */
  async put(run: NewPerformanceRun, windowTo: string): Promise<void> {
    const { window, baselineWindow } = run;
    await this.#knex.transaction(async tx => {
      await tx('performance_runs')
        .where({
          model_id: run.modelId,
          variant: run.variant,
          window_to: windowTo,
        })
        .delete();
      await tx('performance_runs').insert({
        id: run.id,
        model_id: run.modelId,
        variant: run.variant,
        created_at: run.createdAt,
        verdict: run.verdict,
        summary: run.summary,
        settings_version: run.settingsVersion,
        grid_version: run.gridVersion,
        revision: run.revision,
        window_from: window?.from ?? null,
        window_to: windowTo,
        window_rows: window?.rows ?? null,
        window_hours: window?.hours ?? null,
        labels: JSON.stringify(run.labels),
        baseline_from: baselineWindow?.from ?? null,
        baseline_to: baselineWindow?.to ?? null,
        baseline_rows: baselineWindow?.rows ?? null,
        baseline_hours: baselineWindow?.hours ?? null,
        measurement: run.measurement && JSON.stringify(run.measurement),
        baseline: run.baseline && JSON.stringify(run.baseline),
        judgements: JSON.stringify(run.judgements),
      });
    });
  }

  /** The latest measurement of each variant. */
  async latest(modelId: string): Promise<Omit<PerformanceRun, 'openSince'>[]> {
    const newest: { variant: string; window_to: string }[] = await this.#knex(
      'performance_runs',
    )
      .where({ model_id: modelId })
      .groupBy('variant')
      .orderBy('variant')
      .select('variant')
      .max('window_to as window_to');
    return Promise.all(
      newest.map(async ({ variant, window_to }) => {
        const row = await this.#knex('performance_runs')
          .where({ model_id: modelId, variant, window_to })
          .first();
        return {
          id: row.id,
          modelId,
          variant,
          createdAt: row.created_at,
          verdict: row.verdict as Verdict,
          summary: row.summary,
          settingsVersion: row.settings_version,
          gridVersion: row.grid_version,
          window: toWindow(row, 'window'),
          baselineWindow: toWindow(row, 'baseline'),
          labels: JSON.parse(row.labels),
          measurement: row.measurement && JSON.parse(row.measurement),
          baseline: row.baseline && JSON.parse(row.baseline),
          judgements: JSON.parse(row.judgements),
        };
      }),
    );
  }

  /**
   * Rolls old measurements up to one a day, the day's last, and deletes those that are too old.
   * @param options - ISO instants; measurements whose window ends before them are concerned
   * @returns how many were deleted
   */
  async thin(options: {
    dailyBefore: string;
    deleteBefore: string;
  }): Promise<number> {
    return deleteOutdatedRuns(this.#knex, 'performance_runs', options, ids =>
      this.#knex('performance_runs').whereIn('id', ids).delete(),
    );
  }
}

function toWindow(
  row: Record<string, string | number | null>,
  name: 'window' | 'baseline',
) {
  const from = row[`${name}_from`];
  return from === null
    ? null
    : {
        from: String(from),
        to: String(row[`${name}_to`]),
        rows: Number(row[`${name}_rows`]),
        hours: Number(row[`${name}_hours`]),
      };
}
