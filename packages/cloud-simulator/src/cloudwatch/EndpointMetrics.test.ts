import { demoFleet } from '../fleet/demoFleet';
import { CaptureSeries } from '../traffic/CaptureSeries';
import { HOUR_MS } from '../traffic/LogSeries';
import { EndpointMetrics } from './EndpointMetrics';

const anchor = new Date('2026-03-31T12:00:00Z');
const now = new Date('2026-03-31T14:30:00Z');
const scope = { accountId: '123456789012', region: 'eu-central-1' };
const query = {
  id: 'a',
  namespace: 'AWS/SageMaker',
  metric: 'Invocations',
  dimensions: { EndpointName: 'credit-risk-scoring', VariantName: 'champion' },
  period: 3600,
  stat: 'Sum',
};

describe('EndpointMetrics', () => {
  const metrics = new EndpointMetrics({
    fleet: demoFleet,
    anchor,
    now: () => now,
  });
  const day = (other: Partial<typeof query> = {}) =>
    metrics.points(
      { ...query, ...other },
      { ...scope, start: anchor.getTime() - 24 * HOUR_MS, end: Infinity },
    );

  it('counts as many invocations as requests are logged', () => {
    const series = CaptureSeries.ofFleet(demoFleet, anchor).find(
      ({ keyPrefix }) => keyPrefix.endsWith('/credit-risk-scoring/champion/'),
    );
    const points = day();
    expect(points).toHaveLength(24 + 3);
    for (const { timestamp, value } of points.slice(0, -1)) {
      const lines = series!
        .write(timestamp * 1000)
        .flatMap(({ body }) => body.toString('utf8').split('\n'));
      const ids = lines.flatMap(
        line => /"eventId":"([^"]+)"/.exec(line)?.[1] ?? [],
      );
      // Some are delivered twice, and some copies are broken.
      expect(new Set(ids).size).toBe(value);
    }
  });

  it('tells the hour under way as far as it has come', () => {
    const [before, last] = day().slice(-2);
    expect(last.timestamp).toBe(Date.parse('2026-03-31T14:00:00Z') / 1000);
    expect(last.value).toBeLessThan(before.value / 2);
    expect(last.value).toBeGreaterThan(0);
  });

  it('has latencies in microseconds, worse while there is trouble', () => {
    const dimensions = {
      EndpointName: 'fraud-detection',
      VariantName: 'AllTraffic',
    };
    const latencies = day({ dimensions, metric: 'ModelLatency', stat: 'p95' });
    const at = (hour: string) =>
      latencies.find(({ timestamp }) => timestamp === Date.parse(hour) / 1000)
        ?.value ?? NaN;
    expect(at('2026-03-31T02:00:00Z')).toBeGreaterThan(45_000);
    expect(at('2026-03-31T02:00:00Z')).toBeLessThan(90_000);
    expect(at('2026-03-31T06:00:00Z')).toBeGreaterThan(120_000);
  });

  it('knows nothing of other accounts, regions, variants and metrics', () => {
    const other = (options: Partial<typeof scope>) =>
      metrics.points(query, { ...scope, ...options, start: 0, end: Infinity });
    expect(other({ accountId: '999999999999' })).toEqual([]);
    expect(other({ region: 'us-east-1' })).toEqual([]);
    expect(
      day({ dimensions: { ...query.dimensions, VariantName: 'nobody' } }),
    ).toEqual([]);
    expect(day({ metric: 'GPUUtilization' })).toEqual([]);
    expect(day({ namespace: 'AWS/EC2' })).toEqual([]);
  });
});
