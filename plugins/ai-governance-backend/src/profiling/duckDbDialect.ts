import { DOUBLE, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { ColumnGrid } from '@ai-governance/plugin-ai-governance-statistics';
import type { CountingDialect } from './counting';
import type { Parameters } from './DuckDb';

/** How DuckDB says what engines say differently. */
export const duckDbDialect: CountingDialect = {
  // histogram() is right-closed and appends a bin for what lies beyond the last edge only when it is not empty.
  binCounts: (value, edges) =>
    `CAST(map_values(histogram(${value}, ${edges})) AS DOUBLE[])`,
  parameter: name => `$${name}`,
  categories: (texts, name) =>
    `(SELECT unnest(${texts}) AS category, CAST(generate_subscripts(${texts}, 1) AS INTEGER) AS place) ${name}`,
};

/** A grid as the value of a parameter. */
export function gridValue(grid: ColumnGrid): Parameters[string] {
  return grid.kind === 'numeric'
    ? { value: listValue(grid.edges), type: LIST(DOUBLE) }
    : { value: listValue(grid.categories), type: LIST(VARCHAR) };
}
