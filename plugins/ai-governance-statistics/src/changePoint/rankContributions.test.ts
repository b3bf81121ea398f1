import { mulberry32 } from '../__testUtils__/samples';
import {
  associationOf,
  type HourlyScore,
  InvalidInputError,
  rankContributions,
} from '..';

const random = mulberry32(3);

/** A hundred hours whose scores rise with `signal` and else are noise. */
function scores(signal: (hour: number) => number, noise = 0.05): HourlyScore[] {
  return Array.from({ length: 100 }, (_, hour) => ({
    hour,
    score: signal(hour) + noise * (random() - 0.5),
    rows: 100 + hour,
  }));
}

const step = (hour: number) => (hour >= 70 ? 1 : 0);
const ramp = (hour: number) => Math.max(0, hour - 50) / 50;

describe('rankContributions', () => {
  it('ranks by effect and by what goes with the prediction', () => {
    const ranked = rankContributions(
      [
        { column: 'unrelated', effect: 0.4, hours: scores(() => 0) },
        { column: 'small', effect: 0.05, hours: scores(step) },
        { column: 'same', effect: 0.3, hours: scores(step) },
        { column: 'similar', effect: 0.3, hours: scores(ramp) },
      ],
      scores(step),
    );
    expect(ranked.map(({ column }) => column)).toEqual([
      'same',
      'similar',
      'unrelated',
      'small',
    ]);
    const shares = ranked.map(({ goesWith }) =>
      goesWith.insufficient ? NaN : goesWith.share,
    );
    expect(shares[0]).toBeGreaterThan(0.98);
    expect(shares[1]).toBeGreaterThan(0.5);
    expect(shares[1]).toBeLessThan(0.9);
    expect(shares[2]).toBeLessThan(0.1);
    expect(ranked[0].weight).toBeCloseTo(0.3 * ((1 + shares[0]) / 2), 12);
  });

  it('gives the squared weighted correlation over the hours in common', () => {
    const prediction = [1, 2, 4, 3].map((score, hour) => ({
      hour: hour + 1,
      score,
      rows: 10,
    }));
    const repeated = (entries: HourlyScore[]) =>
      [0, 10, 20].flatMap(add =>
        entries.map(entry => ({ ...entry, hour: entry.hour + add })),
      );
    const feature = [
      { hour: 1, score: 0.5, rows: 20 },
      { hour: 2, score: 1.5, rows: 5 },
      { hour: 3, score: 1, rows: 2 },
      { hour: 4, score: 2, rows: 40 },
    ];
    const share = associationOf(
      [...repeated(feature), { hour: 99, score: 500, rows: 1 }],
      repeated(prediction),
    );
    // As NumPy has it with weights 10, 5, 2, 10.
    expect(share).toEqual({
      insufficient: false,
      share: expect.closeTo(0.6032818532818533, 12),
      hours: 12,
    });
  });

  it('gives nothing to a column that falls as the prediction rises', () => {
    const [{ goesWith, weight }] = rankContributions(
      [{ column: 'x', effect: 0.2, hours: scores(hour => -step(hour)) }],
      scores(step),
    );
    expect(goesWith).toEqual({ insufficient: false, share: 0, hours: 100 });
    expect(weight).toBe(0.1);
  });

  it('ranks by effect alone where nothing can be compared, and says why', () => {
    const few = scores(step).slice(0, 11);
    const columns = [
      { column: 'b', effect: 0.2, hours: scores(step) },
      { column: 'c', effect: 0.3, hours: scores(step) },
      { column: 'a', effect: 0.2, hours: scores(step) },
    ];
    for (const [prediction, reason] of [
      [undefined, /no scores of a prediction/],
      [few, /11 hours in common/],
      [scores(() => 0.7, 0), /prediction has the same score/],
    ] as const) {
      const ranked = rankContributions(columns, prediction);
      expect(ranked.map(({ column }) => column)).toEqual(['c', 'a', 'b']);
      for (const { goesWith } of ranked) {
        expect(goesWith).toEqual({
          insufficient: true,
          reason: expect.stringMatching(reason),
        });
      }
    }
    const flat = [{ column: 'x', effect: 1, hours: scores(() => 0, 0) }];
    expect(rankContributions(flat, scores(step))[0].goesWith).toMatchObject({
      reason: expect.stringMatching(/feature has the same score/),
    });
  });

  it('keeps its figures with the largest and smallest scores', () => {
    const huge = scores(step, 0).map(entry => ({
      ...entry,
      score: entry.score * 1e308,
      rows: 2 ** 53,
    }));
    const tiny = scores(step, 0).map(entry => ({
      ...entry,
      score: entry.score * 1e-300,
    }));
    const [{ goesWith }] = rankContributions(
      [{ column: 'x', effect: 1, hours: huge }],
      tiny,
    );
    expect(goesWith).toMatchObject({ share: expect.closeTo(1, 9) });
  });

  it.each<[string, any, RegExp]>([
    ['a column that comes twice', [{}, {}], /x comes twice/],
    ['a negative effect', [{ effect: -1 }], /effect of column x is -1/],
    ['a broken score', [{ hours: [{ hour: 1, score: NaN, rows: 1 }] }], /NaN/],
    [
      'hours that do not ascend',
      [{ hours: scores(step).reverse() }],
      /ascending/,
    ],
    ['no rows', [{ hours: [{ hour: 1, score: 1, rows: 0 }] }], /above 0/],
  ])('refuses %s', (_, drafts, message) => {
    const call = () =>
      rankContributions(
        drafts.map((draft: object) => ({
          column: 'x',
          effect: 1,
          hours: [],
          ...draft,
        })),
        scores(step),
      );
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });
});
