import type { DistributionBin } from '@ai-governance/plugin-ai-governance-common';
import type {
  CategoricalGrid,
  CategoricalProfile,
  ColumnGrid,
  ColumnProfile,
  NumericGrid,
  NumericProfile,
} from '@ai-governance/plugin-ai-governance-statistics';

/** The bins of one column, both sides' counts beside each other. */
export function distributionBins(
  grid: ColumnGrid,
  baseline: ColumnProfile,
  current: ColumnProfile,
): DistributionBin[] {
  return grid.kind === 'numeric'
    ? numericBins(grid, baseline as NumericProfile, current as NumericProfile)
    : categoricalBins(
        grid,
        baseline as CategoricalProfile,
        current as CategoricalProfile,
      );
}

function numericBins(
  { edges }: NumericGrid,
  baseline: NumericProfile,
  current: NumericProfile,
): DistributionBin[] {
  return baseline.bins.map((count, i) => {
    const lower = i === 0 ? null : edges[i - 1];
    const upper = i === edges.length ? null : edges[i];
    return {
      label: `${lower === null ? 'up' : `above ${lower}`} to ${
        upper ?? 'any value'
      }`,
      lower,
      upper,
      baseline: count,
      current: current.bins[i],
    };
  });
}

function categoricalBins(
  { categories }: CategoricalGrid,
  baseline: CategoricalProfile,
  current: CategoricalProfile,
): DistributionBin[] {
  const bar = (label: string, before: number, now: number) => ({
    label,
    lower: null,
    upper: null,
    baseline: before,
    current: now,
  });
  const unseen = new Set([
    ...Object.keys(baseline.unseen),
    ...Object.keys(current.unseen),
  ]);
  return [
    ...categories.map((name, i) =>
      bar(name, baseline.counts[i], current.counts[i]),
    ),
    ...[...unseen].map(name =>
      bar(
        `${name} (new)`,
        countOf(baseline.unseen, name),
        countOf(current.unseen, name),
      ),
    ),
    bar('(others)', baseline.other, current.other),
  ].filter(({ baseline: before, current: now }) => before + now > 0);
}

/** A category may have the name of something that every object has, such as `constructor`. */
function countOf(counts: Record<string, number>, name: string): number {
  return Object.hasOwn(counts, name) ? counts[name] : 0;
}
