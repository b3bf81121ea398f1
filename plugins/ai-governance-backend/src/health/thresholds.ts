/** By what the service of a variant is judged. */
export interface HealthThresholds {
  /** Hours that are judged together, the latest ones. */
  windowHours: number;
  /** Hours that may be added to them while there are too few requests. */
  maxWindowHours: number;
  /** Requests below which nothing is said. */
  minRequests: number;
  /** Share of requests answered with 5xx, 0 to 1. */
  serverErrors: { degraded: number; unhealthy: number };
  /** Share of requests answered with 4xx, 0 to 1: mostly the callers' doing, so never unhealthy. */
  clientErrors: { degraded: number };
  latency: {
    /** Hours before the judged ones whose median the p95 is held against. */
    historyHours: number;
    /** Hours with a latency that the median needs. */
    minHistoryHours: number;
    /** Multiple of the median. */
    degraded: number;
    unhealthy: number;
    /** Milliseconds by which it must exceed the median at least: twice almost nothing is nothing. */
    minRiseMs: number;
  };
}

/** Used where the configuration says nothing. */
export const DEFAULT_THRESHOLDS: HealthThresholds = {
  windowHours: 3,
  maxWindowHours: 24,
  minRequests: 20,
  serverErrors: { degraded: 0.01, unhealthy: 0.05 },
  clientErrors: { degraded: 0.1 },
  latency: {
    historyHours: 7 * 24,
    minHistoryHours: 24,
    degraded: 2,
    unhealthy: 5,
    minRiseMs: 50,
  },
};
