import { scoreLimits } from '../intervals/wilson';
import type {
  PerformanceEstimate,
  PerformanceMetric,
  RateEstimate,
} from './types';

/** Version of the conventions of all metrics of performance. */
const VERSION = 1;

/** A metric that is undefined. */
export function undefinedMetric(
  metric: PerformanceMetric,
  n: number,
  reason: string,
): PerformanceEstimate {
  return {
    ...named(metric),
    value: null,
    lower: null,
    upper: null,
    errorBound: 0,
    n,
    reason,
    note: null,
  };
}

/** A metric with its interval. */
export function definedMetric(
  metric: PerformanceMetric,
  n: number,
  estimate: { value: number; lower: number | null; upper: number | null },
  { errorBound = 0, note = null as string | null } = {},
): PerformanceEstimate {
  const { value, lower, upper } = estimate;
  return {
    ...named(metric),
    value,
    lower,
    upper,
    errorBound,
    n,
    reason: null,
    note,
  };
}

/** A proportion with Wilson's interval; null when it is 0/0. */
export function rateEstimate(
  successes: number,
  count: number,
  z: number,
): RateEstimate | null {
  if (count === 0) return null;
  return { value: successes / count, ...scoreLimits(successes, count, z) };
}

function named(metric: PerformanceMetric) {
  return { metric, convention: `${metric}@${VERSION}` };
}
