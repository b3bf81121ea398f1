import type {
  HealthState,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';

/** Verdicts from the worst to the best, as lists are ordered by; `none` is: never measured. */
const VERDICTS: (Verdict | 'none')[] = [
  'fail',
  'error',
  'warn',
  'insufficient-data',
  'none',
  'pass',
];

/** States from the worst to the best, as lists are ordered by. */
const STATES: HealthState[] = ['unhealthy', 'degraded', 'unknown', 'healthy'];

/** Place of a verdict among all, from 0 for the worst. */
export function verdictRank(verdict: Verdict | null): number {
  return VERDICTS.indexOf(verdict ?? 'none');
}

/** Place of a state among all, from 0 for the worst. */
export function healthRank(state: HealthState): number {
  return STATES.indexOf(state);
}
