import {
  captureLine,
  column,
  csv,
  json,
  Logs,
} from './__testUtils__/captureLogs';

/** Which output belongs to which row. */
describe('outputs', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const first = column(0, 'categorical');

  const score = column(0, 'categorical', 'prediction');

  it.each([
    ['a line per row', csv('1\n2\n3', 'x\ny\nz'), { x: 1, y: 1, z: 1 }],
    [
      'one line for several rows',
      csv('1\n2\n3', 'x,y,z'),
      { x: 1, y: 1, z: 1 },
    ],
    ['one line for one row', csv('1', 'x,y'), { x: 1 }],
    ['too few lines', csv('1\n2\n3', 'x\ny'), { x: 1, y: 1, missing: 1 }],
    ['no output', csv('1\n2'), { missing: 2 }],
    [
      'predictions of arrays',
      json([[1], [2]], {
        predictions: [
          ['x', 1],
          ['y', 2],
        ],
      }),
      { x: 1, y: 1 },
    ],
    [
      'predictions of single values',
      json([[1], [2]], { predictions: ['x', 'y'] }),
      { x: 1, y: 1 },
    ],
    [
      'several values for one row',
      json([[1]], { predictions: ['x', 'y'] }),
      { x: 1 },
    ],
    ['a lone value', json([[1]], '"x"'), { x: 1 }],
    ['JSON Lines', json('[1]\n[2]', '"x"\n"y"'), { x: 1, y: 1 }],
    ['broken JSON', json([[1]], '{"predictions":'), { missing: 1 }],
  ])('belong to rows: %s', async (_, line, expected) => {
    const found = await logs.values([line], [first, score]);
    expect(found).toMatchObject({ rejected: {}, columns: [{}, expected] });
  });

  it('are found by key', async () => {
    const found = await logs.values(
      [
        json([[1], [2]], {
          predictions: [
            { score: 0.5, predicted_label: 1 },
            { score: 0.25, predicted_label: 0 },
          ],
        }),
        json([[3]], { predictions: [{ score: 0.5, predicted_label: 1 }] }),
      ],
      [
        column('score', 'categorical', 'prediction'),
        column('predicted_label', 'categorical', 'prediction'),
      ],
    );
    expect(found.columns).toEqual([
      { '0.5': 2, '0.25': 1 },
      { '1': 2, '0': 1 },
    ]);
  });

  it('may have another format than the input', async () => {
    const line = captureLine({
      id: 'mixed',
      input: { data: '1\n2' },
      output: { data: '{"predictions":["x","y"]}', encoding: 'JSON' },
    });
    expect((await logs.values([line], [score])).columns).toEqual([
      { x: 1, y: 1 },
    ]);
  });
});
