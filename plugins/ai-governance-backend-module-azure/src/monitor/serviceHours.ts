import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import type { ResourceMetrics } from './MetricsClient';

const HOUR_MS = 3_600_000;

/** Metrics of latency, and what each is called in an hour. */
export const LATENCIES = {
  RequestLatency_P50: 'p50',
  RequestLatency_P95: 'p95',
  RequestLatency_P99: 'p99',
} as const;

/** Metric of requests, by deployment and class of status code. */
export const REQUESTS = 'RequestsPerMinute';

/**
 * Hours of service of one endpoint's deployments.
 *
 * Azure tells requests by minute; those of an hour are their sum. It tells percentiles of latency by minute, too, and
 * an hour's is the average of its minutes': close to the hour's own while traffic is even. It does not tell which
 * requests the model's container failed. Hours in which Azure measured nothing are left out.
 * @param answers - of the endpoint, in any order
 * @returns hours by deployment and time; what was not measured is null
 */
export function toServiceHours(answers: ResourceMetrics[]): ServiceHour[] {
  const hours = new Map<string, ServiceHour>();
  for (const { name, timeseries } of answers.flatMap(({ value }) => value)) {
    for (const { metadatavalues = [], data } of timeseries) {
      const dimensions = new Map(
        metadatavalues.map(entry => [
          entry.name.value.toLowerCase(),
          entry.value,
        ]),
      );
      const variant = dimensions.get('deployment');
      for (const { timeStamp, average } of data) {
        if (variant && typeof average === 'number') {
          const hour = hourOf(hours, variant, timeStamp);
          if (name.value === REQUESTS) {
            addRequests(hour, dimensions.get('statuscodeclass'), average);
          } else if (Object.hasOwn(LATENCIES, name.value)) {
            const key = LATENCIES[name.value as keyof typeof LATENCIES];
            hour.latencyMs[key] = average;
          }
        }
      }
    }
  }
  return [...hours.values()].sort(
    (a, b) =>
      a.variant.localeCompare(b.variant) || a.hour.localeCompare(b.hour),
  );
}

function hourOf(
  hours: Map<string, ServiceHour>,
  variant: string,
  instant: string,
): ServiceHour {
  const hour = new Date(
    Math.floor(Date.parse(instant) / HOUR_MS) * HOUR_MS,
  ).toISOString();
  const key = `${hour} ${variant}`;
  const known = hours.get(key);
  if (known) {
    return known;
  }
  const fresh: ServiceHour = {
    variant,
    hour,
    invocations: null,
    errors4xx: null,
    errors5xx: null,
    modelErrors: null,
    latencyMs: { p50: null, p95: null, p99: null },
  };
  hours.set(key, fresh);
  return fresh;
}

/** A class of status codes without a series had no requests, so with the first one all counts begin at 0. */
function addRequests(
  hour: ServiceHour,
  statusCodeClass: string | undefined,
  requests: number,
): void {
  hour.invocations = (hour.invocations ?? 0) + requests;
  hour.errors4xx ??= 0;
  hour.errors5xx ??= 0;
  if (statusCodeClass?.startsWith('4')) {
    hour.errors4xx += requests;
  } else if (statusCodeClass?.startsWith('5')) {
    hour.errors5xx += requests;
  }
}
