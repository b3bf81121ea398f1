import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';
import { captureLine, column, HOUR, Logs } from './__testUtils__/captureLogs';
import { referenceCounts } from './__testUtils__/referenceProfiler';

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

/** Random traffic of every shape, good and bad, against a profiler that was written to be simple. */
describe('random traffic is counted like the reference does', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const next = random(20240501);
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)];

  const number = () =>
    pick([
      () => (next() * 20 - 5).toFixed(below(6)),
      () => String(below(12)),
      () => (next() * 1e-3).toExponential(),
      () => String(next() * 10),
    ])();
  const numericCell = () =>
    next() < 0.85
      ? number()
      : pick(['', 'NaN', 'NA', 'null', 'inf', '-inf', 'abc', '1.2.3x']);
  const category = () =>
    next() < 0.7
      ? pick(['red', 'green', 'blue', 'a,b', 'say "hi"'])
      : pick([
          '',
          `id-${below(400)}`,
          'line\nend',
          "'; DROP TABLE cells; --",
          'ünï',
        ]);
  const quote = (text: string) =>
    /[",\n]/.test(text) || next() < 0.1
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const csvRow = () =>
    [quote(numericCell()), category(), numericCell(), category()]
      .map((cell, i) => (i === 0 ? cell : quote(cell)))
      .slice(0, next() < 0.03 ? 2 : 4)
      .concat(next() < 0.05 ? ['extra'] : [])
      .join(',');
  const jsonCell = (text: string) => {
    if (next() < 0.1) {
      return null;
    }
    return /^-?\d+(\.\d*[1-9])?$/.test(text) ? Number(text) : text;
  };
  const jsonRow = () =>
    [numericCell(), category(), numericCell(), category()].map(jsonCell);
  const object = (): Record<string, unknown> => {
    const [amount, color, depth, place] = jsonRow();
    return Object.fromEntries(
      Object.entries({ amount, color, depth, place }).filter(
        () => next() < 0.95,
      ),
    );
  };
  const many = <T>(make: () => T): T[] =>
    Array.from({ length: next() < 0.5 ? 1 : below(6) + 1 }, make);
  const payload = (data: unknown) => ({
    data: typeof data === 'string' ? data : JSON.stringify(data),
    encoding: 'JSON',
  });
  const lineOf = (row: unknown) => JSON.stringify(row);

  const positional = [
    () => {
      const rows = many(csvRow);
      const scores = rows.map(() => number());
      return {
        input: { data: rows.join('\n') + pick(['', '\n']) },
        output: pick([
          undefined,
          { data: scores.join('\n') },
          { data: scores.join(',') },
          { data: scores.slice(1).join('\n') },
        ]),
      };
    },
    () => {
      const rows = many(jsonRow);
      return {
        input: payload(
          pick([
            { instances: rows },
            { instances: rows.map(features => ({ features })) },
            rows,
          ]),
        ),
        output: pick([
          undefined,
          payload({ predictions: rows.map(() => [next()]) }),
        ]),
      };
    },
  ];
  const keyed = [
    () => {
      const rows = many(object);
      return {
        input: payload(
          pick([
            { instances: rows },
            rows,
            rows.map(lineOf).join('\n'),
            rows[0],
          ]),
        ),
        output: pick([
          undefined,
          payload({ predictions: rows.map(() => ({ score: next() })) }),
        ]),
      };
    },
    () => ({ input: { data: csvRow() } }),
  ];

  let events = 0;
  function traffic(shapes: (() => object)[], records: number): string[] {
    const lines: string[] = [];
    for (let i = 0; i < records; i++) {
      const line = captureLine({
        id: `event-${events++}`,
        ...pick(shapes)(),
      });
      const fate = next();
      if (fate < 0.02) lines.push(line.slice(0, below(line.length)) || 'x');
      else if (fate < 0.03) lines.push(line.replace('"eventId"', '"someId"'));
      else if (fate < 0.04)
        lines.push(line.replace('"endpointInput"', '"endpointInputs"'));
      else if (fate < 0.05)
        lines.push(line.replace('"encoding":"CSV"', '"encoding":"PB"'));
      else if (fate < 0.06)
        lines.push(line.replace('{\\"instances\\"', '<\\"instances\\"'));
      else lines.push(line);
      if (next() < 0.05) lines.push(pick(lines));
    }
    return lines;
  }

  function roundSums({
    profile,
    ...rest
  }: Pick<
    HourlyCounts,
    'profile' | 'duplicates' | 'rejected' | 'rejectedLines'
  >) {
    return {
      ...rest,
      rows: profile.rows,
      columns: Object.entries(profile.columns).map(([name, counts]) =>
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

  it.each<[string, (() => object)[], MonitoredColumn[]]>([
    [
      'by position',
      positional,
      [
        column(0),
        column(1, 'categorical'),
        column(2),
        column(3, 'categorical'),
        column(0, 'numeric', 'prediction'),
      ],
    ],
    [
      'by key',
      keyed,
      [
        column('amount'),
        column('color', 'categorical'),
        column('depth'),
        column('place', 'categorical'),
        column('score', 'numeric', 'prediction'),
      ],
    ],
  ])('%s', async (_, shapes, columns) => {
    const engine = await logs.engine();
    const hours = Array.from({ length: 5 }, (_unused, hour) => ({
      hour,
      variant: pick(['AllTraffic', 'Canary']),
      parts: [traffic(shapes, 500), traffic(shapes, 200)],
    }));
    const files = hours.flatMap(({ hour, variant, parts }) =>
      parts.map((lines, part) =>
        logs.file(lines, { hour, variant, name: `${hour}-${part}.jsonl` }),
      ),
    );
    const request = { ...logs.request(files), columns };
    const grid = await engine.buildGrid(request);
    // Half of the categories are unknown to the grid, so that there are unseen ones.
    for (const bins of Object.values(grid)) {
      if (bins.kind === 'categorical') {
        bins.categories = bins.categories.filter(
          (_unused, i) => i % 2 === 0 && i < 10,
        );
      }
    }
    const counts = await engine.profile({ ...request, grid });
    expect(
      counts.map(({ variant, hour }) => [variant, hour.getTime()]),
    ).toEqual(
      hours.map(({ variant, hour }) => [
        variant,
        HOUR.getTime() + hour * 3_600_000,
      ]),
    );
    for (const [i, { parts }] of hours.entries()) {
      const expected = referenceCounts(
        parts.map((lines, part) => ({
          key: `s3://bucket/${i}-${part}.jsonl`,
          lines,
        })),
        columns,
        grid,
      );
      expect(expected.rejectedLines).toHaveLength(20);
      expect(expected.profile.rows).toBeGreaterThan(500);
      expect(expected.duplicates).toBeGreaterThan(0);
      expect(Object.keys(expected.rejected).length).toBeGreaterThan(4);
      expect(roundSums(counts[i])).toEqual({
        variant: counts[i].variant,
        hour: counts[i].hour,
        ...roundSums(expected),
      });
    }
    // Not only close: the same to the last digit, whatever the order of the files and the hours counted with them.
    expect(
      await engine.profile({ ...request, files: [...files].reverse(), grid }),
    ).toEqual(counts);
    const [alone] = await engine.profile({
      ...request,
      files: files.slice(-2),
      grid,
    });
    expect(alone).toEqual(counts[counts.length - 1]);
  });
});
