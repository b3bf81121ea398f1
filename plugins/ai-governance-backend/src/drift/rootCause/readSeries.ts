import {
  bucketsFromProfiles,
  type CategoricalProfile,
  type ColumnGrid,
  type ColumnProfile,
  type Grid,
  type HourlyCounts,
  type NumericGrid,
  type NumericProfile,
  type Profile,
  unseenCount,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { SeriesEntry } from '../../profiles/ProfileSeries';

/** Buckets that a column's hours are reduced to, beside the new and the missing values. */
const BUCKETS = 10;

/** How many rows an hour had, and what was wrong with them. */
export interface TrafficHour {
  /** UTC hours since the epoch. */
  hour: number;
  rows: number;
  /** Per column, in the order of {@link HourlySeries.columns}: values that were absent. */
  missing: number[];
  /** Values that are no numbers, in numeric columns. */
  invalid: number[];
  /** Values that the grid does not know, in categorical columns. */
  unseen: number[];
}

/** A variant's past, as much of it as the search for causes needs. */
export interface HourlySeries {
  /** Per drifted column and prediction: counts in a few buckets, by hour (by day where hours are no longer kept). */
  counts: Map<string, HourlyCounts[]>;
  /** Columns of the grid. */
  columns: string[];
  /** Hours with rows, without those that are kept by day only. */
  traffic: TrafficHour[];
}

/**
 * Reduces a series of profiles while it is read.
 * @param options - `columns`: those whose distribution is followed; `baseline`, `current`: sums of the two windows
 */
export async function readSeries(
  entries: AsyncIterable<SeriesEntry>,
  options: {
    grid: Grid;
    columns: string[];
    baseline: Profile;
    current: Profile;
  },
): Promise<HourlySeries> {
  const { grid, baseline, current } = options;
  const followed = options.columns.map(name => ({
    name,
    reduce: reducer(grid[name], baseline.columns[name], current.columns[name]),
    counts: [] as HourlyCounts[],
  }));
  const columns = Object.keys(grid);
  const traffic: TrafficHour[] = [];
  for await (const { hour, unit, profile } of entries) {
    for (const { name, reduce, counts } of followed) {
      counts.push({ hour, counts: reduce(profile.columns[name]) });
    }
    if (unit === 'hour') {
      const all = columns.map(name => profile.columns[name]);
      traffic.push({
        hour,
        rows: profile.rows,
        missing: all.map(column => column.missing),
        invalid: all.map(c => (c.kind === 'numeric' ? c.invalid : 0)),
        unseen: all.map(c => (c.kind === 'categorical' ? unseenCount(c) : 0)),
      });
    }
  }
  return {
    counts: new Map(followed.map(({ name, counts }) => [name, counts])),
    columns,
    traffic,
  };
}

/** Counts of a profile in few buckets: those of the PSI, or the categories that moved most; new and missing values. */
function reducer(
  grid: ColumnGrid,
  baseline: ColumnProfile,
  current: ColumnProfile,
): (profile: ColumnProfile) => number[] {
  const [size, place] =
    grid.kind === 'numeric'
      ? quantileBuckets(grid, baseline)
      : movedCategories(
          baseline as CategoricalProfile,
          current as CategoricalProfile,
        );
  return profile => {
    const counts = new Array<number>(size + 2).fill(0);
    const values = valuesOf(profile);
    for (let i = 0; i < values.length; i++) {
      counts[place[i]] += values[i];
    }
    counts[size] =
      profile.kind === 'numeric' ? profile.invalid : unseenCount(profile);
    counts[size + 1] = profile.missing;
    return counts;
  };
}

/** @returns number of buckets, and the bucket of each bin */
function quantileBuckets(
  grid: NumericGrid,
  baseline: ColumnProfile,
): [size: number, place: number[]] {
  const buckets = bucketsFromProfiles(baseline, baseline, grid, {
    buckets: BUCKETS,
  });
  const place = (baseline as NumericProfile).bins.map((_, bin) =>
    buckets.findIndex(
      ({ upper }) =>
        upper === null || (bin < grid.edges.length && grid.edges[bin] <= upper),
    ),
  );
  return [buckets.length, place];
}

/** @returns number of buckets, and the bucket of each category; the last one holds those that moved little */
function movedCategories(
  baseline: CategoricalProfile,
  current: CategoricalProfile,
): [size: number, place: number[]] {
  const share = ({ counts }: CategoricalProfile) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    return counts.map(count => count / total);
  };
  const before = share(baseline);
  const moved = share(current)
    .map((now, i) => ({ i, by: Math.abs(now - before[i]) }))
    .sort((a, b) => b.by - a.by || a.i - b.i)
    .slice(0, BUCKETS);
  const place = before.map(() => moved.length);
  moved.forEach(({ i }, bucket) => {
    place[i] = bucket;
  });
  return [moved.length + 1, place];
}

function valuesOf(profile: ColumnProfile): number[] {
  return profile.kind === 'numeric' ? profile.bins : profile.counts;
}
