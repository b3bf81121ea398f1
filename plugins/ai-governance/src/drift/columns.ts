import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import type {
  ColumnDrift,
  DriftMethod,
  DriftRun,
  DriftTestResult,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';

/** Verdicts from the one that needs attention first to the one that needs none. */
const URGENCY: readonly Verdict[] = [
  'fail',
  'warn',
  'error',
  'insufficient-data',
  'pass',
];

/** Whether a verdict says something of the model: too little data and a failed measurement do not. */
export function isJudged(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'warn' || verdict === 'fail';
}

/** Place of a verdict in the order of attention, 0 first. */
export function urgency(verdict: Verdict): number {
  return URGENCY.indexOf(verdict);
}

/** The result of one method, if the column went through it. */
export function testOf(
  column: ColumnDrift,
  method: DriftMethod,
): DriftTestResult | undefined {
  return column.tests.find(test => test.method === method);
}

/** The column's significance test: Kolmogorov–Smirnov or chi-square, whichever was made. */
export function significanceTest(
  column: ColumnDrift,
): DriftTestResult | undefined {
  return testOf(column, 'ks') ?? testOf(column, 'chi-square');
}

/** Largest effect of any test as a multiple of its own limit; -1 when nothing could be computed. */
export function effectRatio(column: ColumnDrift): number {
  return Math.max(
    -1,
    ...column.tests
      .filter(test => test.effectSize !== null && test.threshold > 0)
      .map(test => (test.effectSize as number) / test.threshold),
  );
}

/** Orders columns worst first: by verdict, then severity, then effect, then name. */
export function byConcern(a: ColumnDrift, b: ColumnDrift): number {
  return (
    urgency(a.verdict) - urgency(b.verdict) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    effectRatio(b) - effectRatio(a) ||
    a.column.localeCompare(b.column)
  );
}

/** Whether a column drifted or shows first signs of it. */
export function isDrifting(column: ColumnDrift): boolean {
  return column.verdict === 'fail' || column.verdict === 'warn';
}

/** The method whose history says most: the one with the gravest verdict, the significance test among equals. */
export function leadingMethod(column: ColumnDrift): DriftMethod | undefined {
  const significance = significanceTest(column);
  return [...column.tests].sort(
    (a, b) =>
      urgency(a.verdict) - urgency(b.verdict) ||
      Number(b === significance) - Number(a === significance),
  )[0]?.method;
}

/** The run that needs attention first. @param runs - latest run of each variant, at least one */
export function mostUrgentRun(runs: DriftRun[]): DriftRun {
  return [...runs].sort(
    (a, b) =>
      urgency(a.verdict) - urgency(b.verdict) ||
      a.variant.localeCompare(b.variant),
  )[0];
}
