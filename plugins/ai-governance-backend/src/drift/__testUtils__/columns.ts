import type {
  ColumnDrift,
  ColumnType,
  DriftMethod,
  DriftTestResult,
  MonitorSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  categoricalGrid,
  type ColumnGrid,
  numericGridFromValues,
  profileValues,
  type RawValue,
} from '@ai-governance/plugin-ai-governance-statistics';
import { DEFAULT_SETTINGS } from '../../monitors/defaults';
import { type SettingsPatch, withPatch } from '../../monitors/layers';
import { assessColumns } from '../assessColumn';

function gridOf(type: ColumnType, values: RawValue[]): ColumnGrid {
  if (type === 'numeric') {
    return numericGridFromValues(
      values.filter((x): x is number => typeof x === 'number'),
    );
  }
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== null) {
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  return categoricalGrid(counts);
}

/** Assesses one column of raw values, the grid made of the baseline. */
export function assessValues(options: {
  type: ColumnType;
  baseline: RawValue[];
  current: RawValue[];
  settings?: SettingsPatch;
}): ColumnDrift {
  const { type, baseline, current } = options;
  const settings: MonitorSettings = withPatch(
    DEFAULT_SETTINGS,
    options.settings ?? {},
  );
  const grid = gridOf(type, baseline);
  const profile = (values: RawValue[]) => ({
    rows: values.length,
    columns: { x: profileValues(values, grid) },
  });
  const [column] = assessColumns(
    {
      baseline: profile(baseline),
      current: profile(current),
      grid: { x: grid },
      settings,
    },
    [{ name: 'x', type, role: 'feature', at: 'x' }],
  );
  return column;
}

/** The result of one method. */
export function resultOf(
  column: ColumnDrift,
  method: DriftMethod,
): DriftTestResult {
  const result = column.tests.find(test => test.method === method);
  if (!result) {
    throw new Error(`The column did not go through ${method}`);
  }
  return result;
}
