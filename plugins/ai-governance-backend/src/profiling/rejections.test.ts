import {
  captureLine,
  column,
  csv,
  json,
  Logs,
} from './__testUtils__/captureLogs';

/** What becomes of lines, records and rows that cannot be counted. */
describe('rejections and duplicates', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const columns = [column(0), column(1)];
  const good = () => csv('1,2');

  it.each([
    ['cut off', '{"captureData":{"endpointInput":{"data":"1,2"', 'not-json'],
    ['cut off where a value must follow', '{"captureData":', 'not-json'],
    ['no JSON', '\\x00\\x00 capture buffer overflow', 'not-json'],
    ['two documents in a line', `${csv('1,2')}${csv('1,2')}`, 'not-json'],
    ['an empty object', '{}', 'no-event-id'],
    ['an array', '[1, 2]', 'no-event-id'],
    ['a text', '"1,2"', 'no-event-id'],
    ['JSON of something else', '{"level":"info"}', 'no-event-id'],
    ['no event id', captureLine({ input: { data: '1,2' } }), 'no-event-id'],
    [
      'an empty event id',
      captureLine({ id: '', input: { data: '1,2' } }),
      'no-event-id',
    ],
    ['no input', captureLine({ id: 'x', output: { data: '1' } }), 'no-input'],
    ['empty input', csv(''), 'no-input'],
    [
      'null as input',
      captureLine({ id: 'x', input: { data: null } }),
      'no-input',
    ],
    [
      'an unknown encoding',
      captureLine({ id: 'x', input: { data: '1,2', encoding: 'AVRO' } }),
      'unsupported-encoding',
    ],
    [
      'base64 of an unknown type',
      captureLine({
        id: 'x',
        input: { data: 'MSwy', encoding: 'BASE64', type: 'application/x-npy' },
      }),
      'unsupported-encoding',
    ],
    [
      'base64 without a type',
      captureLine({ id: 'x', input: { data: 'MSwy', encoding: 'BASE64' } }),
      'unsupported-encoding',
    ],
    [
      'base64 that is none',
      captureLine({
        id: 'x',
        input: { data: '*!', encoding: 'BASE64', type: 'text/csv' },
      }),
      'unsupported-encoding',
    ],
    [
      'base64 of bytes that are not text',
      captureLine({
        id: 'x',
        input: { data: '//79', encoding: 'BASE64', type: 'text/csv' },
      }),
      'unsupported-encoding',
    ],
    [
      'JSON that cannot be parsed',
      json('{"instances": [[1, 2]'),
      'bad-payload',
    ],
    ['JSON Lines with a bad line', json('[1, 2]\n[1,'), 'bad-payload'],
    ['JSON null', json('null'), 'bad-payload'],
    ['a null among rows', json({ instances: [[1, 2], null] }), 'bad-payload'],
    ['a blank line as CSV', csv('\n'), 'bad-payload'],
    ['blank lines as CSV', csv(' \r\n\t\n'), 'bad-payload'],
    ['too few CSV columns', csv('1'), 'column-count'],
    ['too few JSON columns', json([[1]]), 'column-count'],
    ['keys where positions must be', json({ a: 1 }), 'column-count'],
  ])('counts %s as rejected, and the rest', async (_, line, reason) => {
    const counts = await logs.count([good(), line, good()], columns);
    expect(counts.rejected).toEqual({ [reason]: 1 });
    expect(counts.duplicates).toBe(0);
    expect(counts.profile.rows).toBe(line.includes('null]') ? 3 : 2);
    expect(counts.profile.columns[0]).toMatchObject({
      bins: [0, counts.profile.rows, 0, 0, 0, 0],
      missing: 0,
    });
  });

  it.each([
    ['a file without a broken line', []],
    ['a file with one', ['oops']],
  ])('does not mind fields of other types, in %s', async (_, broken) => {
    const odd = (captureData: unknown, eventMetadata: unknown) =>
      JSON.stringify({ captureData, eventMetadata, eventVersion: 1 });
    const input = (data: unknown) => ({
      endpointInput: { data, encoding: 'CSV' },
    });
    const counts = await logs.count(
      [
        odd('text', { eventId: 'a' }),
        odd([1], { eventId: 'b' }),
        odd(input('1,2'), 'text'),
        odd(input('1,2'), { eventId: 17, extra: { deep: [1] } }),
        odd(input([1, 2]), { eventId: 'c' }),
        ...broken,
      ],
      columns,
    );
    expect(counts.rejected).toEqual({
      'no-input': 2,
      'no-event-id': 1,
      ...(broken.length > 0 ? { 'not-json': 1 } : {}),
    });
    // The array is taken for its text, `[1,2]`, whose first cell is no number.
    expect(counts.profile).toMatchObject({
      rows: 2,
      columns: { '0': { invalid: 1, sum: 1 } },
    });
  });

  it('counts the good rows of a record beside its bad ones', async () => {
    const counts = await logs.count([csv('1,2\n3\n4,5,6')], columns);
    expect(counts.profile.rows).toBe(2);
    expect(counts.rejected).toEqual({ 'column-count': 1 });
  });

  it('does not mind columns beyond the monitored ones', async () => {
    const counts = await logs.count([csv('1,2,3,4')], columns);
    expect(counts.profile.rows).toBe(1);
    expect(counts.rejected).toEqual({});
  });

  it('takes rows with positions for faulty when keys are monitored', async () => {
    const counts = await logs.count(
      [csv('1,2'), json([1, 2]), json({ age: 1 })],
      [column('age')],
    );
    expect(counts.profile.rows).toBe(1);
    expect(counts.rejected).toEqual({ 'column-count': 2 });
  });

  it('rejects every line of a file that is not JSON Lines', async () => {
    const binary = Buffer.from(
      Array.from({ length: 4000 }, (_, i) => (i * 31 + 7) % 256),
    );
    const counts = await logs.count(binary, columns);
    expect(counts.profile.rows).toBe(0);
    expect(Object.keys(counts.rejected)).toEqual(['not-json']);
    expect(counts.rejected['not-json']).toBeGreaterThan(1);
  });

  it('takes blank lines for nothing', async () => {
    const counts = await logs.count(
      `\n${good()}\r\n\n   \n${good()}\n\n\n`,
      columns,
    );
    expect(counts.profile.rows).toBe(2);
    expect(counts.rejected).toEqual({});
    expect((await logs.count('', columns)).profile.rows).toBe(0);
  });

  it('counts a record that came more than once in an hour one time', async () => {
    const twice = captureLine({ id: 'same', input: { data: '1,2\n3,4' } });
    const engine = await logs.engine();
    const [first, second, other] = await engine.profile({
      ...logs.request([
        logs.file([twice, good(), twice]),
        logs.file([twice]),
        logs.file([twice], { variant: 'Canary' }),
        logs.file([twice], { hour: 1 }),
      ]),
      columns,
      grid: {
        '0': { kind: 'numeric', edges: [2] },
        '1': { kind: 'numeric', edges: [2] },
      },
    });
    expect(first).toMatchObject({
      variant: 'AllTraffic',
      duplicates: 2,
      profile: { rows: 3, columns: { '0': { bins: [2, 1], sum: 5 } } },
    });
    expect(second).toMatchObject({
      variant: 'Canary',
      duplicates: 0,
      profile: { rows: 2 },
    });
    expect(other).toMatchObject({ duplicates: 0, profile: { rows: 2 } });
  });

  it('keeps the good copy when the other one is damaged', async () => {
    const counts = await logs.count(
      [
        captureLine({ id: 'same', output: { data: '1' } }),
        captureLine({ id: 'same', input: { data: '1,2' } }),
      ],
      columns,
    );
    expect(counts).toMatchObject({
      duplicates: 1,
      rejected: {},
      profile: { rows: 1 },
    });
  });

  it('does not take lines without id for copies of each other', async () => {
    const line = captureLine({ input: { data: '1,2' } });
    const counts = await logs.count([line, line, 'oops', 'oops'], columns);
    expect(counts.duplicates).toBe(0);
    expect(counts.rejected).toEqual({ 'no-event-id': 2, 'not-json': 2 });
  });

  it('returns hours without a countable row', async () => {
    const engine = await logs.engine();
    const counts = await engine.profile({
      ...logs.request([logs.file(''), logs.file(['oops'], { hour: 2 })]),
      columns: [column(0)],
      grid: { '0': { kind: 'numeric', edges: [1] } },
    });
    const nothing = {
      rows: 0,
      columns: {
        '0': {
          kind: 'numeric',
          bins: [0, 0],
          sum: 0,
          sumSquares: 0,
          min: null,
          max: null,
          missing: 0,
          invalid: 0,
          outOfRange: 0,
        },
      },
    };
    expect(counts).toEqual([
      {
        variant: 'AllTraffic',
        hour: new Date('2024-05-01T10:00:00Z'),
        duplicates: 0,
        rejected: {},
        rejectedLines: [],
        profile: nothing,
      },
      {
        variant: 'AllTraffic',
        hour: new Date('2024-05-01T12:00:00Z'),
        duplicates: 0,
        rejected: { 'not-json': 1 },
        rejectedLines: [
          { object: expect.any(String), line: 1, reason: 'not-json' },
        ],
        profile: nothing,
      },
    ]);
  });
});
