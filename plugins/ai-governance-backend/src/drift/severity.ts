import type {
  DriftMethod,
  Severity,
  SeverityLevels,
  SeverityMetric,
} from '@ai-governance/plugin-ai-governance-common';
import { DEFAULT_PSI_LEVELS } from '@ai-governance/plugin-ai-governance-statistics';

type Levels = { medium: number; high: number; critical: number };

/** Those of D serve all distances from 0 to 1. */
const DISTANCE: Levels = { medium: 0.1, high: 0.2, critical: 0.3 };
const RATE: Levels = { medium: 0.05, high: 0.1, critical: 0.25 };

/** Effects from which each severity begins; below `medium` it is low. */
const BUILT_IN: Record<DriftMethod, Levels> = {
  ks: DISTANCE,
  'chi-square': DISTANCE,
  psi: DEFAULT_PSI_LEVELS,
  'jensen-shannon': DISTANCE,
  // Values of a normal column that move by these parts of their spread have about the D of the distances' levels.
  wasserstein: { medium: 0.25, high: 0.5, critical: 0.75 },
  hellinger: DISTANCE,
  'missing-rate': RATE,
  'unseen-rate': RATE,
  'out-of-range-rate': RATE,
  volume: { medium: 3, high: 5, critical: 10 },
};

const METRICS: Record<Exclude<DriftMethod, 'volume'>, SeverityMetric> = {
  ks: 'ks',
  'chi-square': 'cramers_v',
  psi: 'psi',
  'jensen-shannon': 'jensen_shannon',
  wasserstein: 'wasserstein',
  hellinger: 'hellinger',
  'missing-rate': 'missing_rate',
  'unseen-rate': 'unseen_rate',
  'out-of-range-rate': 'out_of_range_rate',
};

/** The name of a method's effect in severity levels and alert rules; undefined when it has none. */
export function metricOf(method: DriftMethod): SeverityMetric | undefined {
  return method === 'volume' ? undefined : METRICS[method];
}

/**
 * How grave an effect is that warned or failed: the gravest level that it reaches, at least low.
 * @param configured - levels that replace the built-in ones of a measure
 */
export function severityOf(
  method: DriftMethod,
  effect: number,
  configured: SeverityLevels,
): Severity {
  const levels = method === 'volume' ? undefined : configured[METRICS[method]];
  if (levels) {
    const reached = levels.find(({ operator, value }) =>
      operator === '>' ? effect > value : effect >= value,
    );
    return reached?.severity ?? 'low';
  }
  const { medium, high, critical } = BUILT_IN[method];
  if (effect < medium) return 'low';
  if (effect < high) return 'medium';
  return effect < critical ? 'high' : 'critical';
}
