import { nextDown } from '@ai-governance/plugin-ai-governance-statistics';
import { column, csv, json, Logs } from './__testUtils__/captureLogs';

/** What values become in counts. */
describe('values', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const numeric = async (lines: string[], edges: number[]) => {
    const { profile } = await logs.count(lines, [column(0)], {
      grid: { '0': { kind: 'numeric', edges } },
    });
    const counts = profile.columns['0'];
    if (counts.kind !== 'numeric') {
      throw new Error('not numeric');
    }
    return counts;
  };
  const categorical = async (lines: string[], categories: string[]) => {
    const { profile } = await logs.count(lines, [column(0, 'categorical')], {
      grid: { '0': { kind: 'categorical', categories } },
    });
    return profile.columns['0'];
  };

  it.each([
    ['1', 1],
    ['1.0', 1],
    ['+1', 1],
    [' 1 ', 1],
    ['1e0', 1],
    ['.5', 0.5],
    ['-0', 0],
    ['true', 1],
    ['False', 0],
    ['1e-400', 0],
  ])('takes %j for a number', async (text, number) => {
    expect(await numeric([csv(text)], [])).toMatchObject({
      bins: [1],
      sum: number,
      sumSquares: number ** 2,
      min: number,
      max: number,
      missing: 0,
      invalid: 0,
      outOfRange: 0,
    });
  });

  it.each([
    ['missing', '""'],
    ['missing', ' '],
    ['missing', 'null'],
    ['missing', 'NULL'],
    ['missing', 'NA'],
    ['missing', 'NaN'],
    ['missing', '-nan'],
    ['invalid', 'n/a'],
    ['invalid', '0x10'],
    ['invalid', '1;5'],
    ['invalid', '--1'],
    ['invalid', 'yes'],
    ['invalid', '12 kg'],
    ['outOfRange', 'inf'],
    ['outOfRange', '-Infinity'],
    ['outOfRange', '1e400'],
    ['outOfRange', '-1.7976931348623157e308'],
    ['outOfRange', '1e151'],
  ])('counts as %s: %j', async (where, text) => {
    const counts = await numeric([csv(`${text},x`), csv('1,x')], [0]);
    expect(counts).toMatchObject({
      bins: [0, 1],
      sum: 1,
      sumSquares: 1,
      min: 1,
      max: 1,
      missing: 0,
      invalid: 0,
      outOfRange: 0,
      [where]: 1,
    });
  });

  it('reads JSON values of a numeric column', async () => {
    const counts = await numeric(
      [
        json(
          '[[1],[true],[false],["2"],[null],[NaN],[Infinity],["x"],[[1]],[{}]]',
        ),
      ],
      [0, 1],
    );
    expect(counts).toEqual({
      kind: 'numeric',
      bins: [1, 2, 1],
      sum: 4,
      sumSquares: 6,
      min: 0,
      max: 2,
      missing: 2,
      invalid: 3,
      outOfRange: 1,
    });
  });

  it('puts values on an edge into the bin that it closes', async () => {
    const v = 0.1 + 0.2;
    const edges = [-1, 0, nextDown(v), v, 1];
    const cells = [
      -5,
      -1,
      -0.5,
      0,
      Number.MIN_VALUE,
      nextDown(v),
      v,
      v,
      0.5,
      1,
      1.0000000000000002,
      9,
    ];
    const counts = await numeric(
      cells.map(x => csv(String(x))),
      edges,
    );
    expect(counts.bins).toEqual([2, 2, 2, 2, 2, 2]);
    expect(counts.min).toBe(-5);
    expect(counts.max).toBe(9);
  });

  it('keeps an empty last bin, and an only bin', async () => {
    expect((await numeric([csv('1')], [1, 2])).bins).toEqual([1, 0, 0]);
    expect((await numeric([csv('x')], [1, 2])).bins).toEqual([0, 0, 0]);
    expect((await numeric([csv('1'), csv('inf')], [])).bins).toEqual([1]);
  });

  it('writes whole numbers of categorical columns without fraction', async () => {
    const counts = await categorical(
      [
        csv('1'),
        csv('1.0'),
        csv('1.00'),
        json([[1]]),
        json('[[1.0]]'),
        json([['1']]),
        csv('007'),
        csv('1.10'),
        csv('1.5'),
        csv('v1.0'),
        csv('-2.0'),
      ],
      ['1', '-2'],
    );
    expect(counts).toEqual({
      kind: 'categorical',
      counts: [6, 1],
      missing: 0,
      other: 0,
      unseen: { '007': 1, '1.10': 1, '1.5': 1, 'v1.0': 1 },
    });
  });

  it('takes empty, null and NaN for missing categories, other words for categories', async () => {
    const counts = await categorical(
      [
        csv(',x'),
        csv('"",x'),
        json([
          [null, 1],
          ['', 1],
          ['  ', 1],
        ]),
        json('[[NaN, 1]]'),
        csv('NA'),
        csv('null'),
      ],
      ['NA'],
    );
    expect(counts).toEqual({
      kind: 'categorical',
      counts: [1],
      missing: 6,
      other: 0,
      unseen: { null: 1 },
    });
  });

  it('lists the 20 most frequent unseen categories and counts the others together', async () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      Array.from({ length: i < 10 ? 3 : 1 }, () =>
        csv(`unseen-${String(i).padStart(2, '0')}`),
      ),
    ).flat();
    const counts = await categorical([...lines, csv('a')], ['a', 'b']);
    expect(counts).toEqual({
      kind: 'categorical',
      counts: [1, 0],
      missing: 0,
      other: 10,
      unseen: Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [
          `unseen-${String(i).padStart(2, '0')}`,
          i < 10 ? 3 : 1,
        ]),
      ),
    });
  });

  it('cuts long categories, between characters', async () => {
    const counts = await categorical(
      [csv('😀'.repeat(200)), csv(`${'x'.repeat(128)}y`)],
      ['x'.repeat(128)],
    );
    expect(counts).toMatchObject({
      counts: [1],
      unseen: { ['😀'.repeat(128)]: 1 },
    });
  });
});
