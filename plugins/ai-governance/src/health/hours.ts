import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';

const HOUR = 3_600_000;

/** One hour of a chart. Null is: not measured, and leaves a gap. */
export interface HealthDatum {
  /** Start of the hour, milliseconds since 1970. */
  time: number;
  invocations: number | null;
  /** Requests that were answered well: neither 4xx nor 5xx. */
  answered: number | null;
  errors4xx: number | null;
  errors5xx: number | null;
  modelErrors: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

const NOTHING: Omit<HealthDatum, 'time'> = {
  invocations: null,
  answered: null,
  errors4xx: null,
  errors5xx: null,
  modelErrors: null,
  p50: null,
  p95: null,
  p99: null,
};

/**
 * Hours of one variant for a chart, one for each hour of the period: those the cloud did not measure are there with
 * nothing in them, or a line would run over the gap.
 * @param from - milliseconds since 1970, inclusive
 * @param to - exclusive
 */
export function healthData(
  hours: ServiceHour[],
  variant: string,
  from: number,
  to: number,
): HealthDatum[] {
  const measured = new Map(
    hours
      .filter(hour => hour.variant === variant)
      .map(hour => [Date.parse(hour.hour), hour]),
  );
  const data: HealthDatum[] = [];
  for (let time = Math.floor(from / HOUR) * HOUR; time < to; time += HOUR) {
    const hour = measured.get(time);
    data.push(
      hour
        ? {
            time,
            invocations: hour.invocations,
            answered:
              hour.invocations === null
                ? null
                : Math.max(
                    0,
                    hour.invocations -
                      (hour.errors4xx ?? 0) -
                      (hour.errors5xx ?? 0),
                  ),
            errors4xx: hour.errors4xx,
            errors5xx: hour.errors5xx,
            modelErrors: hour.modelErrors,
            ...hour.latencyMs,
          }
        : { time, ...NOTHING },
    );
  }
  return data;
}

/** Totals of some hours. Null is: never measured. */
export interface HealthTotals {
  /** Hours in which requests were counted. */
  hours: number;
  invocations: number | null;
  errors4xx: number | null;
  errors5xx: number | null;
  modelErrors: number | null;
}

/** Sums what was measured; a measure that never was stays null. */
export function healthTotals(data: HealthDatum[]): HealthTotals {
  const sum = (of: (datum: HealthDatum) => number | null) =>
    data.reduce<number | null>((total, datum) => {
      const value = of(datum);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  return {
    hours: data.filter(({ invocations }) => invocations !== null).length,
    invocations: sum(datum => datum.invocations),
    errors4xx: sum(datum => datum.errors4xx),
    errors5xx: sum(datum => datum.errors5xx),
    modelErrors: sum(datum => datum.modelErrors),
  };
}
