import { hourOf, hoursOf } from './__testUtils__/hours';
import { assessTraffic, type HourOfService } from './assessTraffic';
import { DEFAULT_THRESHOLDS } from './thresholds';

const UNTIL = 1000;

const assess = (hours: HourOfService[]) =>
  assessTraffic({ hours, until: UNTIL, thresholds: DEFAULT_THRESHOLDS });

/** A week of history, and the three hours that are judged. */
const week = (now: Parameters<typeof hourOf>[1]) => [
  ...hoursOf(UNTIL - 171, UNTIL - 3),
  ...hoursOf(UNTIL - 3, UNTIL, now),
];

describe('assessTraffic', () => {
  it('says what is healthy by', () => {
    expect(assess(week({ errors5xx: 0, errors4xx: 1 }))).toEqual({
      state: 'healthy',
      reason:
        '0 % of 300 requests failed in the last 3 hours. Its p95 latency is 80 ms, usually 80 ms.',
    });
  });

  it.each([
    [0, 'healthy'],
    [1, 'degraded'],
    [4, 'degraded'],
    [5, 'unhealthy'],
    [100, 'unhealthy'],
  ])('judges %i of 100 requests failing with 5xx: %s', (errors5xx, state) => {
    expect(assess(week({ errors5xx })).state).toBe(state);
  });

  it('names the share and the limit', () => {
    expect(assess(week({ errors5xx: 2 })).reason).toBe(
      '2 % of 300 requests failed with 5xx in the last 3 hours; the limit is 1 %.',
    );
  });

  it('takes errors of the callers for less', () => {
    expect(assess(week({ errors4xx: 9 })).state).toBe('healthy');
    expect(assess(week({ errors4xx: 90 }))).toEqual({
      state: 'degraded',
      reason:
        '90 % of 300 requests were refused with 4xx in the last 3 hours; the limit is 10 %.',
    });
  });

  it('takes errors of the model where 5xx are not told', () => {
    const errors = (modelErrors: number | null) =>
      assess(week({ errors5xx: null, modelErrors }));
    expect(errors(6).state).toBe('unhealthy');
    expect(errors(0).state).toBe('healthy');
    expect(errors(null)).toEqual({
      state: 'unknown',
      reason:
        '300 requests in the last 3 hours, but the cloud does not say how many failed.',
    });
  });

  it('holds latency against what is usual', () => {
    expect(assess(week({ p95: 129 })).state).toBe('healthy');
    expect(assess(week({ p95: 168 }))).toEqual({
      state: 'degraded',
      reason:
        'Its p95 latency was 168 ms in the last 3 hours, 2.1 times the usual 80 ms.',
    });
    expect(assess(week({ p95: 400 })).state).toBe('unhealthy');
  });

  it('takes no notice of a rise that nobody notices', () => {
    const fast = [
      ...hoursOf(UNTIL - 171, UNTIL - 3, { p95: 2 }),
      ...hoursOf(UNTIL - 3, UNTIL, { p95: 20 }),
    ];
    expect(assess(fast).state).toBe('healthy');
  });

  it('weighs hours by their requests', () => {
    const hours = [
      ...hoursOf(UNTIL - 171, UNTIL - 3),
      hourOf(UNTIL - 3, { invocations: 10_000, p95: 80 }),
      hourOf(UNTIL - 2, { invocations: 1, p95: 9000 }),
      hourOf(UNTIL - 1, { invocations: 1, p95: 9000 }),
    ];
    expect(assess(hours).state).toBe('healthy');
  });

  it('does not compare latency without a history', () => {
    expect(assess(hoursOf(UNTIL - 3, UNTIL, { p95: 9000 }))).toEqual({
      state: 'healthy',
      reason:
        '0 % of 300 requests failed in the last 3 hours. Its p95 latency is 9000 ms, with too little history to compare it.',
    });
    expect(assess(week({ p95: null })).reason).toMatch(
      /Its latency is not known\.$/,
    );
  });

  it('looks further back when there are few requests', () => {
    const sparse = hoursOf(UNTIL - 24, UNTIL, {
      invocations: 2,
      errors5xx: 0,
    });
    expect(assess(sparse)).toMatchObject({
      state: 'healthy',
      reason: expect.stringContaining('of 20 requests failed in the last 10'),
    });
  });

  it('never calls healthy what it does not know', () => {
    expect(assess([])).toEqual({
      state: 'unknown',
      reason: 'No request was measured in the last 24 hours.',
    });
    expect(assess(hoursOf(UNTIL - 60, UNTIL - 24))).toMatchObject({
      state: 'unknown',
    });
    expect(assess([hourOf(UNTIL - 1, { invocations: 1 })])).toEqual({
      state: 'unknown',
      reason: 'Only 1 request in the last 24 hours, 20 are needed to judge by.',
    });
    expect(
      assess(hoursOf(UNTIL - 9, UNTIL, { invocations: null })),
    ).toMatchObject({
      state: 'unknown',
    });
  });
});
