import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  CategoricalProfile,
  Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { rowCount } from '@ai-governance/plugin-ai-governance-statistics';

/** Most columns by which the traffic is sliced. */
const MOST_SLICERS = 6;

/** Most slices per column. */
export const MOST_SLICES = 12;

/** Share of a column's values that its slices must hold together; ids and free text have no slices worth looking at. */
const LEAST_COVERED = 0.5;

/**
 * Categorical features whose most frequent values hold most of the traffic, those that hold the most first.
 * @param baseline - sum of the baseline; its counts are in the order of the grid, the most frequent first
 */
export function chooseSlicers(
  columns: MonitoredColumn[],
  baseline: Profile,
): MonitoredColumn[] {
  return columns
    .filter(({ role, type }) => role === 'feature' && type === 'categorical')
    .map(column => {
      const profile = baseline.columns[column.name] as CategoricalProfile;
      const slices = profile.counts.slice(0, MOST_SLICES);
      const covered = slices.reduce((sum, count) => sum + count, 0);
      return {
        column,
        slices: slices.filter(count => count > 0).length,
        share: covered / (rowCount(profile) || 1),
      };
    })
    .filter(({ slices, share }) => slices > 1 && share >= LEAST_COVERED)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_SLICERS)
    .map(({ column }) => column);
}
