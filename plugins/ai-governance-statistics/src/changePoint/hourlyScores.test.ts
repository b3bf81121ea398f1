import { hourlyScores, InvalidInputError, psiFromCounts } from '..';

const BASELINE = [400, 300, 250, 50];
const CURRENT = [200, 600, 150, 50];
const SERIES = [
  { hour: 10, counts: BASELINE },
  { hour: 11, counts: [0, 0, 0, 0] },
  { hour: 14, counts: CURRENT },
];

describe('hourlyScores', () => {
  it('scores each bucket by the logarithm of its shares, and each hour by the mean of its values', () => {
    const result = hourlyScores(SERIES, { baselineUntil: 11 });
    if (result.insufficient) throw result;
    const [a, b, c, d] = result.bucketScores;
    expect(a).toBeCloseTo(Math.log(200 / 400), 2);
    expect(b).toBeCloseTo(Math.log(600 / 300), 2);
    expect(c).toBeCloseTo(Math.log(150 / 250), 2);
    expect(d).toBe(0);
    expect(result.hours).toEqual([
      { hour: 10, rows: 1000, score: (400 * a + 300 * b + 250 * c) / 1000 },
      { hour: 14, rows: 1000, score: (200 * a + 600 * b + 150 * c) / 1000 },
    ]);
    // What the docstring says: the windows' mean scores are one population stability index apart.
    const psi = psiFromCounts(BASELINE, CURRENT);
    expect(result.hours[1].score - result.hours[0].score).toBeCloseTo(
      (psi as { psi: number }).psi,
      2,
    );
  });

  it('leaves noise out', () => {
    const result = hourlyScores(
      [
        { hour: 1, counts: [100, 110, 95, 90] },
        { hour: 2, counts: [93, 104, 108, 99] },
      ],
      { baselineUntil: 2 },
    );
    expect(result).toEqual({
      insufficient: false,
      bucketScores: [0, 0, 0, 0],
      hours: [
        { hour: 1, score: 0, rows: 395 },
        { hour: 2, score: 0, rows: 404 },
      ],
    });
  });

  it('gives a category that is new a finite score', () => {
    const result = hourlyScores(
      [
        { hour: 1, counts: [1000, 0] },
        { hour: 2, counts: [900, 100] },
      ],
      { baselineUntil: 2 },
    );
    if (result.insufficient) throw result;
    // Of the half value added to the bucket each side gets half.
    expect(result.bucketScores[1]).toBeCloseTo(Math.log(100.25 / 0.25), 10);
  });

  it('takes the windows it is given', () => {
    const counts = [
      [100, 100],
      [500, 0],
      [150, 50],
      [0, 500],
    ];
    const result = hourlyScores(
      counts.map((row, hour) => ({ hour, counts: row })),
      { baselineUntil: 1, current: { from: 2, until: 3 } },
    );
    if (result.insufficient) throw result;
    expect(result.bucketScores[0]).toBeCloseTo(Math.log(0.75 / 0.5), 2);
    expect(result.hours.map(({ hour }) => hour)).toEqual([0, 1, 2, 3]);
  });

  it('says what is missing, and what is not allowed', () => {
    expect(hourlyScores(SERIES, { baselineUntil: 20 })).toEqual({
      insufficient: true,
      reason: expect.stringContaining('current sample has no values'),
    });
    expect(
      hourlyScores(
        [
          { hour: 1, counts: [5] },
          { hour: 2, counts: [5] },
        ],
        { baselineUntil: 2 },
      ),
    ).toMatchObject({ insufficient: true });
    expect(() =>
      hourlyScores([{ hour: 1, counts: [1.5] }], { baselineUntil: 2 }),
    ).toThrow(InvalidInputError);
  });
});
