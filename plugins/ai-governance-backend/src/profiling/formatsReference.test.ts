import type { LogFormat } from '@ai-governance/plugin-ai-governance-node';
import type { Profile } from '@ai-governance/plugin-ai-governance-statistics';
import { column, Logs } from './__testUtils__/captureLogs';
import { event } from './__testUtils__/collectorLogs';
import { referenceCounts } from './__testUtils__/referenceProfiler';
import {
  type Found,
  type LinesOfFile,
  readCollector,
  readRows,
} from './__testUtils__/referenceReaders';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(20261124);
const below = (n: number) => Math.floor(next() * n);
const pick = <T>(values: readonly T[]): T => values[below(values.length)];
const chance = (share: number) => next() < share;

const number = () =>
  pick([
    () => Number((next() * 20 - 5).toFixed(below(6))),
    () => below(12),
    () => (next() * 1e-3).toExponential(),
    () => null,
    () => 'abc',
  ])();
const category = () =>
  pick(['red', 'green', 'blue', '', null, `id-${below(60)}`, "o'x", 'a\n"b"']);
const features = () =>
  Object.fromEntries(
    Object.entries({ amount: number(), color: category() }).filter(
      () => !chance(0.05),
    ),
  );

/** Sums are added up in another order. */
function roundSums({ rows, columns }: Profile) {
  return {
    rows,
    columns: Object.entries(columns).map(([name, counts]) =>
      counts.kind === 'numeric'
        ? {
            name,
            ...counts,
            sum: counts.sum.toPrecision(10),
            sumSquares: counts.sumSquares.toPrecision(10),
          }
        : { name, ...counts },
    ),
  };
}

/** Blanks, commas and torn ends, as files from everywhere have them. */
function damage(lines: string[]): string[] {
  return lines.flatMap(line => {
    const fate = next();
    if (fate < 0.02) return [line.slice(0, below(line.length)) || 'x'];
    if (fate < 0.04) return [`${line},`];
    if (fate < 0.06) return ['', `  ${line}\r`, '\t '];
    if (fate < 0.08) return [line, line];
    if (fate < 0.09) return [line.replace(/"(event|row)-\d+"/, '""')];
    return [line];
  });
}

const requests = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `row-${i}`,
    rows: Array.from({ length: chance(0.6) ? 1 : 2 + below(3) }, features),
  }));

function plainFiles(): string[][] {
  const lines = requests(700).flatMap(({ id, rows }) =>
    rows.map((input, row) =>
      JSON.stringify({
        id,
        row: row || undefined,
        input: chance(0.03) ? pick([null, 'x', 3, [1]]) : input,
        output: pick([{ score: next() }, null, undefined]),
      }),
    ),
  );
  return [damage(lines.slice(0, 400)), [], damage(lines.slice(400))];
}

function collectorFiles(): string[][] {
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const { id, rows } of requests(700)) {
    const request = chance(0.02) ? pick(['test', undefined]) : id;
    const data = chance(0.03) ? pick([[null], {}, null, [[1]]]) : rows;
    const fields = chance(0.04)
      ? pick([
          { type: 'azureml.inference.request' },
          { data: undefined, dataref: 'somewhere.json' },
          { correlationid: '', xrequestid: request },
          { data: [{ chat_history: [] }] },
        ])
      : {};
    if (!chance(0.03)) inputs.push(event('input', { request, data, fields }));
    const scores = rows.map(() => ({ score: next() }));
    if (chance(0.05)) scores.pop();
    if (chance(0.03)) scores.push({ score: 1 });
    if (!chance(0.05)) outputs.push(event('output', { request, data: scores }));
  }
  return [
    damage(inputs.slice(0, 300)),
    damage(inputs.slice(300)),
    damage(outputs),
  ];
}

describe.each<[LogFormat, () => string[][], (files: LinesOfFile[]) => Found[]]>(
  [
    ['rows', plainFiles, readRows],
    ['azure-collector', collectorFiles, readCollector],
  ],
)('random logs of format %s', (format, makeFiles, read) => {
  const logs = new Logs(format);
  afterAll(() => logs.end());

  const columns = [
    column('amount'),
    column('color', 'categorical'),
    column('score', 'numeric', 'prediction'),
  ];

  it('are counted like the reference does', async () => {
    const engine = await logs.engine();
    const hours = [0, 1, 2].map(hour => ({
      hour,
      files: makeFiles().map((lines, part) => ({
        key: `s3://bucket/${hour}-${part}.jsonl`,
        lines,
      })),
    }));
    const files = hours.flatMap(({ hour, files: parts }) =>
      parts.map(({ key, lines }) =>
        logs.file(lines.join('\n'), {
          hour,
          name: key.replace('s3://bucket/', ''),
        }),
      ),
    );
    const request = { ...logs.request(files), columns };
    const grid = await engine.buildGrid(request);
    const counts = await engine.profile({ ...request, grid });
    for (const [i, { files: parts }] of hours.entries()) {
      const expected = referenceCounts(parts, columns, grid, read);
      expect(expected.profile.rows).toBeGreaterThan(500);
      expect(expected.duplicates).toBeGreaterThan(0);
      expect(Object.keys(expected.rejected).length).toBeGreaterThan(3);
      expect(expected.rejectedLines).toHaveLength(20);
      const { profile, duplicates, rejected, rejectedLines } = counts[i];
      expect({ duplicates, rejected, rejectedLines }).toEqual({
        duplicates: expected.duplicates,
        rejected: expected.rejected,
        rejectedLines: expected.rejectedLines,
      });
      expect(roundSums(profile)).toEqual(roundSums(expected.profile));
    }
    // To the last digit, whatever the order of the files and the hours counted with them.
    expect(
      await engine.profile({ ...request, files: [...files].reverse(), grid }),
    ).toEqual(counts);
    expect(
      await engine.profile({ ...request, files: files.slice(-3), grid }),
    ).toEqual(counts.slice(-1));
  });
});
