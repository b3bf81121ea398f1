import { column, Logs } from './__testUtils__/captureLogs';

const line = (fields: Record<string, unknown>) => JSON.stringify(fields);

describe('lines of one row each', () => {
  const logs = new Logs('rows');
  afterAll(() => logs.end());

  const keyed = [
    column('x', 'categorical'),
    column('score', 'categorical', 'prediction'),
  ];

  it('reads inputs and outputs by key and by position', async () => {
    expect(
      await logs.values(
        [
          line({ id: 'a', input: { x: 1 }, output: { score: 0.5 } }),
          line({ id: 7, row: 0, input: { x: 'u' }, output: null }),
          line({ id: 7, row: 1, input: { x: 2 }, time: '2024-05-01T10:00Z' }),
        ],
        keyed,
      ),
    ).toEqual({
      rows: 3,
      rejected: {},
      columns: [
        { 1: 1, 2: 1, u: 1 },
        { 0.5: 1, missing: 2 },
      ],
    });
    expect(
      await logs.values(
        [
          line({ id: 'a', input: [1, 2], output: 'yes' }),
          line({ id: 'b', input: [3, 4], output: [0.1] }),
        ],
        [column(1, 'categorical'), column(0, 'categorical', 'prediction')],
      ),
    ).toEqual({
      rows: 2,
      rejected: {},
      columns: [
        { 2: 1, 4: 1 },
        { yes: 1, '0.1': 1 },
      ],
    });
  });

  it('takes a row for one row, whatever its keys are', async () => {
    expect(
      await logs.values(
        [line({ id: 'a', input: { instances: [[1], [2]], x: 5 } })],
        [column('x', 'categorical')],
      ),
    ).toMatchObject({ rows: 1, columns: [{ 5: 1 }] });
  });

  it('counts a row of a request once', async () => {
    const rows = [
      line({ id: 'a', input: { x: 1 } }),
      line({ id: 'a', row: 0, input: { x: 1 } }),
      line({ id: 'a', row: 1, input: { x: 1 } }),
      line({ id: 'a', row: 10, input: { x: 1 } }),
      line({ id: 'a/1', row: 0, input: { x: 1 } }),
    ];
    const counts = await logs.count(rows, [column('x')]);
    expect(counts.profile.rows).toBe(4);
    expect(counts.duplicates).toBe(1);
  });

  it.each([
    ['not-json', '{"id":"a","input":{"x":'],
    ['no-event-id', line({ input: { x: 1 } })],
    ['no-event-id', line({ id: '', input: { x: 1 } })],
    ['no-input', line({ id: 'b' })],
    ['no-input', line({ id: 'b', input: null, output: 1 })],
    ['bad-payload', line({ id: 'b', input: 'x=1' })],
    ['bad-payload', line({ id: 'b', row: -1, input: { x: 1 } })],
    ['bad-payload', line({ id: 'b', row: 'first', input: { x: 1 } })],
    ['column-count', line({ id: 'b', input: [1] })],
  ])('rejects as %s: %s', async (reason, bad) => {
    const counts = await logs.count(
      [line({ id: 'a', input: { x: 1 } }), bad],
      [column('x')],
    );
    expect(counts.profile.rows).toBe(1);
    expect(counts.rejected).toEqual({ [reason]: 1 });
    expect(counts.rejectedLines).toEqual([
      { object: expect.stringContaining('s3://'), line: 2, reason },
    ]);
  });
});
