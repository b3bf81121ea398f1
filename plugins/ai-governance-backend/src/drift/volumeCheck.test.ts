import { DEFAULT_SETTINGS } from '../monitors/defaults';
import { withPatch } from '../monitors/layers';
import { summariseRun } from './summaries';
import { checkVolume } from './volumeCheck';

const baseline = { rows: 33_600, hours: 336 };

describe('checkVolume', () => {
  it.each([
    ['as many', 16_800, 'pass', 1],
    ['nearly twice as many', 33_000, 'pass', 33_000 / 16_800],
    ['three times as many', 50_400, 'fail', 3],
    ['just over twice as many', 33_800, 'warn', 33_800 / 16_800],
    ['a quarter', 4200, 'fail', 4],
    ['none', 0, 'fail', 33_600],
  ])('on %s', (_, rows, verdict, factor) => {
    const check = checkVolume(baseline, { rows, hours: 168 }, DEFAULT_SETTINGS);
    expect(check.verdict).toBe(verdict);
    expect(check.effectSize).toBeCloseTo(factor, 6);
    expect(check.statistic).toBe(rows / 168);
  });

  it('does not alarm at few rows', () => {
    const check = checkVolume(
      { rows: 1000, hours: 1000 },
      { rows: 5, hours: 2 },
      DEFAULT_SETTINGS,
    );
    expect(check.verdict).toBe('warn');
    expect(
      checkVolume({ rows: 999, hours: 336 }, baseline, DEFAULT_SETTINGS),
    ).toMatchObject({
      verdict: 'insufficient-data',
      effectSize: null,
      reason:
        'Too few rows to judge the volume: the baseline has 999, 1 000 are needed.',
    });
  });

  it('takes the factor from the settings', () => {
    const settings = withPatch(DEFAULT_SETTINGS, {
      checks: { volume: { threshold: 5 } },
    });
    expect(
      checkVolume(baseline, { rows: 4200, hours: 168 }, settings).verdict,
    ).toBe('pass');
  });

  it('makes a run warn, and never more', () => {
    const check = checkVolume(
      baseline,
      { rows: 4200, hours: 168 },
      DEFAULT_SETTINGS,
    );
    const columns = [
      {
        column: 'age',
        type: 'numeric' as const,
        role: 'feature' as const,
        verdict: 'pass' as const,
        severity: 'none' as const,
        reason: '',
        baseline: { n: 1, missing: 0 },
        current: { n: 1, missing: 0 },
        tests: [],
        openSince: null,
      },
    ];
    expect(summariseRun(columns, DEFAULT_SETTINGS, [check])).toEqual({
      verdict: 'warn',
      summary:
        'age, the only column that could be judged, has not drifted. Rows an hour: 100 in the baseline, 25 now; the fall by a factor of 4 is above the limit of 2.',
    });
    expect(
      summariseRun([{ ...columns[0], verdict: 'fail' }], DEFAULT_SETTINGS, [
        check,
      ]).verdict,
    ).toBe('fail');
  });
});
