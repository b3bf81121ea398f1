import type { HourOfService } from '../assessTraffic';

/** An hour of a variant `blue` with 100 requests, no errors and a p95 of 80 ms. */
export function hourOf(
  hour: number,
  rest: Partial<Omit<HourOfService, 'latencyMs'>> & {
    p95?: number | null;
  } = {},
): HourOfService {
  const { p95 = 80, ...counts } = rest;
  return {
    variant: 'blue',
    hour,
    invocations: 100,
    errors4xx: 0,
    errors5xx: 0,
    modelErrors: 0,
    latencyMs: { p50: 40, p95, p99: 120 },
    ...counts,
  };
}

/** Such hours in `[from, to)`. */
export function hoursOf(
  from: number,
  to: number,
  rest: Parameters<typeof hourOf>[1] = {},
): HourOfService[] {
  return Array.from({ length: to - from }, (_, i) => hourOf(from + i, rest));
}
