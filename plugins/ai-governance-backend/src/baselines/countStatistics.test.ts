import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import {
  encodeProfile,
  type NumericGrid,
  type NumericProfile,
  numericSummary,
} from '@ai-governance/plugin-ai-governance-statistics';
import { countStatistics } from './countStatistics';
import { referenceStatistics } from './__testUtils__/references';
import type { StatisticsFile } from './statisticsSchema';

const column = (
  name: string,
  type: MonitoredColumn['type'],
): MonitoredColumn => ({ name, type, role: 'feature', at: name });
const income = column('income', 'numeric');
const age = column('age', 'numeric');
const channel = column('channel', 'categorical');

function fileOf(rows: number): StatisticsFile {
  return JSON.parse(referenceStatistics({ rows }));
}

const count = (
  file: StatisticsFile,
  columns: MonitoredColumn[],
  optional: string[] = [],
) => countStatistics(file, { columns, optional });

/** A file with one numeric column of ten values. */
function numericFile(kll: object, more: object = {}): StatisticsFile {
  return {
    features: [
      {
        name: 'x',
        numerical_statistics: {
          common: { num_present: 10, num_missing: 2 },
          mean: 4,
          std_dev: 3,
          min: 0,
          max: 9,
          distribution: { kll },
          ...more,
        },
      },
    ],
  };
}
const x = column('x', 'numeric');

describe('countStatistics', () => {
  it('makes profiles that can be stored, with the moments of the file', () => {
    const file = fileOf(1000);
    const { grid, profile } = count(file, [income, age, channel]);
    expect(encodeProfile(profile, grid).length).toBeGreaterThan(0);
    expect(profile.rows).toBe(1000);
    for (const { name } of [income, age]) {
      const statistics = file.features.find(feature => feature.name === name)!
        .numerical_statistics!;
      const counted = profile.columns[name] as NumericProfile;
      expect(counted.bins.reduce((sum, n) => sum + n, 0)).toBe(1000);
      expect(counted).toMatchObject({
        min: statistics.min,
        max: statistics.max,
      });
      expect(numericSummary(counted, grid[name] as NumericGrid)).toMatchObject({
        mean: expect.closeTo(Number(statistics.mean), 8),
      });
    }
    expect(profile.columns.channel).toMatchObject({
      counts: [500, 300, 200],
      other: 0,
    });
  });

  it('weighs the values of a sketch by their level', () => {
    const { grid, profile } = count(
      numericFile({ sketch: { data: [[1, 1], [5], [9]] } }),
      [x],
    );
    // 1 once each, 5 twice, 9 four times: eight weights that stand for ten values.
    const { edges } = grid.x as { edges: number[] };
    const { bins } = profile.columns.x as NumericProfile;
    const upTo = (value: number) =>
      bins.filter((_, i) => edges[i] <= value).reduce((sum, n) => sum + n, 0);
    expect([upTo(1), upTo(5), upTo(9)]).toEqual([3, 5, 10]);
    expect(profile.columns.x).toMatchObject({ missing: 2 });
  });

  it('says nothing of accuracy when the sketch kept every value', () => {
    const data = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
    expect(count(numericFile({ sketch: { data } }), [x]).notes).toEqual([]);
    expect(
      count(numericFile({ sketch: { data: [[1], [5], [9]] } }), [x]).notes,
    ).toEqual([
      'Column x comes from a sketch that kept 3 of 10 values; its shares are estimates.',
    ]);
  });

  it('takes buckets as bins, without a guess of what is inside', () => {
    const buckets = [
      { lower_bound: 0, upper_bound: 3, count: 2 },
      { lower_bound: 3, upper_bound: 6, count: 7 },
      { lower_bound: 6, upper_bound: 9, count: 1 },
    ];
    const { grid, profile, notes } = count(numericFile({ buckets }), [x]);
    const { edges } = grid.x as { edges: number[] };
    // Buckets begin with their lower bound, bins end with their upper one.
    expect(edges.map(edge => edge < 3 || (edge >= 3 && edge < 6))).toEqual([
      true,
      true,
    ]);
    expect(edges[0]).toBeCloseTo(3, 10);
    expect(edges[0]).toBeLessThan(3);
    expect(profile.columns.x).toMatchObject({ bins: [2, 7, 1] });
    expect(notes.join()).toMatch(/3 buckets.*largest holds 70 %/);
  });

  it('takes a column with a single value', () => {
    const buckets = Array.from({ length: 10 }, (_, i) => ({
      lower_bound: 4,
      upper_bound: 4,
      count: i === 9 ? 10 : 0,
    }));
    const { profile } = count(numericFile({ buckets }), [x]);
    expect(profile.columns.x).toMatchObject({ bins: [0, 10] });
  });

  it('counts categories that are not listed apart', () => {
    const file: StatisticsFile = {
      features: [
        {
          name: 'channel',
          string_statistics: {
            common: { num_present: 100, num_missing: 5 },
            distribution: {
              categorical: {
                buckets: [
                  { value: ' web ', count: 60 },
                  { value: '1.0', count: 20 },
                  { value: 1, count: 5 },
                  { value: '', count: 5 },
                ],
              },
            },
          },
        },
      ],
    };
    const { grid, profile, notes } = count(file, [channel]);
    expect(grid.channel).toMatchObject({ categories: ['web', '1'] });
    expect(profile).toMatchObject({
      rows: 105,
      columns: { channel: { counts: [60, 25], other: 10, missing: 10 } },
    });
    expect(notes.join()).toMatch(/10 of 95 values in categories/);
  });

  it.each<[string, StatisticsFile, MonitoredColumn, RegExp]>([
    ['is absent', fileOf(10), x, /no column "x".*It has "income", "age"/],
    [
      'is text but monitored as numeric',
      fileOf(10),
      column('channel', 'numeric'),
      /"channel" is monitored as numeric.*string statistics/,
    ],
    [
      'is a number but monitored as categorical',
      fileOf(10),
      column('age', 'categorical'),
      /numerical statistics.*upload the rows/,
    ],
    ['has no distribution', numericFile({}), x, /neither a KLL sketch/],
    [
      'has no value',
      numericFile({}, { common: { num_present: 0, num_missing: 3 } }),
      x,
      /has no value/,
    ],
    [
      'has no moments',
      numericFile({ sketch: { data: [[1]] } }, { mean: 'NaN' }),
      x,
      /no mean/,
    ],
  ])('refuses a column that %s', (_, file, watched, message) => {
    expect(() => count(file, [watched])).toThrow(message);
  });

  it('may lack a column that is not compared', () => {
    const { grid, notes } = count(fileOf(10), [income, x], ['x']);
    expect(grid.x).toEqual({ kind: 'numeric', edges: [] });
    expect(notes).toContain('Column x is not in it; it is not compared.');
  });
});
