import type {
  ColumnDrift,
  DriftMethod,
  DriftRun,
  DriftTestResult,
  DriftWindow,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { summariseColumn } from './summaries';

/** Row of `drift_runs`, without the revision. */
export interface DriftRunRow {
  id: string;
  model_id: string;
  variant: string;
  created_at: string;
  verdict: string;
  summary: string;
  settings_version: number;
  grid_version: number | null;
  baseline_from: string | null;
  baseline_to: string | null;
  baseline_rows: string | number | null;
  baseline_hours: number | null;
  baseline_version: number | null;
  baseline_upload: number | null;
  baseline_label: string | null;
  current_from: string | null;
  current_to: string;
  current_rows: string | number | null;
  current_hours: number | null;
}

/** Row of `drift_results`, without its run. */
export interface DriftResultRow {
  position: number;
  column_name: string;
  column_type: string;
  column_role: string;
  method: string;
  convention: string;
  parameters: string;
  baseline_n: string | number;
  current_n: string | number;
  baseline_missing: string | number;
  current_missing: string | number;
  statistic: number | null;
  effect_size: number | null;
  threshold: number;
  direction: string;
  p_value: number | null;
  adjusted_p_value: number | null;
  error_bound: number | null;
  severity: string;
  verdict: string;
  reason: string;
}

/** Place of the checks of the run as a whole, which have no column. */
const RUN_POSITION = -1;

function toWindow(
  from: string | null,
  to: string | null,
  rows: string | number | null,
  hours: number | null,
): DriftWindow | null {
  return from === null || to === null
    ? null
    : { from, to, rows: Number(rows), hours: Number(hours) };
}

/** The rows of a comparison's results. */
export function toResultRows(
  run: DriftRun,
): (DriftResultRow & { run_id: string })[] {
  return [
    ...run.columns.flatMap((column, position) =>
      column.tests.map(test => toResultRow(run, position, test, column)),
    ),
    ...(run.checks ?? []).map(test => toResultRow(run, RUN_POSITION, test)),
  ];
}

function toResultRow(
  run: DriftRun,
  position: number,
  test: DriftTestResult,
  column?: ColumnDrift,
): DriftResultRow & { run_id: string } {
  return {
    run_id: run.id,
    position,
    column_name: column?.column ?? '',
    column_type: column?.type ?? '',
    column_role: column?.role ?? '',
    method: test.method,
    convention: test.convention,
    parameters: JSON.stringify(test.parameters),
    baseline_n: column?.baseline.n ?? run.baseline?.rows ?? 0,
    current_n: column?.current.n ?? run.current?.rows ?? 0,
    baseline_missing: column?.baseline.missing ?? 0,
    current_missing: column?.current.missing ?? 0,
    statistic: test.statistic,
    effect_size: test.effectSize,
    threshold: test.threshold,
    direction: test.direction,
    p_value: test.pValue,
    adjusted_p_value: test.adjustedPValue,
    error_bound: test.errorBound,
    severity: test.severity,
    verdict: test.verdict,
    reason: test.reason,
  };
}

function toTest(row: DriftResultRow): DriftTestResult {
  return {
    method: row.method as DriftMethod,
    convention: row.convention,
    parameters: JSON.parse(row.parameters),
    statistic: row.statistic,
    effectSize: row.effect_size,
    threshold: row.threshold,
    direction: row.direction as 'above',
    pValue: row.p_value,
    adjustedPValue: row.adjusted_p_value,
    errorBound: row.error_bound,
    severity: row.severity as Severity,
    verdict: row.verdict as Verdict,
    reason: row.reason,
  };
}

function toColumn(rows: DriftResultRow[]): ColumnDrift {
  const [first] = rows;
  const tests = rows.map(toTest);
  return {
    column: first.column_name,
    type: first.column_type as ColumnDrift['type'],
    role: first.column_role as ColumnDrift['role'],
    baseline: {
      n: Number(first.baseline_n),
      missing: Number(first.baseline_missing),
    },
    current: {
      n: Number(first.current_n),
      missing: Number(first.current_missing),
    },
    tests,
    openSince: null,
    ...summariseColumn(tests),
  };
}

/**
 * A comparison as it was stored.
 * @param results - in the order of their positions
 */
export function toRun(row: DriftRunRow, results: DriftResultRow[]): DriftRun {
  const byColumn = new Map<number, DriftResultRow[]>();
  const checks = results.filter(({ position }) => position === RUN_POSITION);
  for (const result of results.slice(checks.length)) {
    const rows = byColumn.get(result.position) ?? [];
    rows.push(result);
    byColumn.set(result.position, rows);
  }
  return {
    id: row.id,
    modelId: row.model_id,
    variant: row.variant,
    createdAt: row.created_at,
    verdict: row.verdict as Verdict,
    summary: row.summary,
    settingsVersion: row.settings_version,
    gridVersion: row.grid_version,
    baseline: toWindow(
      row.baseline_from,
      row.baseline_to,
      row.baseline_rows,
      row.baseline_hours,
    ),
    ...(row.baseline_version !== null && {
      baselineVersion: row.baseline_version,
    }),
    ...(row.baseline_upload !== null && {
      baselineUpload: {
        upload: row.baseline_upload,
        label: row.baseline_label ?? '',
        rows: Number(row.baseline_rows),
      },
    }),
    current: toWindow(
      row.current_from,
      row.current_to,
      row.current_rows,
      row.current_hours,
    ),
    columns: [...byColumn.values()].map(toColumn),
    checks: checks.map(toTest),
  };
}
