import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import { toHour } from '../database/time';
import { clean } from '../models/deployment';
import type { HourOfService } from './assessTraffic';

/**
 * Hours as a source gave them in the form in which they are kept. Hours outside `[from, until)` and numbers that
 * cannot be are left out: a source may be anybody's.
 */
export function toHours(
  hours: ServiceHour[],
  range: { from: number; until: number },
): HourOfService[] {
  return hours.flatMap(hour => {
    const at = toHour(new Date(hour.hour));
    return at >= range.from && at < range.until
      ? {
          variant: clean(hour.variant).slice(0, 64),
          hour: at,
          invocations: count(hour.invocations),
          errors4xx: count(hour.errors4xx),
          errors5xx: count(hour.errors5xx),
          modelErrors: count(hour.modelErrors),
          latencyMs: {
            p50: measure(hour.latencyMs.p50),
            p95: measure(hour.latencyMs.p95),
            p99: measure(hour.latencyMs.p99),
          },
        }
      : [];
  });
}

function count(value: number | null): number | null {
  const measured = measure(value);
  return measured === null ? null : Math.round(measured);
}

function measure(value: number | null): number | null {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
    ? value
    : null;
}
