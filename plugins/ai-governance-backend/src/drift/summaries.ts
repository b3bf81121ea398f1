import {
  graver,
  isQualityMethod,
  type ColumnDrift,
  type DriftTestResult,
  type MonitorSettings,
  type QualityMethod,
  type Severity,
  type Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { isCritical } from '../monitors/layers';

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

/**
 * What a column's tests say together: the deciding verdict, its gravest severity and that test's sentence. A column whose
 * distribution could not be judged does not pass because a check of it did.
 */
export function summariseColumn(tests: DriftTestResult[]): {
  verdict: Verdict;
  severity: Severity;
  reason: string;
} {
  const distribution = tests.filter(test => !isQualityMethod(test.method));
  const compared = decidingVerdict(distribution.map(test => test.verdict));
  const all = decidingVerdict(tests.map(test => test.verdict));
  const verdict = all === 'pass' && distribution.length > 0 ? compared : all;
  const deciding = tests.filter(test => test.verdict === verdict);
  if (verdict === 'insufficient-data') {
    const lacking = distribution.length > 0 ? distribution : tests;
    return {
      verdict,
      severity: 'none',
      reason:
        [...new Set(lacking.map(test => test.reason))].join(' ') ||
        'All tests of this column are switched off.',
    };
  }
  if (verdict === 'pass') {
    return {
      verdict,
      severity: 'none',
      reason:
        distribution.length > 0
          ? 'Distributed as in the baseline.'
          : 'No check found anything.',
    };
  }
  const byChecksOnly = deciding.every(test => isQualityMethod(test.method));
  return {
    verdict,
    severity: deciding
      .map(test => test.severity)
      .reduce(graver, 'none' as Severity),
    reason: [
      ...(byChecksOnly && compared === 'pass'
        ? [
            `Distributed as in the baseline, but a check ${
              verdict === 'fail' ? 'failed' : 'comes near its limit'
            }.`,
          ]
        : []),
      ...deciding.map(test => test.reason),
    ].join(' '),
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

/** What a column that fails by checks alone fails by. */
const CHECKED: Record<QualityMethod, string> = {
  'missing-rate': 'missing values',
  'unseen-rate': 'unseen categories',
  'out-of-range-rate': 'invalid or out of range',
  volume: 'volume',
};

/** A drifted column's name, with what failed where that is not its distribution. */
function nameOf({ column, tests }: ColumnDrift): string {
  const failed = tests
    .filter(test => test.verdict === 'fail')
    .map(test => test.method);
  const checks = failed.filter(isQualityMethod);
  return checks.length > 0 && checks.length === failed.length
    ? `${column} (${checks.map(check => CHECKED[check]).join(', ')})`
    : column;
}

/**
 * The verdict of a whole comparison. It fails when the share of drifted columns reaches the configured share or a
 * critical column drifts; it warns when any column drifts or comes near, or when a check of the run as a whole does
 * not pass: another volume is no drift by itself.
 * @param checks - of the run as a whole
 */
export function summariseRun(
  columns: ColumnDrift[],
  settings: Pick<
    MonitorSettings,
    'columns' | 'criticalColumns' | 'datasetDriftShare'
  >,
  checks: DriftTestResult[] = [],
): { verdict: Verdict; summary: string } {
  const ofColumns = summariseColumns(columns, settings);
  const noticed = checks.filter(
    ({ verdict }) => verdict === 'warn' || verdict === 'fail',
  );
  return noticed.length === 0
    ? ofColumns
    : {
        verdict: decidingVerdict([ofColumns.verdict, 'warn']),
        summary: [
          ofColumns.summary,
          ...noticed.map(({ reason }) => reason),
        ].join(' '),
      };
}

function summariseColumns(
  columns: ColumnDrift[],
  settings: Parameters<typeof summariseRun>[1],
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
    const names = nameList(drifted.map(nameOf));
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
