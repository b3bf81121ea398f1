import type {
  ColumnDrift,
  DriftTestResult,
  MonitoredColumn,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type Grid,
  mergeProfiles,
  type Profile,
  profileValues,
} from '@ai-governance/plugin-ai-governance-statistics';
import { seeded } from '../../__testUtils__/seeded';
import { toHour } from '../../database/time';
import type { SeriesEntry } from '../../profiles/ProfileSeries';
import { chooseSlicers } from './chooseSlicers';
import { describeColumns } from './describeColumns';
import { readSeries } from './readSeries';

const HOURS = 240;
const CHANGE = 180;
const CATEGORIES = Array.from({ length: 40 }, (_, i) => `shop-${i}`);

const grid: Grid = {
  sudden: { kind: 'numeric', edges: [20, 40, 60, 80] },
  absent: { kind: 'numeric', edges: [20, 40, 60, 80] },
  gradual: { kind: 'numeric', edges: [20, 40, 60, 80] },
  shop: { kind: 'categorical', categories: CATEGORIES },
  channel: { kind: 'categorical', categories: ['web', 'app', 'pos'] },
};

const random = seeded(3);
const ROWS = 80;

/** One hour: `sudden` rises, `absent` loses half its values, `gradual` moves on and on, new shops come up. */
function hourOf(i: number): Profile {
  const after = i >= CHANGE;
  const column = (name: string, value: () => number | string | null) => {
    const values = Array.from({ length: ROWS }, value);
    return grid[name].kind === 'numeric'
      ? profileValues(values, grid[name])
      : profileValues(values, grid[name]);
  };
  const moved = Math.max(0, i - CHANGE) / (HOURS - CHANGE);
  return {
    rows: ROWS,
    columns: {
      sudden: column('sudden', () => 80 * random() + (after ? 25 : 0)),
      absent: column('absent', () =>
        after && random() < 0.5 ? null : 100 * random(),
      ),
      gradual: column('gradual', () => 70 * random() + 50 * moved),
      shop: column('shop', () =>
        after && random() < 0.3
          ? 'shop-39'
          : CATEGORIES[Math.floor(38 * random())],
      ),
      channel: column('channel', () => (random() < 0.7 ? 'web' : 'app')),
    },
  };
}

const hours = Array.from({ length: HOURS }, (_, hour) => ({
  hour,
  unit: 'hour' as const,
  profile: hourOf(hour),
}));

async function* inTime(): AsyncGenerator<SeriesEntry> {
  yield* hours;
}

const sumOf = (from: number, to: number) =>
  mergeProfiles(
    hours.slice(from, to).map(({ profile }) => profile),
    grid,
  );
const baseline = sumOf(0, 120);

function test(
  method: DriftTestResult['method'],
  effectSize: number,
  severity: DriftTestResult['severity'],
): DriftTestResult {
  return {
    method,
    effectSize,
    severity,
    verdict: 'fail',
    convention: '',
    parameters: {},
    statistic: null,
    threshold: 0,
    direction: 'above',
    pValue: null,
    adjustedPValue: null,
    errorBound: null,
    reason: '',
  };
}

function drift(column: string, tests: DriftTestResult[]): ColumnDrift {
  return {
    column,
    type: grid[column].kind,
    role: 'feature',
    verdict: tests.length > 0 ? 'fail' : 'pass',
    severity: 'high',
    reason: '',
    baseline: { n: 0, missing: 0 },
    current: { n: 0, missing: 0 },
    tests,
    openSince: null,
  };
}

describe('describeColumns', () => {
  it('tells since when, how, and by which test, the largest effect first', async () => {
    const { counts, traffic, columns } = await readSeries(inTime(), {
      grid,
      columns: ['sudden', 'absent', 'gradual', 'shop'],
      baseline,
      current: sumOf(HOURS - 24, HOURS),
    });
    const found = describeColumns(
      [
        drift('absent', [test('psi', 0.3, 'high')]),
        drift('sudden', [
          test('psi', 0.9, 'critical'),
          test('ks', 0.3, 'critical'),
        ]),
        drift('channel', []),
        drift('shop', [test('chi-square', 0.5, 'critical')]),
        drift('gradual', [test('ks', 0.2, 'high'), test('psi', 0.2, 'low')]),
      ],
      counts,
      { baselineUntil: 120, current: { from: HOURS - 24, until: HOURS } },
    );
    expect(
      found.map(({ column, method, onset }) => [column, method, onset?.kind]),
    ).toEqual([
      ['shop', 'chi-square', 'sudden'],
      ['sudden', 'ks', 'sudden'],
      ['absent', 'psi', 'sudden'],
      ['gradual', 'ks', 'gradual'],
    ]);
    const away = found.map(({ onset }) =>
      Math.abs(toHour(new Date(onset!.at)) - CHANGE),
    );
    expect(Math.max(...away.slice(0, 3))).toBeLessThanOrEqual(2);
    expect(away[3]).toBeLessThanOrEqual(8);

    // Every row is in one bucket of each hour, however many categories there are.
    expect([...counts.keys()]).toEqual(['sudden', 'absent', 'gradual', 'shop']);
    for (const series of counts.values()) {
      for (const { counts: buckets } of series) {
        expect(buckets.length).toBeLessThanOrEqual(13);
        expect(buckets.reduce((sum, n) => sum + n, 0)).toBe(ROWS);
      }
    }
    expect(traffic).toHaveLength(HOURS);
    const missing = traffic[HOURS - 1].missing[columns.indexOf('absent')];
    expect(missing).toBeGreaterThan(20);
  });
});

describe('chooseSlicers', () => {
  it('takes categorical features with few values, those that cover the most first', () => {
    const monitored = Object.entries(grid).map(
      ([name, { kind }]): MonitoredColumn => ({
        name,
        type: kind,
        role: 'feature',
        at: name,
      }),
    );
    expect(chooseSlicers(monitored, baseline).map(({ name }) => name)).toEqual([
      'channel',
    ]);
    expect(
      chooseSlicers(
        monitored.map(column => ({ ...column, role: 'prediction' })),
        baseline,
      ),
    ).toEqual([]);
  });
});
