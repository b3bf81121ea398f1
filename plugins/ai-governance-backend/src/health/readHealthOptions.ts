import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { HOUR_MS } from '../database/time';
import type { HealthOptions } from './HealthService';
import { DEFAULT_THRESHOLDS } from './thresholds';

const KEY = 'aiGovernance.health';

/**
 * Reads `aiGovernance.health`; see config.d.ts for what each means.
 * @throws InputError that names the key and what is allowed
 */
export function readHealthOptions(
  config: Config,
): HealthOptions & { frequency: HumanDuration } {
  const milliseconds = (key: string, fallback: HumanDuration) =>
    durationToMilliseconds(
      config.has(`${KEY}.${key}`)
        ? readDurationFromConfig(config, { key: `${KEY}.${key}` })
        : fallback,
    );
  const hours = (key: string, fallback: number, least = 1) => {
    const value = Math.floor(milliseconds(key, { hours: fallback }) / HOUR_MS);
    return inRange(key, value, least, 35 * 24, 'hours');
  };
  const number = (key: string, fallback: number, least: number, most: number) =>
    inRange(
      key,
      config.getOptionalNumber(`${KEY}.${key}`) ?? fallback,
      least,
      most,
      '',
    );
  const levels = (
    key: string,
    fallback: { degraded: number; unhealthy: number },
    least: number,
    most: number,
  ) => {
    const degraded = number(`${key}.degraded`, fallback.degraded, least, most);
    const unhealthy = number(
      `${key}.unhealthy`,
      Math.max(fallback.unhealthy, degraded),
      least,
      most,
    );
    if (unhealthy < degraded) {
      throw new InputError(
        `${KEY}.${key}.unhealthy is ${unhealthy}, expected at least ${degraded}, the value of 'degraded'`,
      );
    }
    return { degraded, unhealthy };
  };
  const { latency, ...defaults } = DEFAULT_THRESHOLDS;
  const windowHours = hours('window', defaults.windowHours);
  const maxWindowHours = hours(
    'maxWindow',
    Math.max(defaults.maxWindowHours, windowHours),
    windowHours,
  );
  const historyHours = hours('latency.history', latency.historyHours);
  return {
    frequency: config.has(`${KEY}.frequency`)
      ? readDurationFromConfig(config, { key: `${KEY}.frequency` })
      : { minutes: 15 },
    settleMs: milliseconds('settle', { minutes: 10 }),
    lookbackHours: hours(
      'lookback',
      historyHours + maxWindowHours,
      maxWindowHours,
    ),
    overlapHours: hours('overlap', 2, 0),
    thresholds: {
      windowHours,
      maxWindowHours,
      minRequests: number('minRequests', defaults.minRequests, 1, 1e9),
      serverErrors: levels('serverErrors', defaults.serverErrors, 0, 1),
      clientErrors: {
        degraded: number(
          'clientErrors.degraded',
          defaults.clientErrors.degraded,
          0,
          1,
        ),
      },
      latency: {
        historyHours,
        minHistoryHours: hours(
          'latency.minHistory',
          Math.min(latency.minHistoryHours, historyHours),
        ),
        ...levels('latency', latency, 1, 1000),
        minRiseMs: milliseconds('latency.minRise', {
          milliseconds: latency.minRiseMs,
        }),
      },
    },
  };
}

function inRange(
  key: string,
  value: number,
  least: number,
  most: number,
  unit: string,
): number {
  if (!(value >= least && value <= most)) {
    throw new InputError(
      `${KEY}.${key} is ${value}${
        unit && ` ${unit}`
      }, expected ${least} to ${most}`,
    );
  }
  return value;
}
