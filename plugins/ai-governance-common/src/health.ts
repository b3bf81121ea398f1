/** How an endpoint serves; `unknown` when there is nothing to say it by. @public */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** States from the best to the worst. `unknown` stands apart: it is never taken for healthy. @public */
export const HEALTH_STATES: readonly HealthState[] = [
  'healthy',
  'degraded',
  'unhealthy',
  'unknown',
];

/** What one variant served in one UTC hour, as the cloud measured it. Null is: not measured. @public */
export interface ServiceHour {
  variant: string;
  /** Start of the hour, ISO instant. */
  hour: string;
  invocations: number | null;
  /** Requests answered with a status of 400 to 499. */
  errors4xx: number | null;
  /** Requests answered with a status of 500 to 599. */
  errors5xx: number | null;
  /** Requests to which the model's container gave no 2xx. */
  modelErrors: number | null;
  /** Milliseconds until the answer, of all requests of the hour. */
  latencyMs: { p50: number | null; p95: number | null; p99: number | null };
}

/** A stretch of time in which an endpoint was invoked and wrote no logs. @public */
export interface LogGap {
  variant: string;
  /** ISO instants, start of the first and end of the last hour. */
  from: string;
  to: string;
  /** Requests in it, as the cloud counted them. */
  invocations: number;
}

/** Health of one variant. @public */
export interface VariantHealth {
  variant: string;
  state: HealthState;
  /** One sentence. */
  reason: string;
}

/** Answer of `GET /models/{id}/health`. @public */
export interface ModelHealth {
  state: HealthState;
  /** One sentence: that of the worst variant. */
  reason: string;
  /** When the cloud was last asked, ISO instant; null when never. */
  checkedAt: string | null;
  variants: VariantHealth[];
  /** Hours in the order of time. */
  hours: ServiceHour[];
  logs: {
    /** Percent of requests that are logged, 0 to 100; null when unknown. */
    samplingPercent: number | null;
    gaps: LogGap[];
  };
}
