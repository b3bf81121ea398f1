import type { RootCauseSegment } from '@ai-governance/plugin-ai-governance-common';
import {
  chiSquareFromProfiles,
  type ColumnGrid,
  type ColumnProfile,
  type Profile,
  unseenCount,
} from '@ai-governance/plugin-ai-governance-statistics';

/** A slice stands out when it carries this many times the share of the shift that its rows would make one expect, */
const LEAST_TIMES = 1.5;

/** this much of the whole shift, */
const LEAST_SHARE = 0.3;

/** and has this many values on either side. */
const LEAST_VALUES = 100;

/** Mean of Kolmogorov's distribution, √(π/2)·ln 2: two samples of one distribution have about D = this·√(1/n + 1/m). */
const MEAN_KOLMOGOROV = Math.sqrt(Math.PI / 2) * Math.LN2;

/** Traffic before and after. */
export interface TwoSides {
  baseline: Profile;
  current: Profile;
}

/** A slice of the traffic. */
export interface Slice extends TwoSides {
  value: string;
}

/**
 * Slices that carry clearly more of a column's shift than their rows would make one expect. A slice's part of the shift is
 * its share of the current values times how far its own distribution has moved, less what chance alone moves (D for
 * numbers, total variation distance for categories); the parts are measured against their sum over all slices and the
 * rest of the traffic.
 *
 * @param all - the whole traffic that was sliced
 * @param slices - parts of it that do not overlap
 * @returns the largest share first
 */
export function standOut(
  column: { name: string; grid: ColumnGrid },
  segmentBy: string,
  all: TwoSides,
  slices: Slice[],
): RootCauseSegment[] {
  const counts = ({ baseline, current }: TwoSides): [number[], number[]] => [
    countsOf(baseline.columns[column.name]),
    countsOf(current.columns[column.name]),
  ];
  const parts = slices.map(counts);
  const whole = counts(all);
  const rest = whole.map((side, i) =>
    side.map((count, bin) =>
      parts.reduce((left, part) => left - part[i][bin], count),
    ),
  );
  const distance = column.grid.kind === 'numeric' ? ksExcess : variationExcess;
  const carried = (baseline: number[], current: number[]) =>
    sum(current) * distance(baseline, current);
  const shift = [...parts, rest].reduce(
    (total, [baseline, current]) => total + carried(baseline, current),
    0,
  );
  return slices
    .flatMap((slice, i) => {
      const [baseline, current] = parts[i];
      const [baselineN, currentN] = [sum(baseline), sum(current)];
      const shareOfRows = slice.current.rows / all.current.rows;
      const shareOfShift = carried(baseline, current) / shift;
      return baselineN >= LEAST_VALUES &&
        currentN >= LEAST_VALUES &&
        shareOfShift >= LEAST_SHARE &&
        shareOfShift >= LEAST_TIMES * shareOfRows
        ? [
            {
              column: column.name,
              segmentBy,
              value: slice.value,
              shareOfRows,
              shareOfShift,
              effectSize: effectOf(column, slice),
              baselineN,
              currentN,
            },
          ]
        : [];
    })
    .sort((a, b) => b.shareOfShift - a.shareOfShift);
}

/** Values per bin; the values that the grid of a categorical column does not know are the last one. */
function countsOf(profile: ColumnProfile): number[] {
  return profile.kind === 'numeric'
    ? profile.bins
    : [...profile.counts, unseenCount(profile)];
}

function effectOf(
  { name, grid }: { name: string; grid: ColumnGrid },
  { baseline, current }: Slice,
): number {
  const a = baseline.columns[name];
  const b = current.columns[name];
  if (
    a.kind === 'categorical' &&
    b.kind === 'categorical' &&
    grid.kind === 'categorical'
  ) {
    const result = chiSquareFromProfiles(a, b, grid);
    return result.insufficient ? 0 : result.cramersV;
  }
  return greatestGap(countsOf(a), countsOf(b));
}

/** D at the edges of the grid, less what chance brings about. */
function ksExcess(baseline: number[], current: number[]): number {
  const [n, m] = [sum(baseline), sum(current)];
  return n === 0 || m === 0
    ? 0
    : Math.max(
        0,
        greatestGap(baseline, current) -
          MEAN_KOLMOGOROV * Math.sqrt(1 / n + 1 / m),
      );
}

function greatestGap(baseline: number[], current: number[]): number {
  const [n, m] = [sum(baseline), sum(current)];
  let above = 0;
  let gap = 0;
  baseline.forEach((count, i) => {
    above += count / n - current[i] / m;
    gap = Math.max(gap, Math.abs(above));
  });
  return gap;
}

/** Total variation distance, less what chance brings about: each difference is about normal, with mean |x| = σ√(2/π). */
function variationExcess(baseline: number[], current: number[]): number {
  const [n, m] = [sum(baseline), sum(current)];
  if (n === 0 || m === 0) {
    return 0;
  }
  let distance = 0;
  let chance = 0;
  baseline.forEach((count, i) => {
    const pooled = (count + current[i]) / (n + m);
    distance += Math.abs(count / n - current[i] / m);
    chance += Math.sqrt(
      (2 / Math.PI) * pooled * (1 - pooled) * (1 / n + 1 / m),
    );
  });
  return Math.max(0, (distance - chance) / 2);
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
