import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import { healthData, healthTotals } from './hours';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-10T10:00:00Z');

function hour(offset: number, changes: Partial<ServiceHour> = {}): ServiceHour {
  return {
    variant: 'blue',
    hour: new Date(START + offset * HOUR).toISOString(),
    invocations: 100,
    errors4xx: 3,
    errors5xx: 2,
    modelErrors: null,
    latencyMs: { p50: 10, p95: 20, p99: null },
    ...changes,
  };
}

describe('healthData', () => {
  it('has one datum for each hour of the period, and nothing in those that were not measured', () => {
    const data = healthData(
      [hour(0), hour(2), hour(1, { variant: 'green' })],
      'blue',
      START,
      START + 3 * HOUR,
    );
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({
      time: START,
      invocations: 100,
      answered: 95,
      p95: 20,
      p99: null,
    });
    expect(data[1]).toMatchObject({
      invocations: null,
      answered: null,
      errors5xx: null,
      p50: null,
    });
  });

  it('answers no fewer than none where the cloud counts errors twice', () => {
    const [datum] = healthData(
      [hour(0, { invocations: 4, errors4xx: 3, errors5xx: 2 })],
      'blue',
      START,
      START + HOUR,
    );
    expect(datum.answered).toBe(0);
  });
});

describe('healthTotals', () => {
  it('sums what was measured and leaves the rest unknown', () => {
    const data = healthData(
      [hour(0), hour(2, { errors4xx: null })],
      'blue',
      START,
      START + 4 * HOUR,
    );
    expect(healthTotals(data)).toEqual({
      hours: 2,
      invocations: 200,
      errors4xx: 3,
      errors5xx: 4,
      modelErrors: null,
    });
  });

  it('does not take nothing measured for no requests', () => {
    expect(healthTotals([])).toMatchObject({ hours: 0, invocations: null });
  });
});
