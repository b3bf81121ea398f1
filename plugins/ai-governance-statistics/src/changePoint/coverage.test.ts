import { findChangePoint } from '.';
import {
  mixed,
  movedDeciles,
  oneBucket,
  poissonShares,
  rampFrom,
  simulate,
  type Simulation,
  START,
  stepAt,
} from './__testUtils__/simulate';
import type { SuddenChange, GradualChange } from './types';

/** Three weeks: the baseline is the first ten days, the current window the last five. */
const HOURS = 504;
const OPTIONS = {
  baselineUntil: START + 240,
  current: { from: START + 384, until: START + HOURS },
};

/** Three and a half days and nine days before the end. */
const STEP = 420;
const ONSET = 288;

jest.setTimeout(120_000);

/** What is found in many draws of one simulation. */
function replicate(simulation: Omit<Simulation, 'hours'>, times: number) {
  const found: (SuddenChange | GradualChange)[] = [];
  for (let seed = 1; seed <= times; seed++) {
    const series = simulate({ ...simulation, hours: HOURS }, seed);
    const result = findChangePoint(series, OPTIONS);
    if (!result.insufficient && result.kind !== 'none') found.push(result);
  }
  return found;
}

/** Share of ranges that hold the truth. */
function coverage(found: (SuddenChange | GradualChange)[], truth: number) {
  return (
    found.filter(
      ({ earliest, latest }) =>
        earliest <= START + truth && START + truth <= latest,
    ).length / found.length
  );
}

describe('the confidence range', () => {
  const channels = [0.44, 0.3, 0.22, 0.04];
  const otherChannels = [0.17, 0.66, 0.13, 0.04];
  const day = (hour: number) => 0.15 * (1 + Math.cos((hour / 12) * Math.PI));

  it.each<[string, Omit<Simulation, 'hours' | 'level'>, number]>([
    ['a weak', { rows: 100, shares: l => movedDeciles(0.15 * l) }, 14],
    ['a moderate', { rows: 100, shares: l => movedDeciles(0.3 * l) }, 3],
    ['a strong', { rows: 100, shares: l => movedDeciles(1.2 * l) }, 0],
    [
      'one category of ten',
      {
        rows: 100,
        shares: l => mixed(oneBucket(0.1, 10), oneBucket(0.15, 10), l),
      },
      9,
    ],
    [
      'one category of eighty',
      {
        rows: 100,
        shares: l => mixed(oneBucket(0.1, 80), oneBucket(0.15, 80), l),
      },
      9,
    ],
    [
      'a new category',
      { rows: 100, shares: l => mixed(oneBucket(0, 6), oneBucket(0.1, 6), l) },
      2,
    ],
    [
      'channels that differ by day and night',
      {
        rows: 100,
        shares: (l, hour) =>
          mixed(channels, otherChannels, 0.3 * l + day(hour)),
      },
      9,
    ],
  ])('holds the hour of a sudden change: %s', (_, simulation, within) => {
    const found = replicate({ ...simulation, level: stepAt(STEP) }, 200);
    expect(found.length).toBeGreaterThanOrEqual(190);
    expect(coverage(found, STEP)).toBeGreaterThanOrEqual(0.9);
    const distances = found
      .map(({ hour }) => Math.abs(hour - START - STEP))
      .sort((a, b) => a - b);
    expect(distances[Math.floor(0.9 * found.length)]).toBeLessThanOrEqual(
      within,
    );
  });

  it.each<[string, Omit<Simulation, 'hours' | 'level'>]>([
    ['a weak', { rows: 100, shares: l => movedDeciles(0.25 * l) }],
    ['a moderate', { rows: 100, shares: l => movedDeciles(0.6 * l) }],
    ['a strong', { rows: 200, shares: l => movedDeciles(1.7 * l) }],
    ['a very strong', { rows: 200, shares: l => movedDeciles(3 * l) }],
    ['a count', { rows: 200, shares: l => poissonShares(1.6 + 2.5 * l) }],
    ['channels', { rows: 100, shares: l => mixed(channels, otherChannels, l) }],
    [
      'one category of eighty',
      {
        rows: 100,
        shares: l => mixed(oneBucket(0.1, 80), oneBucket(0.25, 80), l),
      },
    ],
  ])('holds the onset of a gradual change: %s', (_, simulation) => {
    const found = replicate(
      { ...simulation, level: rampFrom(ONSET, HOURS) },
      200,
    );
    expect(found.length).toBeGreaterThanOrEqual(190);
    expect(coverage(found, ONSET)).toBeGreaterThanOrEqual(0.9);
    const gradual = found.filter(({ kind }) => kind === 'gradual');
    expect(gradual.length / found.length).toBeGreaterThan(0.85);
    // It is still moving.
    const ended = gradual.filter(
      result => result.kind === 'gradual' && result.end !== null,
    );
    expect(ended.length / found.length).toBeLessThan(0.05);
  });

  it.each<[string, number, number]>([
    ['weak', 0.4, 12],
    ['moderate', 1, 5],
    ['strong', 2, 4],
  ])(
    'holds the onset of a %s move that levelled off, whose end is found',
    (_, move, within) => {
      const found = replicate(
        {
          rows: 150,
          shares: l => movedDeciles(move * l),
          level: rampFrom(ONSET, 400),
        },
        200,
      );
      expect(coverage(found, ONSET)).toBeGreaterThanOrEqual(0.9);
      const distances = found
        .flatMap(result =>
          result.kind === 'gradual' && result.end !== null
            ? Math.abs(result.end - START - 400)
            : [],
        )
        .sort((a, b) => a - b);
      expect(distances.length).toBeGreaterThanOrEqual(150);
      expect(distances[Math.floor(distances.length / 2)]).toBeLessThanOrEqual(
        within,
      );
    },
  );
});

describe('a series that does not change', () => {
  const skewed = [0.9, 0.09, 0.009, 0.0009, 0.0001];
  const weekly = (hour: number) =>
    Math.floor((START + hour) / 24) % 7 < 2 ? 0.3 : 0;

  it.each<[string, Omit<Simulation, 'hours' | 'level'>, number]>([
    ['100 rows an hour', { rows: 100, shares: () => movedDeciles(0) }, 500],
    ['300 rows an hour', { rows: 300, shares: () => movedDeciles(0) }, 500],
    ['3 rows an hour', { rows: 3, shares: () => movedDeciles(0) }, 200],
    ['two buckets', { rows: 100, shares: () => [0.3, 0.7] }, 200],
    ['rare buckets', { rows: 100, shares: () => skewed }, 200],
    ['200 buckets', { rows: 100, shares: () => oneBucket(0.1, 200) }, 200],
    [
      'day and night',
      {
        rows: 100,
        shares: (_, hour) =>
          movedDeciles(0.3 * Math.cos((hour / 12) * Math.PI)),
      },
      200,
    ],
    [
      'weekends',
      { rows: 100, shares: (_, hour) => movedDeciles(weekly(hour)) },
      200,
    ],
  ])('is hardly ever said to: %s', (_, simulation, times) => {
    const found = replicate({ ...simulation, level: () => 0 }, times);
    expect(found.length / times).toBeLessThanOrEqual(0.05);
  });
});
