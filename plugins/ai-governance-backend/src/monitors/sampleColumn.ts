import type { ColumnSample } from '@ai-governance/plugin-ai-governance-common';
import {
  type CategoricalGrid,
  type ColumnGrid,
  type ColumnProfile,
  numericSummary,
  type NumericGrid,
  rowCount,
} from '@ai-governance/plugin-ai-governance-statistics';

const MOST_VALUES = 5;

/** What the values of a column are like. @param profile - its counts on the grid */
export function sampleColumn(
  profile: ColumnProfile,
  grid: ColumnGrid,
): ColumnSample {
  const counted = { rows: rowCount(profile), missing: profile.missing };
  if (profile.kind === 'numeric') {
    const summary = numericSummary(profile, grid as NumericGrid);
    if (summary.insufficient) {
      return { ...counted, numbers: null, values: [] };
    }
    const { min, max, mean } = summary;
    return { ...counted, numbers: { min, max, mean }, values: [] };
  }
  const { categories } = grid as CategoricalGrid;
  return {
    ...counted,
    numbers: null,
    values: [
      ...categories.map((value, i) => ({ value, rows: profile.counts[i] })),
      ...Object.entries(profile.unseen).map(([value, rows]) => ({
        value,
        rows,
      })),
    ]
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => b.rows - a.rows)
      .slice(0, MOST_VALUES),
  };
}
