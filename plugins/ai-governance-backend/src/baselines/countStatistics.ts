import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import {
  type ColumnGrid,
  type ColumnProfile,
  emptyProfile,
  type Grid,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { checkPresent } from './checkPresent';
import { numericFromStatistics } from './numericFromStatistics';
import type { StatisticsFile } from './statisticsSchema';
import { textFromStatistics } from './textFromStatistics';
import type { ReferenceCounts } from './UploadStore';

/** Counts of one column, made from its statistics. */
export interface ColumnCounts {
  grid: ColumnGrid;
  profile: ColumnProfile;
  /** How they are less than counts of the rows themselves; undefined when they are not. */
  note?: string;
}

/**
 * Makes counts of a `statistics.json` of SageMaker Model Monitor.
 * @param options - `optional`: names of columns that may be absent, because they are not compared
 * @throws InputError when a column is absent, of another type than monitored, or without distribution
 */
export function countStatistics(
  statistics: StatisticsFile,
  options: {
    columns: readonly MonitoredColumn[];
    optional: readonly string[];
  },
): ReferenceCounts {
  const { columns, optional } = options;
  const features = new Map(
    statistics.features.map(feature => [feature.name, feature]),
  );
  checkPresent(
    columns.filter(({ name }) => !optional.includes(name)),
    [...features.keys()],
    'The statistics.json',
  );
  const counted = columns.flatMap(
    ({ name, type }): [string, ColumnCounts][] => {
      const feature = features.get(name);
      if (!feature) {
        return [];
      }
      const { numerical_statistics: numbers, string_statistics: texts } =
        feature;
      const counts =
        type === 'numeric'
          ? numbers && numericFromStatistics(name, numbers)
          : texts && textFromStatistics(name, texts);
      if (!counts) {
        const kinds = Object.entries({ numerical: numbers, string: texts })
          .filter(([, found]) => found)
          .map(([kind]) => kind);
        throw new InputError(
          `Column ${JSON.stringify(
            name,
          )} is monitored as ${type}, but the statistics.json has ${
            kinds.join() || 'no'
          } statistics of it; upload the rows as CSV or Parquet instead`,
        );
      }
      return [[name, counts]];
    },
  );
  const known = new Map(counted);
  const grid: Grid = Object.fromEntries(
    columns.map(({ name, type }): [string, ColumnGrid] => [
      name,
      known.get(name)?.grid ??
        (type === 'numeric'
          ? { kind: 'numeric', edges: [] }
          : { kind: 'categorical', categories: [] }),
    ]),
  );
  const profile = emptyProfile(grid);
  for (const [name, counts] of counted) {
    Object.assign(profile.columns[name], counts.profile);
  }
  profile.rows = Math.max(
    Math.round(statistics.dataset?.item_count ?? 0),
    ...[...features.values()].map(feature => {
      const { common } = (feature.numerical_statistics ??
        feature.string_statistics) || { common: undefined };
      return common ? Math.round(common.num_present + common.num_missing) : 0;
    }),
  );
  return {
    grid,
    profile,
    notes: [
      ...columns
        .filter(({ name }) => !known.has(name))
        .map(({ name }) => `Column ${name} is not in it; it is not compared.`),
      ...counted.flatMap(([, { note }]) => note ?? []),
    ],
  };
}
