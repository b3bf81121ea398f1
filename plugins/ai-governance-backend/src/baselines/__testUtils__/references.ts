import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a made-up reference is like; distributed as the stable endpoint of the harness unless it says otherwise. */
interface ReferenceOptions {
  rows: number;
  /** Mean income. */
  income?: number;
}

interface Row {
  income: number;
  age: number;
  channel: string;
  score: number;
}

/** Rows at even quantiles of the distributions, in an order that unties the columns. */
function rowsOf({ rows, income = 50 }: ReferenceOptions): Row[] {
  const at = (i: number, step: number) => (((i * step) % rows) + 0.5) / rows;
  return Array.from({ length: rows }, (_, i) => {
    const place = at(i, 617);
    return {
      income: Number((income + 10 * normalQuantile(at(i, 1))).toFixed(2)),
      age: Math.round(40 + 9 * normalQuantile(at(i, 389))),
      channel: ['branch', 'web', 'app'][
        Number(place >= 0.5) + Number(place >= 0.8)
      ],
      score: at(i, 251),
    };
  });
}

/** Inverse of the logistic approximation of the normal distribution; off by 0.01 at most. */
function normalQuantile(p: number): number {
  return 5.5556 * (1 - ((1 - p) / p) ** 0.1186);
}

/** As CSV with a header, and a column that nobody watches. */
export function referenceCsv(options: ReferenceOptions): string {
  return [
    'id,income,age,channel,score',
    ...rowsOf(options).map(
      ({ income, age, channel, score }, i) =>
        `${i},${income},${age},"${channel}",${score}`,
    ),
  ].join('\n');
}

/** As Parquet, written by DuckDB. */
export async function referenceParquet(
  options: ReferenceOptions,
): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const [csv, parquet] = ['in.csv', 'out.parquet'].map(name =>
      join(directory, name),
    );
    await writeFile(csv, referenceCsv(options));
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`,
    );
    connection.closeSync();
    return await readFile(parquet);
  } finally {
    instance.closeSync();
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * As `statistics.json` of SageMaker Model Monitor: `income` with a sketch whose values stand for four each, `age` with
 * buckets only.
 */
export function referenceStatistics(options: ReferenceOptions): string {
  const rows = rowsOf(options);
  const numerical = (values: number[], kll: object) => {
    const sum = values.reduce((total, value) => total + value, 0);
    const mean = sum / values.length;
    return {
      common: { num_present: values.length, num_missing: 0 },
      mean,
      sum,
      std_dev: Math.sqrt(
        values.reduce((total, value) => total + (value - mean) ** 2, 0) /
          values.length,
      ),
      min: Math.min(...values),
      max: Math.max(...values),
      distribution: { kll },
    };
  };
  const sketch = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return {
      sketch: {
        parameters: { c: 0.64, k: 2048 },
        data: [[], [], sorted.filter((_, i) => i % 4 === 2)],
      },
    };
  };
  const buckets = (values: number[]) => {
    const [min, max] = [Math.min(...values), Math.max(...values)];
    const bound = (i: number) => min + ((max - min) * i) / 10;
    return {
      buckets: Array.from({ length: 10 }, (_, i) => ({
        lower_bound: bound(i),
        upper_bound: bound(i + 1),
        count: values.filter(
          value =>
            value >= bound(i) &&
            (i === 9 ? value <= max : value < bound(i + 1)),
        ).length,
      })),
    };
  };
  const column = (name: 'income' | 'age' | 'score') =>
    rows.map(row => row[name]);
  const channels = ['branch', 'web', 'app'].map(value => ({
    value,
    count: rows.filter(row => row.channel === value).length,
  }));
  return JSON.stringify({
    version: 0,
    dataset: { item_count: rows.length },
    features: [
      {
        name: 'income',
        inferred_type: 'Fractional',
        numerical_statistics: numerical(
          column('income'),
          sketch(column('income')),
        ),
      },
      {
        name: 'age',
        inferred_type: 'Integral',
        numerical_statistics: numerical(column('age'), buckets(column('age'))),
      },
      {
        name: 'channel',
        inferred_type: 'String',
        string_statistics: {
          common: { num_present: rows.length, num_missing: 0 },
          distinct_count: 3,
          distribution: { categorical: { buckets: channels } },
        },
      },
      {
        name: 'score',
        inferred_type: 'Fractional',
        numerical_statistics: numerical(
          column('score'),
          sketch(column('score')),
        ),
      },
    ],
  });
}
