import type {
  DriftTestResult,
  SeverityLevels,
} from '@ai-governance/plugin-ai-governance-common';
import type { Measured } from './measured';
import { severityOf } from './severity';

const RELATIONS = {
  pass: 'below the limit',
  warn: 'near the limit',
  fail: 'above the limit',
} as const;

/**
 * The verdict on a measurement. Fails only what reaches its limit for certain and is significant where significance is
 * asked for; warns where it may reach it.
 * @param adjustedPValue - p adjusted for the number of tests of the run; null when the measurement has none
 */
export function judge(
  measured: Measured,
  adjustedPValue: number | null,
  levels: SeverityLevels,
): DriftTestResult {
  const {
    insufficient,
    certain: _certain,
    possible: _possible,
    warn: _warn,
    alpha: _alpha,
    subject,
    limit,
    ...figures
  } = measured;
  const test = { ...figures, direction: 'above' as const, adjustedPValue };
  if (insufficient !== undefined || test.effectSize === null) {
    return {
      ...test,
      severity: 'none',
      verdict: 'insufficient-data',
      reason: insufficient ?? 'There is nothing to compare.',
    };
  }
  const verdict = verdictOf(measured, adjustedPValue);
  return {
    ...test,
    verdict,
    severity:
      verdict === 'pass'
        ? 'none'
        : severityOf(test.method, test.effectSize, levels),
    reason: `${subject} ${RELATIONS[verdict]} of ${limit}.`,
  };
}

function verdictOf(
  { alpha, certain, possible, threshold, warn = threshold }: Measured,
  adjustedPValue: number | null,
): 'pass' | 'warn' | 'fail' {
  const significant =
    alpha === undefined || (adjustedPValue !== null && adjustedPValue < alpha);
  if (significant && certain >= threshold) {
    return 'fail';
  }
  return significant && possible >= warn ? 'warn' : 'pass';
}
