import type {
  ColumnDrift,
  MonitoredColumn,
  MonitorSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  adjustPValues,
  type ColumnProfile,
  type Grid,
  type Profile,
  rowCount,
} from '@ai-governance/plugin-ai-governance-statistics';
import { rulesOfColumn } from '../monitors/layers';
import { judge } from './judge';
import { measureTests } from './measureTests';
import { measureChecks } from './qualityChecks';
import { summariseColumn } from './summaries';

/** Two windows of one variant, on one grid. */
export interface Comparison {
  baseline: Profile;
  current: Profile;
  grid: Grid;
  /** Settings of the variant. */
  settings: MonitorSettings;
}

/**
 * Compares every monitored column of two windows, but those that are ignored.
 * @returns one entry a column, in the order of the monitor; a column that cannot be judged says why
 */
export function assessColumns(
  { baseline, current, grid, settings }: Comparison,
  columns: MonitoredColumn[],
): ColumnDrift[] {
  const judged = columns
    .filter(({ name }) => !settings.ignoredColumns.includes(name))
    .map(column => {
      const rules = rulesOfColumn(settings, column.name);
      const pair = {
        type: column.type,
        grid: grid[column.name],
        baseline: baseline.columns[column.name],
        current: current.columns[column.name],
      };
      return {
        column,
        pair,
        rules,
        measured: [...measureTests(pair, rules), ...measureChecks(pair, rules)],
      };
    });
  const withP = judged
    .flatMap(({ measured }) => measured)
    .filter(test => test.pValue !== null);
  const adjusted = adjustPValues(
    withP.map(test => test.pValue as number),
    settings.correction,
  );
  const adjustedOf = new Map(withP.map((test, i) => [test, adjusted[i]]));
  return judged.map(({ column, pair, rules, measured }) => {
    const tests = measured.map(test =>
      judge(test, adjustedOf.get(test) ?? null, rules.severityLevels),
    );
    return {
      column: column.name,
      type: column.type,
      role: column.role,
      baseline: side(pair.baseline),
      current: side(pair.current),
      tests,
      openSince: null,
      ...summariseColumn(tests),
    };
  });
}

function side(profile: ColumnProfile) {
  return { n: rowCount(profile), missing: profile.missing };
}
