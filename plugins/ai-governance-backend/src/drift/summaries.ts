import {
  graver,
  type ColumnDrift,
  type DriftTestResult,
  type MonitorSettings,
  type Severity,
  type Verdict,
} from '@ai-governance/plugin-ai-governance-common';

/** From the one that decides most to the one that decides least. */
const PRECEDENCE: Verdict[] = [
  'error',
  'fail',
  'warn',
  'pass',
  'insufficient-data',
];

/** The verdict that decides among several: an error or a failure is never hidden behind a pass. */
export function decidingVerdict(verdicts: Verdict[]): Verdict {
  return (
    PRECEDENCE.find(verdict => verdicts.includes(verdict)) ??
    'insufficient-data'
  );
}

/** What a column's tests say together: the deciding verdict, its gravest severity and that test's sentence. */
export function summariseColumn(tests: DriftTestResult[]): {
  verdict: Verdict;
  severity: Severity;
  reason: string;
} {
  const verdict = decidingVerdict(tests.map(test => test.verdict));
  const deciding = tests.filter(test => test.verdict === verdict);
  return {
    verdict,
    severity: deciding
      .map(test => test.severity)
      .reduce(graver, 'none' as Severity),
    reason:
      verdict === 'pass'
        ? 'Distributed as in the baseline.'
        : deciding.map(test => test.reason).join(' '),
  };
}

/** A list of names as people write it, at most five of them. */
export function nameList(names: string[]): string {
  const shown = names.slice(0, 5);
  const rest = names.length - shown.length;
  if (rest > 0) {
    return `${shown.join(', ')} and ${rest} more`;
  }
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

/**
 * The verdict of a whole comparison. It fails when the share of drifted columns reaches the configured share or a
 * critical column drifts; it warns when any column drifts or comes near.
 */
export function summariseRun(
  columns: ColumnDrift[],
  settings: MonitorSettings,
): { verdict: Verdict; summary: string } {
  const of = (verdict: Verdict) =>
    columns.filter(column => column.verdict === verdict);
  const drifted = of('fail');
  const judged = columns.filter(
    column => column.verdict !== 'insufficient-data',
  );
  const broken = of('error');
  if (broken.length > 0) {
    return {
      verdict: 'error',
      summary: `${nameList(broken.map(c => c.column))} could not be measured: ${
        broken[0].reason
      }`,
    };
  }
  if (judged.length === 0) {
    return {
      verdict: 'insufficient-data',
      summary: columns[0]?.reason ?? 'No column is monitored.',
    };
  }
  if (drifted.length > 0) {
    const names = nameList(drifted.map(c => c.column));
    const critical = drifted.filter(({ column }) =>
      isCritical(settings, column),
    );
    const share = drifted.length / judged.length;
    const failed = critical.length > 0 || share >= settings.datasetDriftShare;
    const why =
      critical.length > 0
        ? `, among them the critical ${nameList(critical.map(c => c.column))}`
        : '';
    return {
      verdict: failed ? 'fail' : 'warn',
      summary: `${drifted.length} of ${judged.length} columns ${
        drifted.length === 1 ? 'has' : 'have'
      } drifted: ${names}${critical.length < drifted.length ? why : ''}.`,
    };
  }
  const near = of('warn');
  if (near.length > 0) {
    return {
      verdict: 'warn',
      summary: `No column has drifted, but ${nameList(
        near.map(c => c.column),
      )} ${near.length === 1 ? 'comes' : 'come'} near.`,
    };
  }
  return {
    verdict: 'pass',
    summary:
      judged.length === 1
        ? `${judged[0].column}, the only column that could be judged, has not drifted.`
        : `None of ${judged.length} columns has drifted.`,
  };
}

function isCritical(settings: MonitorSettings, column: string): boolean {
  return (
    settings.columns !== 'auto' &&
    settings.columns.some(c => c.name === column && c.critical === true)
  );
}
