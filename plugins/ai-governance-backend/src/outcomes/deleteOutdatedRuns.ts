import { Knex } from 'knex';

const BATCH = 500;

/**
 * Deletes results that are too old, and of older days all but the last.
 * @param options - ISO instants; results whose window ends before them are concerned
 * @param remove - deletes results by their ids with all that belongs to them, and tells how many
 * @returns how many were deleted
 */
export async function deleteOutdatedRuns(
  knex: Knex,
  table: 'fairness_runs' | 'performance_runs',
  options: { dailyBefore: string; deleteBefore: string },
  remove: (ids: string[]) => Promise<number>,
): Promise<number> {
  const day = knex.raw('substr(window_to, 1, 10)');
  const lastOfDay = knex(table)
    .where('window_to', '<', options.dailyBefore)
    .groupBy('model_id', 'variant', day)
    .select('model_id', 'variant')
    .max('window_to as window_to')
    .as('last_of_day');
  const obsolete = knex(`${table} as run`)
    .leftJoin(lastOfDay, join =>
      join
        .on('run.model_id', 'last_of_day.model_id')
        .andOn('run.variant', 'last_of_day.variant')
        .andOn('run.window_to', 'last_of_day.window_to'),
    )
    .where('run.window_to', '<', options.dailyBefore)
    .andWhere(rule =>
      rule
        .whereNull('last_of_day.window_to')
        .orWhere('run.window_to', '<', options.deleteBefore),
    );
  let deleted = 0;
  for (;;) {
    const ids: string[] = await obsolete.clone().limit(BATCH).pluck('run.id');
    if (ids.length === 0) {
      return deleted;
    }
    deleted += await remove(ids);
  }
}
