import { column, coarseGrid, Logs } from './__testUtils__/captureLogs';
import { event } from './__testUtils__/collectorLogs';

const columns = [
  column('x'),
  column('color', 'categorical'),
  column('score', 'numeric', 'prediction'),
];
const row = (x: number) => ({ x, color: x % 2 ? 'a' : 'b' });

describe('events of the Azure ML data collector', () => {
  const logs = new Logs('azure-collector');
  afterAll(() => logs.end());

  /** Counts inputs and outputs in files of their own. */
  async function count(inputs: string[], outputs: string[]) {
    const engine = await logs.engine();
    const files = [
      logs.file(inputs, { name: 'model_inputs.jsonl' }),
      logs.file(outputs, { name: 'model_outputs.jsonl' }),
    ];
    const [{ profile, ...rest }] = await engine.profile({
      ...logs.request(files),
      columns,
      grid: coarseGrid(columns),
    });
    const numeric = (name: string) => {
      const counts = profile.columns[name];
      if (counts.kind !== 'numeric') throw new Error(`${name} is no number`);
      return { sum: counts.sum, missing: counts.missing };
    };
    return {
      rows: profile.rows,
      x: numeric('x'),
      score: numeric('prediction score'),
      duplicates: rest.duplicates,
      rejected: rest.rejected,
      lines: rest.rejectedLines.map(
        ({ object, line, reason }) =>
          `${object.replace('s3://bucket/model_', '')}:${line} ${reason}`,
      ),
    };
  }

  it('joins rows of inputs and outputs by correlation id and position', async () => {
    expect(
      await count(
        [
          event('input', { request: 'r1', data: [row(1), row(2)] }),
          event('input', { request: 'r2', data: [row(4)] }),
        ],
        [
          event('output', { request: 'r2', data: [{ score: 40 }] }),
          event('output', {
            request: 'r1',
            data: [{ score: 10 }, { score: 20 }],
          }),
        ],
      ),
    ).toEqual({
      rows: 3,
      x: { sum: 7, missing: 0 },
      score: { sum: 70, missing: 0 },
      duplicates: 0,
      rejected: {},
      lines: [],
    });
  });

  it('knows the types of both agents, and old records by their request id', async () => {
    const old = (type: string) => ({
      type: `azureml.inference.${type}`,
      correlationid: undefined,
    });
    expect(
      await count(
        [
          event('input', {
            request: 'r1',
            data: [row(1)],
            fields: old('inputs'),
          }),
        ],
        [
          event('output', {
            request: 'r1',
            data: [{ score: 5 }],
            fields: old('outputs'),
          }),
        ],
      ),
    ).toMatchObject({ rows: 1, score: { sum: 5, missing: 0 }, rejected: {} });
  });

  it('counts inputs without outputs, and rejects outputs without inputs', async () => {
    expect(
      await count(
        [
          event('input', { request: 'r1', data: [row(1)] }),
          event('input', { data: [row(2)] }),
          event('input', { request: 'r3', data: [row(4), row(8)] }),
        ],
        [
          event('output', { request: 'r9', data: [{ score: 1 }] }),
          event('output', { data: [{ score: 2 }] }),
          event('output', { request: 'r3', data: [{ score: 4 }] }),
          event('output', {
            request: 'r1',
            data: [{ score: 8 }, { score: 16 }],
          }),
        ],
      ),
    ).toEqual({
      rows: 4,
      x: { sum: 15, missing: 0 },
      // Of four rows the second and the last have none.
      score: { sum: 12, missing: 2 },
      duplicates: 0,
      rejected: { 'no-match': 3 },
      lines: [
        'outputs.jsonl:1 no-match',
        'outputs.jsonl:2 no-match',
        'outputs.jsonl:4 no-match',
      ],
    });
  });

  it('counts events that came twice once, on both sides', async () => {
    const input = event('input', { request: 'r1', data: [row(1), row(2)] });
    const output = event('output', {
      request: 'r1',
      data: [{ score: 1 }, { score: 2 }],
    });
    const lone = event('output', { request: 'r2', data: [{ score: 9 }] });
    expect(
      await count(
        [input, input, input],
        [output, lone, output, lone, output, output],
      ),
    ).toMatchObject({
      rows: 2,
      score: { sum: 3, missing: 0 },
      duplicates: 6,
      rejected: { 'no-match': 1 },
      lines: ['outputs.jsonl:2 no-match'],
    });
  });

  it('pairs nothing by an id that several requests bear', async () => {
    expect(
      await count(
        [
          event('input', { request: 'test', data: [row(1)] }),
          event('input', { request: 'test', data: [row(2)] }),
        ],
        [
          event('output', { request: 'test', data: [{ score: 1 }] }),
          event('output', { request: 'test', data: [{ score: 2 }] }),
        ],
      ),
    ).toMatchObject({
      rows: 2,
      score: { sum: 0, missing: 2 },
      rejected: { 'no-match': 2 },
    });
  });

  it('keeps hours and variants apart', async () => {
    const engine = await logs.engine();
    const input = event('input', { request: 'r1', data: [row(1)] });
    const output = event('output', { request: 'r1', data: [{ score: 3 }] });
    const counts = await engine.profile({
      ...logs.request([
        logs.file([input]),
        logs.file([output], { hour: 1 }),
        logs.file([input, output], { variant: 'green' }),
      ]),
      columns,
      grid: coarseGrid(columns),
    });
    expect(
      counts.map(({ variant, profile, rejected }) => [
        variant,
        profile.rows,
        profile.columns['prediction score'],
        rejected,
      ]),
    ).toEqual([
      ['AllTraffic', 1, expect.objectContaining({ missing: 1 }), {}],
      ['green', 1, expect.objectContaining({ sum: 3 }), {}],
      [
        'AllTraffic',
        0,
        expect.objectContaining({ missing: 0 }),
        { 'no-match': 1 },
      ],
    ]);
  });

  it.each([
    ['not-json', '{"id":"a","type":"azureml.inference.model_inputs","data":['],
    ['no-event-id', event('input', { id: '', data: [row(1)] })],
    ['no-event-id', '{"level":"info"}'],
    ['no-input', event('input', { request: 'r' })],
    ['no-input', event('input', { request: 'r', data: null })],
    ['bad-payload', event('input', { request: 'r', data: row(1) })],
    ['bad-payload', event('input', { request: 'r', data: 'AAEC' })],
    ['bad-payload', event('input', { request: 'r', data: [null] })],
    ['bad-payload', event('output', { request: 'r' })],
    ['column-count', event('input', { request: 'r', data: [[1, 'a']] })],
    ['no-match', event('output', { request: 'r', data: [{ score: 1 }] })],
    [
      'missing-data',
      event('input', { request: 'r', fields: { dataref: 'a/b.json' } }),
    ],
    [
      'unsupported-type',
      event('input', {
        request: 'r',
        data: { a: 1 },
        fields: { type: 'azureml.inference.request' },
      }),
    ],
    [
      'not-tabular',
      event('input', {
        request: 'r',
        data: [{ question: 'why?', chat_history: [] }],
      }),
    ],
  ])('rejects as %s: %s', async (reason, line) => {
    const good = event('input', { request: 'good', data: [row(1)] });
    expect(await count([good, '', line, good.replace(/}$/, ' }')], [])).toEqual(
      {
        rows: 1,
        x: { sum: 1, missing: 0 },
        score: { sum: 0, missing: 1 },
        duplicates: 1,
        rejected: { [reason]: 1 },
        lines: [`inputs.jsonl:3 ${reason}`],
      },
    );
  });

  it('takes an event without rows for nothing', async () => {
    expect(
      await count(
        [event('input', { request: 'r', data: [] })],
        [event('output', { request: 'r', data: [] })],
      ),
    ).toMatchObject({ rows: 0, rejected: {} });
  });

  it('takes a word about a chat for a word', async () => {
    expect(
      await count(
        [
          event('input', {
            request: 'r',
            data: [{ ...row(1), note: '"chat_history"' }],
          }),
        ],
        [],
      ),
    ).toMatchObject({ rows: 1, rejected: {} });
  });

  it('reads lines that end in a comma, and a last line without line end', async () => {
    const engine = await logs.engine();
    const lines = [1, 2, 3, 4].map(x =>
      event('input', { request: `r${x}`, data: [row(x)] }),
    );
    const [counts] = await engine.profile({
      ...logs.request([
        logs.file(
          `${lines[0]},\r\n\n  ${lines[1]} , \n{"cut": ,\n${lines[2]},\n${lines[3]}`,
        ),
      ]),
      columns,
      grid: coarseGrid(columns),
    });
    expect(counts.profile.rows).toBe(4);
    expect(counts.profile.columns.x).toMatchObject({ sum: 10 });
    expect(counts.rejectedLines).toEqual([
      { object: expect.any(String), line: 4, reason: 'not-json' },
    ]);
  });

  it('finds the columns of both sides by itself', async () => {
    const engine = await logs.engine();
    const request = logs.request([
      logs.file([
        `${event('input', { request: 'r', data: [row(1), row(2)] })},`,
      ]),
      logs.file([
        event('output', { request: 'r', data: [{ '0': 0.5 }, { '0': 0.7 }] }),
      ]),
    ]);
    const { rows, columns: found } = await engine.inspect(request);
    expect(rows).toBe(2);
    expect(found.map(({ role, at }) => `${role} ${at}`)).toEqual([
      'feature x',
      'feature color',
      'prediction 0',
    ]);
    const grid = await engine.buildGrid({
      ...request,
      columns: [
        column('x'),
        { name: 'score', role: 'prediction', type: 'numeric', at: '0' },
      ],
    });
    expect(grid.score).toMatchObject({ kind: 'numeric' });
  });
});
