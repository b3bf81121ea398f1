import type { HealthState } from '@ai-governance/plugin-ai-governance-common';
import { useVerdictColors } from '../Verdict';
import type { VerdictColors } from '../Verdict';

/** Colours of every state of health: those of the verdicts that are as grave. */
export function useHealthColors(): Record<HealthState, VerdictColors> {
  const verdicts = useVerdictColors();
  return {
    healthy: verdicts.pass,
    degraded: verdicts.warn,
    unhealthy: verdicts.fail,
    unknown: verdicts['insufficient-data'],
  };
}
