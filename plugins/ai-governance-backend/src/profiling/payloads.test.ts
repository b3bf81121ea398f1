import {
  captureLine,
  column,
  csv,
  json,
  Logs,
} from './__testUtils__/captureLogs';

/** Where rows and cells are found in payloads. */
describe('payloads', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const [first, second] = [column(0, 'categorical'), column(1, 'categorical')];
  const named = (at: string) => column(at, 'categorical');

  it.each([
    ['one line', 'a,b', [{ a: 1 }, { b: 1 }]],
    ['a line end', 'a,b\n', [{ a: 1 }, { b: 1 }]],
    [
      'several lines',
      'a,b\r\nc,d\n\n',
      [
        { a: 1, c: 1 },
        { b: 1, d: 1 },
      ],
    ],
    ['quoted commas', '"a,1","x"\n', [{ 'a,1': 1 }, { x: 1 }]],
    ['doubled quotes', '"say ""x""",""', [{ 'say "x"': 1 }, { missing: 1 }]],
    [
      'a quoted line end',
      '"a\nb",c\nd,"e"',
      [
        { 'a\nb': 1, d: 1 },
        { c: 1, e: 1 },
      ],
    ],
    [
      'a stray quote',
      '5" pipe,b\nc,d',
      [
        { '5" pipe': 1, c: 1 },
        { b: 1, d: 1 },
      ],
    ],
    [
      'an unclosed quote',
      '"a,b\nc,d',
      [
        { '"a': 1, c: 1 },
        { b: 1, d: 1 },
      ],
    ],
    ['blanks around cells', ' a , "b" \n', [{ a: 1 }, { b: 1 }]],
    [
      'empty cells',
      'a,\n,b',
      [
        { a: 1, missing: 1 },
        { b: 1, missing: 1 },
      ],
    ],
    ['a backslash', 'a\\n,\\"b', [{ 'a\\n': 1 }, { '\\"b': 1 }]],
  ])('reads CSV with %s', async (_, data, expected) => {
    const found = await logs.values([csv(data)], [first, second]);
    expect(found).toMatchObject({ rejected: {}, columns: expected });
  });

  it.each([
    [
      'instances of objects',
      { instances: [{ x: 'a' }, { x: 'b' }] },
      { a: 1, b: 1 },
    ],
    ['inputs', { inputs: [{ x: 'a' }] }, { a: 1 }],
    ['data', { data: [{ x: 'a' }] }, { a: 1 }],
    ['rows', { rows: [{ x: 'a' }] }, { a: 1 }],
    [
      'an array',
      [{ x: 'a' }, { x: 'b' }, { y: 1 }],
      { a: 1, b: 1, missing: 1 },
    ],
    ['an object', { x: 'a', instances: 3 }, { a: 1 }],
    ['JSON Lines', '{"x":"a"}\n {"x" : "b"}\r\n\n', { a: 1, b: 1 }],
    ['an object over several lines', '\n{\n "x":\n "a"\n}\n', { a: 1 }],
    [
      'a line break inside a text',
      { instances: [{ x: 'a\nb' }] },
      { 'a\nb': 1 },
    ],
    ['null', { instances: [{ x: null }] }, { missing: 1 }],
    [
      'values that are no text',
      [{ x: true }, { x: 1.0 }, { x: 2.5 }],
      { true: 1, '1': 1, '2.5': 1 },
    ],
  ])('finds a key in %s', async (_, data, expected) => {
    const found = await logs.values([json(data)], [named('x')]);
    expect(found).toMatchObject({ rejected: {}, columns: [expected] });
  });

  it.each([
    [
      'instances of arrays',
      {
        instances: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      [
        { a: 1, c: 1 },
        { b: 1, d: 1 },
      ],
    ],
    [
      'features',
      { instances: [{ features: ['a', 'b'] }] },
      [{ a: 1 }, { b: 1 }],
    ],
    ['an array of single values', ['a', 'b'], [{ a: 1 }, { b: 1 }]],
    [
      'instances of single values',
      { instances: ['a', 'b'] },
      [{ a: 1 }, { b: 1 }],
    ],
    [
      'lines of features',
      '{"features":["a","b"]}\n{"features":["c",null]}',
      [
        { a: 1, c: 1 },
        { b: 1, missing: 1 },
      ],
    ],
    [
      'lines of arrays',
      '["a","b"]\n["c","d"]',
      [
        { a: 1, c: 1 },
        { b: 1, d: 1 },
      ],
    ],
  ])('finds positions in %s', async (_, data, expected) => {
    const found = await logs.values([json(data)], [first, second]);
    expect(found).toMatchObject({ rejected: {}, columns: expected });
  });

  it('takes a lone value for a row of one', async () => {
    const found = await logs.values(
      [json('"a"'), json(' 5 '), csv('b')],
      [first],
    );
    expect(found).toEqual({
      rows: 3,
      rejected: {},
      columns: [{ a: 1, '5': 1, b: 1 }],
    });
  });

  it('takes an empty array for no rows', async () => {
    const found = await logs.values(
      [json([]), json({ instances: [] })],
      [first],
    );
    expect(found).toEqual({ rows: 0, rejected: {}, columns: [{}] });
  });

  it('reaches into nested objects, but takes a key as it is spelled first', async () => {
    const found = await logs.values(
      [
        json([
          { a: { b: 'nested' } },
          { 'a.b': 'spelled', a: { b: 'nested' } },
        ]),
      ],
      [named('a.b')],
    );
    expect(found.columns).toEqual([{ nested: 1, spelled: 1 }]);
  });

  it('finds keys beside features', async () => {
    const found = await logs.values(
      [json([{ features: ['a'], segment: 's' }])],
      [first, named('segment')],
    );
    expect(found.columns).toEqual([{ a: 1 }, { s: 1 }]);
  });

  it('looks where rowsPath says, and nowhere else', async () => {
    const found = await logs.values(
      [
        json(
          { request: { items: [{ x: 'a' }, { x: 'b' }] } },
          { out: { p: [1, 2] } },
        ),
        json({ request: { items: { x: 'c' } } }),
        json({ instances: [{ x: 'd' }] }),
      ],
      [named('x'), column(0, 'categorical', 'prediction')],
      { input: 'request.items', output: 'out.p' },
    );
    expect(found).toEqual({
      rows: 3,
      rejected: { 'bad-payload': 1 },
      columns: [
        { a: 1, b: 1, c: 1 },
        { '1': 1, '2': 1, missing: 1 },
      ],
    });
  });

  it('refuses a rowsPath that is none', async () => {
    await expect(
      logs.count([json([])], [first], { rowsPath: { input: 'a..b' } }),
    ).rejects.toThrow('rowsPath "a..b" is not a dot path');
  });

  it('decodes base64 by its content type', async () => {
    const base64 = (text: string, type: string) =>
      captureLine({
        id: text,
        input: {
          data: Buffer.from(text).toString('base64'),
          encoding: 'BASE64',
          type,
        },
      });
    const found = await logs.values(
      [
        base64('a,b', 'text/csv; charset=utf-8'),
        base64('"ü,1",d\n', 'Text/CSV'),
        base64('[["e","f"]]', 'application/json'),
        base64('["g","h"]\n["i","j"]', 'application/jsonlines'),
      ],
      [first, second],
    );
    expect(found).toEqual({
      rows: 5,
      rejected: {},
      columns: [
        { a: 1, 'ü,1': 1, e: 1, g: 1, i: 1 },
        { b: 1, d: 1, f: 1, h: 1, j: 1 },
      ],
    });
  });
});
