import type { LogGap } from '@ai-governance/plugin-ai-governance-common';
import { fromHour } from '../database/time';
import type { HourOfService } from './assessTraffic';

/** Logged requests that an hour must lead one to expect before their lack is a gap: e^-7 is less than 1 in 1 000. */
const MIN_EXPECTED = 7;

/**
 * Hours in which requests were served and none was logged, joined to stretches by variant. Of requests that are logged
 * by chance, an hour with few of them may have none without anything being wrong, so it is a gap only where at least
 * seven logged requests were to be expected: a chance of less than one in a thousand.
 *
 * @param options - `logged`: whether a variant's hour has rows; `wasRead`: whether the logs of an hour were looked for
 * already; `samplingPercent`: percent of requests that are logged, null when unknown: nothing can be expected then
 * @returns in the order of variants and time
 */
export function findLogGaps(options: {
  hours: HourOfService[];
  logged: (variant: string, hour: number) => boolean;
  wasRead: (hour: number) => boolean;
  samplingPercent: number | null;
}): LogGap[] {
  const { hours, logged, wasRead, samplingPercent } = options;
  if (samplingPercent === null) {
    return [];
  }
  const without = hours
    .filter(
      ({ variant, hour, invocations }) =>
        ((invocations ?? 0) * samplingPercent) / 100 >= MIN_EXPECTED &&
        wasRead(hour) &&
        !logged(variant, hour),
    )
    .sort((a, b) =>
      a.variant === b.variant ? a.hour - b.hour : compare(a.variant, b.variant),
    );
  const gaps: {
    variant: string;
    from: number;
    to: number;
    requests: number;
  }[] = [];
  for (const { variant, hour, invocations } of without) {
    const last = gaps.at(-1);
    if (last?.variant === variant && last.to === hour) {
      last.to = hour + 1;
      last.requests += invocations ?? 0;
    } else {
      gaps.push({
        variant,
        from: hour,
        to: hour + 1,
        requests: invocations ?? 0,
      });
    }
  }
  return gaps.map(({ variant, from, to, requests }) => ({
    variant,
    from: fromHour(from).toISOString(),
    to: fromHour(to).toISOString(),
    invocations: requests,
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
