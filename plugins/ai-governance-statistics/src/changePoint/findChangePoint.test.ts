import fc from 'fast-check';
import { findChangePoint, type HourlyCounts, InvalidInputError } from '..';
import {
  movedDeciles,
  oneBucket,
  rampFrom,
  simulate,
  type Simulation,
  START,
  stepAt,
} from './__testUtils__/simulate';

/** Thirty days, a baseline of fourteen and a current window of seven, as monitors have by default. */
const HOURS = 720;
const OPTIONS = {
  baselineUntil: START + 336,
  current: { from: START + 552, until: START + HOURS },
};

function moved(
  move: number,
  level: Simulation['level'],
  seed = 1,
): HourlyCounts[] {
  return simulate(
    { hours: HOURS, rows: 200, shares: l => movedDeciles(move * l), level },
    seed,
  );
}

/** Hours with the given counts each. */
function hourly(counts: number[][], start = START): HourlyCounts[] {
  return counts.map((row, i) => ({ hour: start + i, counts: row }));
}

describe('findChangePoint', () => {
  it('finds a sudden change in its hour', () => {
    expect(findChangePoint(moved(0.5, stepAt(600)), OPTIONS)).toEqual({
      insufficient: false,
      kind: 'sudden',
      hour: START + 600,
      earliest: START + 600,
      latest: START + 600,
      before: expect.closeTo(-0.06, 1),
      after: expect.closeTo(0.13, 1),
      strength: expect.closeTo(0.88, 1),
      pValue: expect.closeTo(0, 12),
    });
  });

  it('finds a change that came before the current window or within the baseline', () => {
    for (const at of [450, 200]) {
      expect(findChangePoint(moved(0.5, stepAt(at)), OPTIONS)).toMatchObject({
        kind: 'sudden',
        hour: START + at,
      });
    }
  });

  it('finds a change of a few hours ago', () => {
    expect(findChangePoint(moved(1.5, stepAt(716)), OPTIONS)).toMatchObject({
      kind: 'sudden',
      hour: START + 716,
    });
  });

  it('finds where a move began that is still going on', () => {
    const result = findChangePoint(moved(1.7, rampFrom(432, 720)), OPTIONS);
    expect(result).toMatchObject({ kind: 'gradual', end: null });
    if (result.insufficient || result.kind !== 'gradual') throw result;
    expect(Math.abs(result.hour - START - 432)).toBeLessThanOrEqual(8);
    expect(result.latest - result.earliest).toBeLessThanOrEqual(20);
    expect(result.before).toBeLessThan(-0.5);
    expect(result.after).toBeGreaterThan(0.8);
    expect(result.strength).toBeGreaterThan(0.95);
  });

  it('finds where a move ended', () => {
    const result = findChangePoint(moved(1.7, rampFrom(400, 550)), OPTIONS);
    if (result.insufficient || result.kind !== 'gradual') throw result;
    expect(Math.abs(result.hour - START - 400)).toBeLessThanOrEqual(5);
    expect(Math.abs(result.end! - START - 550)).toBeLessThanOrEqual(10);
  });

  it('takes all hours after the baseline for the current window by default', () => {
    const series = moved(0.5, stepAt(336));
    expect(
      findChangePoint(series, { baselineUntil: START + 336 }),
    ).toMatchObject({ kind: 'sudden', hour: START + 336 });
  });

  it('is not led astray by one odd hour with many rows', () => {
    const series = simulate(
      {
        hours: HOURS,
        rows: 100,
        shares: () => movedDeciles(0),
        level: () => 0,
      },
      4,
    );
    const burst = movedDeciles(1).map(share => Math.round(share * 20_000));
    series[700] = { hour: START + 700, counts: burst };
    expect(findChangePoint(series, OPTIONS)).toMatchObject({ kind: 'none' });
  });

  describe('with gaps', () => {
    it('lets the range reach back over a gap in which the change may have come', () => {
      const series = moved(0.5, stepAt(600)).filter(
        ({ hour }) => hour < START + 590 || hour >= START + 615,
      );
      const result = findChangePoint(series, OPTIONS);
      if (result.insufficient || result.kind !== 'sudden') throw result;
      expect(result.hour).toBe(START + 615);
      expect(result.latest).toBe(START + 615);
      expect(result.earliest).toBeLessThanOrEqual(START + 590);
      expect(result.earliest).toBeGreaterThan(START + 575);
    });

    it('takes an hour without values for a gap', () => {
      const series = moved(0.5, stepAt(600));
      const isGap = (hour: number) => hour % 5 !== 0;
      const none = series[0].counts.map(() => 0);
      expect(
        findChangePoint(
          series.map(entry =>
            isGap(entry.hour) ? { ...entry, counts: none } : entry,
          ),
          OPTIONS,
        ),
      ).toEqual(
        findChangePoint(
          series.filter(({ hour }) => !isGap(hour)),
          OPTIONS,
        ),
      );
    });

    it('finds the onset when nights are missing', () => {
      const series = moved(1, rampFrom(432, 720), 7).filter(
        ({ hour }) => hour % 24 >= 8,
      );
      const result = findChangePoint(series, OPTIONS);
      if (result.insufficient || result.kind !== 'gradual') throw result;
      expect(result.earliest).toBeLessThanOrEqual(START + 432);
      expect(result.latest).toBeGreaterThanOrEqual(START + 432);
      expect(result.latest - result.earliest).toBeLessThan(40);
    });
  });

  describe('with too little', () => {
    const alike = (hours: number) =>
      hourly(Array.from({ length: hours }, () => [5, 5]));

    it.each<[string, HourlyCounts[], RegExp]>([
      ['no hours', [], /no values/],
      ['a baseline without values', alike(20).slice(10), /reference/],
      ['no current window', alike(10), /current sample/],
      ['few hours', alike(20).filter((_, i) => i % 2), /10 hours/],
      ['one bucket', hourly(Array(40).fill([5])), /one bucket/],
      [
        'too few values for any hour',
        hourly([
          ...Array(15).fill([1, 0, 0]),
          ...Array(11).fill([1, 0, 0]),
          ...Array(4).fill([0, 0, 1]),
        ]),
        /too few values before or after/,
      ],
    ])('says so: %s', (_, series, reason) => {
      expect(findChangePoint(series, { baselineUntil: START + 10 })).toEqual({
        insufficient: true,
        reason: expect.stringMatching(reason),
      });
    });
  });

  describe('with degenerate counts', () => {
    it('finds nothing in a constant column', () => {
      expect(
        findChangePoint(hourly(Array(40).fill([0, 7, 0])), {
          baselineUntil: START + 20,
        }),
      ).toEqual({ insufficient: false, kind: 'none', pValue: 1 });
    });

    it('finds nothing where every hour is the same', () => {
      expect(
        findChangePoint(hourly(Array(40).fill([300, 500, 200])), {
          baselineUntil: START + 20,
        }),
      ).toEqual({ insufficient: false, kind: 'none', pValue: 1 });
    });

    it('finds the hour in which all values go from one category to another', () => {
      expect(
        findChangePoint(
          hourly([...Array(30).fill([50, 0]), ...Array(10).fill([0, 50])]),
          { baselineUntil: START + 20 },
        ),
      ).toMatchObject({
        kind: 'sudden',
        hour: START + 30,
        earliest: START + 30,
        latest: START + 30,
        strength: expect.closeTo(1, 6),
      });
    });

    it('does not care for the order of the buckets', () => {
      const series = moved(0.3, stepAt(600));
      const reversed = series.map(({ hour, counts }) => ({
        hour,
        counts: [...counts].reverse(),
      }));
      const { hour, earliest, latest } = findChangePoint(
        series,
        OPTIONS,
      ) as any;
      expect(findChangePoint(reversed, OPTIONS)).toMatchObject({
        hour,
        earliest,
        latest,
      });
    });

    it('does not care for buckets that hold nothing', () => {
      const series = simulate(
        {
          hours: HOURS,
          rows: 60,
          shares: l => oneBucket(0.2 + 0.1 * l, 4),
          level: stepAt(600),
        },
        3,
      );
      const wider = series.map(({ hour, counts }) => ({
        hour,
        counts: [0, ...counts, 0, 0],
      }));
      expect(findChangePoint(wider, OPTIONS)).toEqual(
        findChangePoint(series, OPTIONS),
      );
    });
  });

  it.each<[string, HourlyCounts[], any, RegExp]>([
    ['hours that do not ascend', hourly([[1], [1]]).reverse(), {}, /ascending/],
    ['a broken hour', hourly([[1]], 0.5), {}, /hour of entry 0 is 0.5/],
    ['other buckets', hourly([[1, 2], [1]]), {}, /entry 1 has 1 counts/],
    ['no buckets', hourly([[]]), {}, /at least one/],
    ['a negative count', hourly([[1, -1]]), {}, /bucket 1 is -1/],
    ['a broken end', [], { baselineUntil: NaN }, /baselineUntil is NaN/],
    ['an empty window', [], { current: { from: 5, until: 5 } }, /5 to 5/],
  ])('refuses %s', (_, series, options, message) => {
    const call = () =>
      findChangePoint(series, { baselineUntil: 1, ...options });
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });

  it('answers anything with figures or a typed error', () => {
    const count = fc.oneof(
      { weight: 200, arbitrary: fc.nat(30) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1e6, 2 ** 53 - 1) },
    );
    const series = fc.integer({ min: 1, max: 5 }).chain(buckets =>
      fc.array(
        fc.record({
          skip: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5000 })),
          counts: fc.array(count, { minLength: buckets, maxLength: buckets }),
        }),
        { maxLength: 60, size: 'max' },
      ),
    );
    const factor = fc.constantFrom(1, 1, 1, 1e10);
    const broken = fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.double() },
    );
    let changes = 0;
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 0, max: 100_000 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        factor,
        broken,
        (entries, start, isChanged, part, times, first) => {
          let hour = start;
          const list = entries.map(({ skip, counts }, i) => {
            hour += skip;
            // Half of the series do change, so that more than the way to "none" is tried.
            const isAfter = isChanged && i > entries.length * part;
            return {
              hour,
              counts: isAfter
                ? counts.map(
                    (c, b) => times * (b === 0 ? 1000 : Math.min(c, 3)),
                  )
                : counts.map(c => (c < 1000 ? times * c : c)),
            };
          });
          if (list[0] && first) list[0].counts[0] = first;
          const middle = list[Math.floor(list.length / 2)]?.hour ?? 0;
          try {
            const result = findChangePoint(list, { baselineUntil: middle });
            if (result.insufficient) return result.reason.length > 0;
            if (!(result.pValue >= 0 && result.pValue <= 1)) return false;
            if (result.kind === 'none') return true;
            changes++;
            return (
              result.earliest <= result.hour &&
              result.hour <= result.latest &&
              list.some(entry => entry.hour === result.hour) &&
              Number.isFinite(result.before) &&
              Number.isFinite(result.after) &&
              result.strength > 0 &&
              result.strength <= 1
            );
          } catch (error) {
            return error instanceof InvalidInputError;
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(changes).toBeGreaterThan(100);
  });
});
