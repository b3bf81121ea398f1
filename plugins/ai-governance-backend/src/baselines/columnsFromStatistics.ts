import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { StatisticsFile } from './statisticsSchema';

/** Columns with the names and types that a statistics.json gives them. */
export interface NamedColumns {
  columns: MonitoredColumn[];
  /** Names of those that the file does not describe. */
  undescribed: string[];
}

/**
 * Names columns that were found by their positions after the features of a `statistics.json`, which SageMaker lists in
 * the order of a row: the outputs before the inputs where it has both, or the inputs alone.
 * @param columns - as they were found in payloads
 * @returns undefined when a column has a key of its own, or the number of features is neither that of inputs and outputs
 *   together nor that of the inputs
 */
export function columnsFromStatistics(
  columns: readonly MonitoredColumn[],
  { features }: Pick<StatisticsFile, 'features'>,
): NamedColumns | undefined {
  const positions = columns.map(({ at }) => at);
  if (positions.some(at => typeof at === 'string')) {
    return undefined;
  }
  const inputs = widthOf(columns, 'feature');
  const outputs = widthOf(columns, 'prediction');
  const both = features.length === inputs + outputs;
  if (!both && features.length !== inputs) {
    return undefined;
  }
  const named = columns.map((column): MonitoredColumn => {
    const at = Number(column.at);
    const input = both ? outputs + at : at;
    const feature =
      column.role === 'feature' ? features[input] : both && features[at];
    return feature
      ? { ...column, name: feature.name, type: typeOf(feature, column.type) }
      : column;
  });
  return {
    columns: named,
    undescribed: both
      ? []
      : named.filter(({ role }) => role === 'prediction').map(c => c.name),
  };
}

/** Values in a row of one side, as far as columns tell. */
function widthOf(
  columns: readonly MonitoredColumn[],
  role: MonitoredColumn['role'],
): number {
  return columns
    .filter(column => column.role === role)
    .reduce((width, { at }) => Math.max(width, Number(at) + 1), 0);
}

function typeOf(
  feature: StatisticsFile['features'][number],
  found: MonitoredColumn['type'],
): MonitoredColumn['type'] {
  if (feature.numerical_statistics) {
    return 'numeric';
  }
  return feature.string_statistics ? 'categorical' : found;
}
