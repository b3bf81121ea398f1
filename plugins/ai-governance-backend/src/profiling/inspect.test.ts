import { captureLine, csv, json, Logs } from './__testUtils__/captureLogs';

describe('inspect', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const inspect = async (lines: string[], rowsPath?: { input?: string }) => {
    const engine = await logs.engine();
    const { rows, columns } = await engine.inspect(
      logs.request([logs.file(lines)], rowsPath),
    );
    return {
      rows,
      columns: columns.map(({ role, at, present, numericShare, distinct }) => [
        role,
        at,
        present,
        numericShare,
        distinct,
      ]),
    };
  };

  it('lists positions, with gaps and texts', async () => {
    expect(
      await inspect([
        csv('1,red,\n2,red,7', '0.5,0.5'),
        csv('NA,3'),
        csv('x', 'y'),
        'oops',
      ]),
    ).toEqual({
      rows: 4,
      columns: [
        ['feature', 0, 3, 2 / 3, 3],
        ['feature', 1, 3, 1 / 3, 2],
        ['feature', 2, 1, 1, 1],
        ['prediction', 0, 3, 2 / 3, 2],
      ],
    });
  });

  it('lists keys, nested ones by their path', async () => {
    expect(
      await inspect([
        json(
          { instances: [{ age: 1, home: { zip: '8000', geo: { lat: 1.5 } } }] },
          { predictions: [{ score: 0.5 }] },
        ),
        json({
          instances: [
            { age: null, home: { zip: 'x' } },
            { tags: ['a'], age: true },
          ],
        }),
      ]),
    ).toEqual({
      rows: 3,
      columns: [
        ['feature', 'age', 2, 0.5, 2],
        ['feature', 'home.zip', 2, 0.5, 2],
        ['feature', 'home.geo.lat', 1, 1, 1],
        ['feature', 'tags', 1, 0, 1],
        ['prediction', 'score', 1, 1, 1],
      ],
    });
  });

  it('lists features by position and what stands beside them by key', async () => {
    expect(
      await inspect([json([{ features: [1, 'a'], segment: 's' }])]),
    ).toEqual({
      rows: 1,
      columns: [
        ['feature', 0, 1, 1, 1],
        ['feature', 1, 1, 0, 1],
        ['feature', 'segment', 1, 0, 1],
      ],
    });
  });

  it('names only keys that a monitor can reach', async () => {
    expect(
      await inspect([
        json([{ 'a.b': 1, a: { b: 2 }, 'c.d': { e: 3 }, '': 4, 'nul\0': 5 }]),
      ]),
    ).toEqual({
      rows: 1,
      columns: [
        ['feature', 'a.b', 1, 1, 1],
        ['feature', '', 1, 1, 1],
      ],
    });
  });

  it('looks where rowsPath says', async () => {
    expect(
      await inspect([json({ request: { items: [{ x: 1 }] } })], {
        input: 'request.items',
      }),
    ).toEqual({ rows: 1, columns: [['feature', 'x', 1, 1, 1]] });
  });

  it('looks at a part of many rows', async () => {
    const { rows, columns } = await inspect(
      Array.from({ length: 30 }, (_, i) =>
        csv(
          Array.from({ length: 1000 }, (_unused, j) => i * 1000 + j).join('\n'),
        ),
      ),
    );
    expect(rows).toBe(20_000);
    expect(columns).toEqual([['feature', 0, 20_000, 1, 20_000]]);
  });

  it('lists nothing where there is nothing', async () => {
    expect(await inspect(['oops', captureLine({ id: 'x' })])).toEqual({
      rows: 0,
      columns: [],
    });
  });
});
