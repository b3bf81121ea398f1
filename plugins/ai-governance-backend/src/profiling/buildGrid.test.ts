import {
  nextDown,
  numericGridFromValues,
} from '@ai-governance/plugin-ai-governance-statistics';
import {
  captureLine,
  column,
  csv,
  json,
  Logs,
} from './__testUtils__/captureLogs';

describe('buildGrid', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const build = async (
    lines: string[],
    columns: Parameters<typeof column>[],
    rowsPath?: { input?: string },
  ) => {
    const engine = await logs.engine();
    return engine.buildGrid({
      ...logs.request([logs.file(lines)], rowsPath),
      columns: columns.map(args => column(...args)),
    });
  };

  it.each([1, 2, 100, 255, 256, 257, 1000])(
    'has the exact quantiles of %d values',
    async n => {
      const values = Array.from(
        { length: n },
        (_, i) => ((i * 7919) % 1009) / 8,
      );
      const grid = await build([csv(values.join('\n'))], [[0]]);
      expect(grid).toEqual({ '0': numericGridFromValues(values) });
    },
  );

  it('gives heavy atoms bins of their own', async () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : i));
    const grid = await build([csv(values.join('\n'))], [[0]]);
    expect(grid['0']).toMatchObject({
      edges: expect.arrayContaining([nextDown(0), 0]),
    });
  });

  it('leaves missing, invalid and infinite values out of it', async () => {
    const lines = ['1', '2', '3', 'inf', '', 'x', '1e300'].map(text =>
      csv(`${text},y`),
    );
    const grid = await build(lines, [[0]]);
    expect(grid).toEqual({ '0': numericGridFromValues([1, 2, 3]) });
  });

  it('orders categories by count, then by name', async () => {
    const lines = ['b', 'a', 'c', 'c', '1.0', '1'].map(text => json([[text]]));
    expect(await build(lines, [[0, 'categorical']])).toEqual({
      '0': { kind: 'categorical', categories: ['1', 'c', 'a', 'b'] },
    });
  });

  it('knows at most 1000 categories, the most frequent ones', async () => {
    const rows = Array.from(
      { length: 1100 },
      (_, i) => `id-${i}${i >= 1000 ? `\nid-${i}` : ''}`,
    );
    const grid = await build([csv(rows.join('\n'))], [[0, 'categorical']]);
    const { categories } = grid['0'] as { categories: string[] };
    expect(categories).toHaveLength(1000);
    expect(categories.slice(0, 100)).toEqual(
      Array.from({ length: 100 }, (_, i) => `id-${1000 + i}`),
    );
  });

  it('counts a record that came twice once', async () => {
    const twice = captureLine({ id: 'same', input: { data: 'a\na\na' } });
    const grid = await build(
      [twice, csv('b'), twice, csv('b'), csv('b'), csv('b')],
      [[0, 'categorical']],
    );
    expect(grid['0']).toMatchObject({ categories: ['b', 'a'] });
  });

  it('builds a grid that its own rows fill', async () => {
    const lines = [
      json(
        [
          { a: 1, b: 'x' },
          { a: 2, b: 'y' },
        ],
        { predictions: [{ p: 0.5 }, { p: 0.7 }] },
      ),
    ];
    const columns = [
      column('a'),
      column('b', 'categorical'),
      column('p', 'numeric', 'prediction'),
    ];
    const engine = await logs.engine();
    const request = { ...logs.request([logs.file(lines)]), columns };
    const grid = await engine.buildGrid(request);
    const [{ profile }] = await engine.profile({ ...request, grid });
    expect(profile).toMatchObject({
      rows: 2,
      columns: {
        a: { sum: 3, min: 1, max: 2 },
        b: { counts: [1, 1], unseen: {} },
        'prediction p': { sum: 1.2 },
      },
    });
  });

  describe('refuses', () => {
    it('a key that is in no row, and says what is there', async () => {
      await expect(
        build(
          [json([{ age: 1, city: { zip: 2 } }], { predictions: [[1, 2]] })],
          [['agee'], ['age']],
        ),
      ).rejects.toThrow(
        'Column "agee" (feature at key "agee") is in none of 1 rows. The payload holds features at keys "age", "city.zip", predictions at positions 0 to 1',
      );
    });

    it('a position that is in no row', async () => {
      await expect(
        build([csv('1,2,3'), csv('4,5,6')], [[0], [7]]),
      ).rejects.toThrow(
        'Column "7" (feature at position 7) is in no row. The payload holds features at positions 0 to 2, predictions at no place',
      );
    });

    it('a prediction when there is no output', async () => {
      await expect(
        build([csv('1')], [[0], [0, 'numeric', 'prediction']]),
      ).rejects.toThrow(
        'Column "prediction 0" (prediction at position 0) is in none of 1 rows',
      );
    });

    it('a numeric column that holds only text', async () => {
      await expect(
        build([csv('red'), csv('blue'), csv('')], [[0]]),
      ).rejects.toThrow(
        /^Column "0" \(feature at position 0\) is monitored as numeric, but none of its 2 values is a finite number/,
      );
    });

    it('files without a countable row, and says why they are not', async () => {
      await expect(
        build(['oops', captureLine({ id: 'x', output: { data: '1' } })], [[0]]),
      ).rejects.toThrow(
        'The log files hold no row that can be counted (no-input: 1, not-json: 1)',
      );
      await expect(build([], [[0]])).rejects.toThrow(
        'The log files hold no row that can be counted',
      );
    });

    it('to work without files or columns, or on two columns of one name', async () => {
      const engine = await logs.engine();
      await expect(
        engine.buildGrid({ ...logs.request([]), columns: [column(0)] }),
      ).rejects.toThrow('There are no log files');
      await expect(build([csv('1')], [])).rejects.toThrow(
        'There are no monitored columns',
      );
      await expect(build([csv('1')], [[0], [0]])).rejects.toThrow(
        'have the same name',
      );
      await expect(build([csv('1')], [[-1]])).rejects.toThrow(
        'Column "-1" stands at -1; allowed are positions from 0 and keys',
      );
    });

    it('to count on a grid of other columns', async () => {
      const count = (grid: Parameters<typeof logs.count>[2]) =>
        logs.count([csv('1')], [column(0)], grid);
      await expect(count({ grid: {} })).rejects.toThrow(
        'the grid has no column of that name',
      );
      await expect(
        count({ grid: { '0': { kind: 'categorical', categories: [] } } }),
      ).rejects.toThrow(
        'Column "0" is numeric, but the grid has a categorical column',
      );
      await expect(
        count({
          grid: {
            '0': { kind: 'numeric', edges: [] },
            x: { kind: 'numeric', edges: [] },
          },
        }),
      ).rejects.toThrow('The grid has 2 columns and the monitor 1');
    });
  });
});
