import type {
  ColumnDrift,
  DriftRun,
  DriftTestResult,
} from '@ai-governance/plugin-ai-governance-common';
import { byConcern } from './columns';

type Cell = string | number | null;

/**
 * One CSV cell per RFC 4180. Text that a spreadsheet would run as a formula gets a leading apostrophe: column and
 * category names come from outside.
 */
export function csvCell(value: Cell): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const inert = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
}

interface Field {
  header: string;
  value(
    column: ColumnDrift,
    test: DriftTestResult | undefined,
    run: DriftRun,
  ): Cell;
}

const FIELDS: Field[] = [
  { header: 'column', value: column => column.column },
  { header: 'type', value: column => column.type },
  { header: 'role', value: column => column.role },
  { header: 'verdict', value: column => column.verdict },
  { header: 'severity', value: column => column.severity },
  { header: 'drifting_since', value: column => column.openSince },
  { header: 'baseline_n', value: column => column.baseline.n },
  { header: 'baseline_missing', value: column => column.baseline.missing },
  { header: 'current_n', value: column => column.current.n },
  { header: 'current_missing', value: column => column.current.missing },
  { header: 'test', value: (_, test) => test?.method ?? null },
  { header: 'convention', value: (_, test) => test?.convention ?? null },
  { header: 'test_verdict', value: (_, test) => test?.verdict ?? null },
  { header: 'statistic', value: (_, test) => test?.statistic ?? null },
  { header: 'effect_size', value: (_, test) => test?.effectSize ?? null },
  { header: 'threshold', value: (_, test) => test?.threshold ?? null },
  { header: 'p_value', value: (_, test) => test?.pValue ?? null },
  {
    header: 'adjusted_p_value',
    value: (_, test) => test?.adjustedPValue ?? null,
  },
  { header: 'error_bound', value: (_, test) => test?.errorBound ?? null },
  { header: 'reason', value: (column, test) => test?.reason ?? column.reason },
  { header: 'variant', value: (_column, _test, run) => run.variant },
  {
    header: 'baseline_from',
    value: (_column, _test, run) => run.baseline?.from ?? null,
  },
  {
    header: 'baseline_to',
    value: (_column, _test, run) => run.baseline?.to ?? null,
  },
  {
    header: 'current_from',
    value: (_column, _test, run) => run.current?.from ?? null,
  },
  {
    header: 'current_to',
    value: (_column, _test, run) => run.current?.to ?? null,
  },
  { header: 'measured_at', value: (_column, _test, run) => run.createdAt },
  { header: 'run_id', value: (_column, _test, run) => run.id },
];

/**
 * A run as CSV: one line per column and test, worst column first, numbers unrounded; a column without any test has
 * one line.
 */
export function driftCsv(run: DriftRun): string {
  const lines = [...run.columns].sort(byConcern).flatMap(column => {
    const tests: (DriftTestResult | undefined)[] =
      column.tests.length > 0 ? column.tests : [undefined];
    return tests.map(test =>
      FIELDS.map(field => csvCell(field.value(column, test, run))).join(','),
    );
  });
  const header = FIELDS.map(field => field.header).join(',');
  return `${[header, ...lines].join('\r\n')}\r\n`;
}

/** A file name for a run's CSV that is safe on every system. */
export function driftCsvName(run: DriftRun): string {
  const safe = (text: string) =>
    text.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 80);
  return `drift-${safe(run.modelId)}-${safe(run.variant)}-${safe(
    run.createdAt.slice(0, 16),
  )}.csv`;
}
