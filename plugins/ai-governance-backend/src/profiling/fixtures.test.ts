import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { column, Logs } from './__testUtils__/captureLogs';

const records = resolve(
  process.env.GOVERNANCE_FIXTURES ??
    resolve(__dirname, '../../../../../shared/fixtures'),
  'aws/capture-records.jsonl',
);
const withFixtures = existsSync(records) ? describe : describe.skip;

/** Number of the bin (edges[i-1], edges[i]] that holds x. */
const binOf = (edges: number[], x: number) =>
  edges.filter(edge => edge < x).length;

const average = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

withFixtures(`records that AWS publishes (${records})`, () => {
  const logs = new Logs();
  afterAll(() => logs.end());
  const lines = existsSync(records)
    ? readFileSync(records, 'utf8').split('\n').filter(Boolean)
    : [];
  const payload = (line: string, side: 'endpointInput' | 'endpointOutput') =>
    JSON.parse(line).captureData[side].data as string;

  /** Compares every count with one made from the rows in the plainest way. */
  async function check(options: {
    lines: string[];
    columns: MonitoredColumn[];
    /** Values per row, in the order of the columns; each record once. */
    rows: number[][];
    duplicates: number;
  }) {
    const { columns, rows } = options;
    const grid: Grid = Object.fromEntries(
      columns.map(({ name, type }, i) => {
        const values = [...new Set(rows.map(row => row[i]))].sort(
          (a, b) => a - b,
        );
        return [
          name,
          type === 'numeric'
            ? {
                kind: 'numeric' as const,
                // Values themselves, and a place between them.
                edges: [
                  ...new Set([
                    values[0],
                    average(values),
                    values[values.length - 1],
                  ]),
                ].sort((a, b) => a - b),
              }
            : {
                kind: 'categorical' as const,
                categories: values.slice(1).map(String),
              },
        ];
      }),
    );
    const engine = await logs.engine();
    const [counts] = await engine.profile({
      ...logs.request([logs.file(options.lines)]),
      columns,
      grid,
    });
    expect(counts.duplicates).toBe(options.duplicates);
    expect(counts.rejected).toEqual({});
    expect(counts.profile.rows).toBe(rows.length);
    columns.forEach(({ name, type }, i) => {
      const values = rows.map(row => row[i]);
      const bins = grid[name];
      if (bins.kind === 'numeric') {
        const expected = new Array(bins.edges.length + 1).fill(0);
        values.forEach(value => expected[binOf(bins.edges, value)]++);
        expect(counts.profile.columns[name]).toEqual({
          kind: 'numeric',
          bins: expected,
          sum: values.reduce((sum, value) => sum + value, 0),
          sumSquares: values.reduce((sum, value) => sum + value * value, 0),
          min: Math.min(...values),
          max: Math.max(...values),
          missing: 0,
          invalid: 0,
          outOfRange: 0,
        });
      } else {
        expect(type).toBe('categorical');
        const least = String(Math.min(...values));
        const of = (category: string) =>
          values.filter(value => String(value) === category).length;
        expect(counts.profile.columns[name]).toEqual({
          kind: 'categorical',
          counts: bins.categories.map(of),
          unseen: { [least]: of(least) },
          other: 0,
          missing: 0,
        });
      }
    });
  }

  it('counts the churn model (CSV, lines 1 to 4) value by value', async () => {
    const churn = lines.slice(0, 4);
    const rows = churn
      .slice(0, 3)
      .map(line => [
        ...payload(line, 'endpointInput').split(',').map(Number),
        Number(payload(line, 'endpointOutput')),
      ]);
    expect(rows.map(row => row.length)).toEqual([70, 70, 70]);
    expect(rows[0][2]).toBe(182.9);
    await check({
      lines: churn,
      columns: [
        ...Array.from({ length: 69 }, (_, i) =>
          column(i, i < 10 ? 'numeric' : 'categorical'),
        ),
        column(0, 'numeric', 'prediction'),
      ],
      rows,
      duplicates: 1,
    });
  });

  it('counts the income model (JSON, lines 5 to 7) value by value', async () => {
    const income = lines.slice(4, 7);
    const rows = income.slice(0, 2).flatMap(line => {
      const { instances } = JSON.parse(payload(line, 'endpointInput'));
      const { predictions } = JSON.parse(payload(line, 'endpointOutput'));
      return instances.map(
        ({ features }: { features: number[] }, i: number) => [
          ...features,
          predictions[i].score,
          predictions[i].predicted_label,
        ],
      );
    });
    expect(rows).toHaveLength(3);
    expect(rows[2][0]).toBe(43);
    await check({
      lines: income,
      columns: [
        ...Array.from({ length: 14 }, (_, i) =>
          column(
            i,
            [1, 3, 5, 6, 7, 8, 9, 13].includes(i) ? 'categorical' : 'numeric',
          ),
        ),
        column('score', 'numeric', 'prediction'),
        column('predicted_label', 'categorical', 'prediction'),
      ],
      rows,
      duplicates: 1,
    });
  });

  it('finds the columns by itself', async () => {
    const engine = await logs.engine();
    const churn = await engine.inspect(
      logs.request([logs.file(lines.slice(0, 4))]),
    );
    // Samples are not freed of copies.
    expect(churn.rows).toBe(4);
    expect(churn.columns).toHaveLength(70);
    expect(churn.columns[2]).toEqual({
      role: 'feature',
      at: 2,
      present: 4,
      numericShare: 1,
      distinct: 3,
    });
    const income = await engine.inspect(
      logs.request([logs.file(lines.slice(4))]),
    );
    expect(income.rows).toBe(5);
    expect(income.columns.map(({ role, at }) => `${role} ${at}`)).toEqual([
      ...Array.from({ length: 14 }, (_, i) => `feature ${i}`),
      'prediction score',
      'prediction predicted_label',
    ]);
  });
});
