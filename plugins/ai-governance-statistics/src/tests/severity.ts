import { checkNumber, InvalidInputError } from '../errors';

/** How large an effect is. @public */
export type EffectSeverity = 'none' | 'low' | 'medium' | 'high' | 'critical';

/**
 * Severity of a Kolmogorov–Smirnov distance: below 0.1 low, below 0.2 medium, below 0.3 high, else critical.
 *
 * @param statistic - D, from 0 to 1
 * @throws InvalidInputError when D is not allowed
 * @public
 */
export function severityFromKs(
  statistic: number,
): Exclude<EffectSeverity, 'none'> {
  checkNumber(statistic, 'D', { min: 0, max: 1 });
  if (statistic < 0.1) return 'low';
  if (statistic < 0.2) return 'medium';
  return statistic < 0.3 ? 'high' : 'critical';
}

/**
 * Values of the population stability index from which each severity begins.
 * @public
 */
export interface PsiLevels {
  low: number;
  medium: number;
  high: number;
  critical: number;
}

/** Levels of the population stability index when nothing else is configured. @public */
export const DEFAULT_PSI_LEVELS: PsiLevels = {
  low: 0.05,
  medium: 0.1,
  high: 0.15,
  critical: 0.25,
};

/**
 * Severity of a population stability index.
 *
 * @param psi - from 0
 * @param levels - ascending
 * @param noDriftBound95 - below it the severity is `none` whatever the levels say
 * @throws InvalidInputError when the index is not allowed or the levels do not ascend
 * @public
 */
export function severityFromPsi(
  psi: number,
  levels: PsiLevels = DEFAULT_PSI_LEVELS,
  noDriftBound95: number = 0,
): EffectSeverity {
  checkNumber(psi, 'psi', { min: 0 });
  const { low, medium, high, critical } = levels;
  if (!(low <= medium && medium <= high && high <= critical)) {
    throw new InvalidInputError(
      `psi levels are low ${low}, medium ${medium}, high ${high}, critical ${critical}; allowed are ascending numbers`,
    );
  }
  if (psi < low || psi < noDriftBound95) return 'none';
  if (psi < medium) return 'low';
  if (psi < high) return 'medium';
  return psi < critical ? 'high' : 'critical';
}
