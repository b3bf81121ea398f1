import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readHealthOptions } from './readHealthOptions';
import { DEFAULT_THRESHOLDS } from './thresholds';

const read = (health: JsonObject) =>
  readHealthOptions(new ConfigReader({ aiGovernance: { health } }));

describe('readHealthOptions', () => {
  it('has defaults', () => {
    expect(readHealthOptions(new ConfigReader({}))).toEqual({
      frequency: { minutes: 15 },
      settleMs: 600_000,
      lookbackHours: 192,
      overlapHours: 2,
      thresholds: DEFAULT_THRESHOLDS,
    });
  });

  it('reads every setting', () => {
    expect(
      read({
        frequency: 'PT1H',
        settle: { minutes: 5 },
        lookback: { days: 3 },
        overlap: { hours: 0 },
        window: { hours: 6 },
        maxWindow: { hours: 12 },
        minRequests: 5,
        serverErrors: { degraded: 0.02, unhealthy: 0.1 },
        clientErrors: { degraded: 0.5 },
        latency: {
          history: { days: 2 },
          minHistory: { hours: 12 },
          degraded: 3,
          unhealthy: 6,
          minRise: { milliseconds: 10 },
        },
      }),
    ).toEqual({
      frequency: { hours: 1 },
      settleMs: 300_000,
      lookbackHours: 72,
      overlapHours: 0,
      thresholds: {
        windowHours: 6,
        maxWindowHours: 12,
        minRequests: 5,
        serverErrors: { degraded: 0.02, unhealthy: 0.1 },
        clientErrors: { degraded: 0.5 },
        latency: {
          historyHours: 48,
          minHistoryHours: 12,
          degraded: 3,
          unhealthy: 6,
          minRiseMs: 10,
        },
      },
    });
  });

  it.each([
    [
      { serverErrors: { degraded: 2 } },
      /serverErrors\.degraded is 2, expected 0 to 1/,
    ],
    [
      { serverErrors: { degraded: 0.5, unhealthy: 0.1 } },
      /serverErrors\.unhealthy is 0\.1, expected at least 0\.5/,
    ],
    [{ window: { hours: 0 } }, /health\.window is 0 hours, expected 1 to/],
    [
      { maxWindow: { hours: 1 } },
      /health\.maxWindow is 1 hours, expected 3 to/,
    ],
    [{ minRequests: 0 }, /minRequests is 0/],
    [
      { latency: { degraded: 0.5 } },
      /latency\.degraded is 0\.5, expected 1 to/,
    ],
  ])('refuses %j', (health, message) => {
    expect(() => read(health as JsonObject)).toThrow(message);
  });
});
