import type {
  FairnessHistoryPoint,
  FairnessMetric,
  FairnessRun,
  FairnessVerdict,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { deleteOutdatedRuns } from '../outcomes/deleteOutdatedRuns';
import type { AssessedGroups } from './assessWindow';

/** An assessment to be stored, with the revision of the counts that it was made from. */
export type NewFairnessRun = Omit<FairnessRun, 'results'> & {
  revision: number;
  results: AssessedGroups[];
};

/** Place of a point in a history. */
export interface PointPlace {
  at: string;
  position: number;
}

interface PointRow {
  run_id: string;
  window_to: string;
  position: number;
  attributes: string;
  group_names: string | null;
  metric: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  threshold: number;
  allowed_min: number;
  allowed_max: number;
  verdict: string;
}

const BATCH = 40;

/** Tables `fairness_runs`, `fairness_results` and `fairness_points`. They hold only what may be shown. */
export class FairnessStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FairnessStore {
    return new FairnessStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores an assessment. One of the same variant and window is replaced: it was made from older data. */
  async put(run: NewFairnessRun, windowTo: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const earlier: string[] = await tx('fairness_runs')
        .where({
          model_id: run.modelId,
          variant: run.variant,
          window_to: windowTo,
        })
        .pluck('id');
      await deleteRuns(tx, earlier);
      await tx('fairness_runs').insert({
        id: run.id,
        model_id: run.modelId,
        variant: run.variant,
        created_at: run.createdAt,
        verdict: run.verdict,
        summary: run.summary,
        settings_version: run.settingsVersion,
        grid_version: run.gridVersion,
        revision: run.revision,
        window_from: run.window?.from ?? null,
        window_to: windowTo,
        window_rows: run.window?.rows ?? null,
        window_hours: run.window?.hours ?? null,
        labels: JSON.stringify(run.labels),
      });
      const results = run.results.map((result, position) => ({
        run_id: run.id,
        position,
        attributes: JSON.stringify(result.assessment.attributes),
        intersection: result.intersection,
        sentence: result.sentence,
        assessment: JSON.stringify(result.assessment),
        conflicts: JSON.stringify(result.conflicts),
      }));
      const points = run.results
        .flatMap(pointsOf)
        .map((point, position) => ({ run_id: run.id, position, ...point }));
      for (const [table, rows] of [
        ['fairness_results', results],
        ['fairness_points', points],
      ] as const) {
        for (let i = 0; i < rows.length; i += BATCH) {
          await tx(table).insert(rows.slice(i, i + BATCH));
        }
      }
    });
  }

  /** Whether a variant has been assessed at all. */
  async any(modelId: string, variant: string): Promise<boolean> {
    const row = await this.#knex('fairness_runs')
      .where({ model_id: modelId, variant })
      .first('id');
    return row !== undefined;
  }

  /** The latest assessment of each variant. */
  async latest(
    modelId: string,
    options: { intersection: boolean },
  ): Promise<(Omit<FairnessRun, 'results'> & { results: AssessedGroups[] })[]> {
    const newest: { variant: string; window_to: string }[] = await this.#knex(
      'fairness_runs',
    )
      .where({ model_id: modelId })
      .groupBy('variant')
      .orderBy('variant')
      .select('variant')
      .max('window_to as window_to');
    return Promise.all(
      newest.map(async ({ variant, window_to }) => {
        const row = await this.#knex('fairness_runs')
          .where({ model_id: modelId, variant, window_to })
          .first();
        const results = await this.#knex('fairness_results')
          .where({ run_id: row.id, intersection: options.intersection })
          .orderBy('position');
        return {
          id: row.id,
          modelId,
          variant,
          createdAt: row.created_at,
          verdict: row.verdict as Verdict,
          summary: row.summary,
          settingsVersion: row.settings_version,
          gridVersion: row.grid_version,
          window:
            row.window_from === null
              ? null
              : {
                  from: row.window_from,
                  to: row.window_to,
                  rows: Number(row.window_rows),
                  hours: row.window_hours,
                },
          labels: JSON.parse(row.labels),
          results: results.map(result => ({
            intersection: options.intersection,
            sentence: result.sentence,
            assessment: JSON.parse(result.assessment),
            conflicts: JSON.parse(result.conflicts),
          })),
        };
      }),
    );
  }

  /** The next points of a variant's history, oldest first. */
  async history(options: {
    modelId: string;
    variant: string;
    metric?: FairnessMetric;
    attributes?: string[];
    since: string;
    until: string;
    after?: PointPlace;
    limit: number;
  }): Promise<(FairnessHistoryPoint & PointPlace)[]> {
    const { after } = options;
    const rows: PointRow[] = await this.#knex('fairness_runs as run')
      .join('fairness_points as point', 'point.run_id', 'run.id')
      .where({
        'run.model_id': options.modelId,
        'run.variant': options.variant,
      })
      .andWhere('run.window_to', '>=', after?.at ?? options.since)
      .andWhere('run.window_to', '<=', options.until)
      .modify(query => {
        if (after) {
          query.andWhereRaw('(run.window_to, point.position) > (?, ?)', [
            after.at,
            after.position,
          ]);
        }
        if (options.metric) {
          query.where('point.metric', options.metric);
        }
        if (options.attributes) {
          query.where('point.attributes', JSON.stringify(options.attributes));
        }
      })
      .orderBy(['run.window_to', 'point.position'])
      .limit(options.limit)
      .select('run.window_to', 'point.*');
    return rows.map(row => ({
      runId: row.run_id,
      at: row.window_to,
      position: row.position,
      attributes: JSON.parse(row.attributes),
      group: row.group_names && JSON.parse(row.group_names),
      metric: row.metric as FairnessMetric,
      value: row.value,
      lower: row.lower,
      upper: row.upper,
      threshold: row.threshold,
      allowed: { min: row.allowed_min, max: row.allowed_max },
      verdict: row.verdict as FairnessVerdict,
    }));
  }

  /**
   * Rolls old assessments up to one a day, the day's last, and deletes those that are too old.
   * @param options - ISO instants; assessments whose window ends before them are concerned
   * @returns how many were deleted
   */
  async thin(options: {
    dailyBefore: string;
    deleteBefore: string;
  }): Promise<number> {
    return deleteOutdatedRuns(this.#knex, 'fairness_runs', options, ids =>
      deleteRuns(this.#knex, ids),
    );
  }
}

async function deleteRuns(knex: Knex, ids: string[]): Promise<number> {
  if (ids.length === 0) {
    return 0;
  }
  await knex('fairness_points').whereIn('run_id', ids).delete();
  await knex('fairness_results').whereIn('run_id', ids).delete();
  return knex('fairness_runs').whereIn('id', ids).delete();
}

/** Every figure of a result, first those of the groups that were furthest apart. */
function pointsOf({ assessment }: AssessedGroups) {
  const attributes = JSON.stringify(assessment.attributes);
  return assessment.metrics.flatMap(result =>
    [{ group: null, ...result.extremes }, ...result.comparisons].map(
      ({ group, value, lower, upper, verdict }) => ({
        attributes,
        group_names: group && JSON.stringify(group),
        metric: result.metric,
        ...{ value, lower, upper },
        threshold: result.threshold,
        allowed_min: result.allowed.min,
        allowed_max: result.allowed.max,
        verdict,
      }),
    ),
  );
}
