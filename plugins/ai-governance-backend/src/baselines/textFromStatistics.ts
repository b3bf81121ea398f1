import { categoricalGrid } from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { CATEGORY_LENGTH } from '../profiling/cells';
import type { ColumnCounts } from './countStatistics';
import type { TextStatistics } from './statisticsSchema';

/**
 * Counts of a categorical column from the values that its statistics list.
 * @throws InputError when they list none
 */
export function textFromStatistics(
  name: string,
  { common, distribution }: TextStatistics,
): ColumnCounts {
  const counts = new Map<string, number>();
  let missing = Math.round(common.num_missing);
  for (const { value, count } of distribution?.categorical?.buckets ?? []) {
    const category = toCategory(String(value));
    if (category === undefined) {
      missing += Math.round(count);
    } else {
      counts.set(category, (counts.get(category) ?? 0) + Math.round(count));
    }
  }
  if (counts.size === 0) {
    throw new InputError(
      `Column ${JSON.stringify(
        name,
      )} of the statistics.json lists no value, so nothing is known of its distribution`,
    );
  }
  const grid = categoricalGrid(counts);
  const known = grid.categories.map(category => counts.get(category) ?? 0);
  const listed = known.reduce((sum, count) => sum + count, 0);
  const present = Math.round(common.num_present + common.num_missing) - missing;
  const other = Math.max(0, present - listed);
  return {
    grid,
    profile: { kind: 'categorical', counts: known, unseen: {}, other, missing },
    note:
      other > 0
        ? `Column ${name} has ${other} of ${present} values in categories that the statistics.json does not list.`
        : undefined,
  };
}

/** A value as the counting of rows would have it, see `cells.ts`; undefined for a missing one. */
function toCategory(value: string): string | undefined {
  const text = value.trim();
  return ['', 'NaN', 'nan'].includes(text)
    ? undefined
    : text
        .replace(/^(-?(?:0|[1-9][0-9]*))\.0+$/, '$1')
        .slice(0, CATEGORY_LENGTH);
}
