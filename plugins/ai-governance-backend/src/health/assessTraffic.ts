import type { HealthState } from '@ai-governance/plugin-ai-governance-common';
import type { HealthThresholds } from './thresholds';

/** A `ServiceHour` whose hour is counted from the epoch. */
export interface HourOfService {
  variant: string;
  /** UTC hour since the epoch. */
  hour: number;
  invocations: number | null;
  errors4xx: number | null;
  errors5xx: number | null;
  modelErrors: number | null;
  latencyMs: { p50: number | null; p95: number | null; p99: number | null };
}

interface Judged {
  state: HealthState;
  reason: string;
}

/**
 * Judges what one variant served: the share of errors among the requests of the latest hours, and their p95 latency
 * against the median of the hourly p95 of the days before. The latency of several hours is the mean of their p95,
 * weighted by requests: percentiles cannot be added up, and this lies between the hours' own.
 *
 * @param options - `hours` of one variant; `until`: UTC hour since the epoch, exclusive
 */
export function assessTraffic(options: {
  hours: HourOfService[];
  until: number;
  thresholds: HealthThresholds;
}): Judged {
  const { hours, until, thresholds } = options;
  const { window, from } = chooseWindow(options);
  const requests = sum(window, hour => hour.invocations);
  if (requests === null || requests < thresholds.minRequests) {
    return tooFew(requests, thresholds);
  }
  const span = spanOf(until - from);
  const serverErrors =
    sum(window, hour => hour.errors5xx) ??
    sum(window, hour => hour.modelErrors);
  const latency = assessLatency({
    window,
    before: hours.filter(
      ({ hour }) =>
        hour < from && hour >= from - thresholds.latency.historyHours,
    ),
    span,
    thresholds,
  });
  const shares = [
    serverErrors !== null &&
      judgeShare(
        serverErrors / requests,
        thresholds.serverErrors,
        share => `${share} of ${requests} requests failed with 5xx in ${span}`,
      ),
    judgeShare(
      (sum(window, hour => hour.errors4xx) ?? 0) / requests,
      { ...thresholds.clientErrors, unhealthy: Infinity },
      share =>
        `${share} of ${requests} requests were refused with 4xx in ${span}`,
    ),
    latency.state !== 'healthy' && latency,
  ].filter(judged => judged !== undefined && judged !== false);
  const worst =
    shares.find(({ state }) => state === 'unhealthy') ??
    shares.find(({ state }) => state === 'degraded');
  if (worst) {
    return worst;
  }
  if (serverErrors === null) {
    return {
      state: 'unknown',
      reason: `${requests} requests in ${span}, but the cloud does not say how many failed.`,
    };
  }
  return {
    state: 'healthy',
    reason: `${percent(
      serverErrors / requests,
    )} of ${requests} requests failed in ${span}. ${latency.reason}`,
  };
}

/** The latest hours, and more of them as long as there are too few requests. */
function chooseWindow(options: Parameters<typeof assessTraffic>[0]) {
  const { hours, until, thresholds } = options;
  const { windowHours, maxWindowHours, minRequests } = thresholds;
  const of = (from: number) =>
    hours.filter(({ hour }) => hour >= from && hour < until);
  for (let length = windowHours; ; length++) {
    const from = until - length;
    const window = of(from);
    const enough = (sum(window, hour => hour.invocations) ?? 0) >= minRequests;
    if (enough || length >= maxWindowHours) {
      return { window, from };
    }
  }
}

function tooFew(
  requests: number | null,
  { maxWindowHours, minRequests }: HealthThresholds,
): Judged {
  const span = spanOf(maxWindowHours);
  return {
    state: 'unknown',
    reason:
      requests === null
        ? `No request was measured in ${span}.`
        : `Only ${requests} ${
            requests === 1 ? 'request' : 'requests'
          } in ${span}, ${minRequests} are needed to judge by.`,
  };
}

function judgeShare(
  share: number,
  limits: { degraded: number; unhealthy: number },
  words: (share: string) => string,
): Judged | undefined {
  if (share < limits.degraded) {
    return undefined;
  }
  const unhealthy = share >= limits.unhealthy;
  return {
    state: unhealthy ? 'unhealthy' : 'degraded',
    reason: `${words(percent(share))}; the limit is ${percent(
      unhealthy ? limits.unhealthy : limits.degraded,
    )}.`,
  };
}

function assessLatency(options: {
  window: HourOfService[];
  before: HourOfService[];
  span: string;
  thresholds: HealthThresholds;
}): Judged {
  const { window, before, span, thresholds } = options;
  const { minHistoryHours, degraded, unhealthy, minRiseMs } =
    thresholds.latency;
  const now = weightedP95(window);
  const history = before
    .map(({ latencyMs }) => latencyMs.p95)
    .filter(p95 => p95 !== null);
  const healthy = (reason: string): Judged => ({ state: 'healthy', reason });
  if (now === null) {
    return healthy('Its latency is not known.');
  }
  if (history.length < minHistoryHours) {
    return healthy(
      `Its p95 latency is ${milliseconds(
        now,
      )}, with too little history to compare it.`,
    );
  }
  const usual = median(history);
  const factor = usual > 0 ? now / usual : Infinity;
  if (factor < degraded || now - usual < minRiseMs) {
    return healthy(
      `Its p95 latency is ${milliseconds(now)}, usually ${milliseconds(
        usual,
      )}.`,
    );
  }
  return {
    state: factor >= unhealthy ? 'unhealthy' : 'degraded',
    reason: `Its p95 latency was ${milliseconds(now)} in ${span}, ${
      Math.round(factor * 10) / 10
    } times the usual ${milliseconds(usual)}.`,
  };
}

function weightedP95(hours: HourOfService[]): number | null {
  let total = 0;
  let weight = 0;
  for (const { invocations, latencyMs } of hours) {
    if (latencyMs.p95 !== null && invocations) {
      total += latencyMs.p95 * invocations;
      weight += invocations;
    }
  }
  return weight > 0 ? total / weight : null;
}

/** Null when no hour was measured. */
function sum(
  hours: HourOfService[],
  of: (hour: HourOfService) => number | null,
): number | null {
  const values = hours.map(of).filter(value => value !== null);
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) : null;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function spanOf(hours: number): string {
  return hours === 1 ? 'the last hour' : `the last ${hours} hours`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}

function milliseconds(value: number): string {
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ms`;
}
