import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { column, Logs } from './__testUtils__/captureLogs';

const folder = resolve(
  process.env.GOVERNANCE_FIXTURES ??
    resolve(__dirname, '../../../../../shared/fixtures'),
  'azure',
);
const withFixtures = existsSync(folder) ? describe : describe.skip;

const DAYS = 'collector/raw_mdc_data/2023';
const IRIS = [
  column('sepal_length'),
  column('sepal_width'),
  column('petal_length'),
  column('petal_width'),
];

withFixtures(`collector files that Microsoft publishes (${folder})`, () => {
  const logs = new Logs('azure-collector');
  afterAll(() => logs.end());

  async function count(path: string, columns = IRIS) {
    const counts = await logs.count(readFileSync(join(folder, path)), columns, {
      name: basename(path),
      grid: Object.fromEntries(
        columns.map(({ name, type }) => [
          name,
          type === 'numeric'
            ? { kind: 'numeric', edges: [1, 1.5, 3] }
            : { kind: 'categorical', categories: ['DRUG'] },
        ]),
      ),
    });
    return {
      ...counts,
      lines: counts.rejectedLines.map(
        ({ object, line, reason }) =>
          `${object.replace('s3://bucket/', '')}:${line} ${reason}`,
      ),
    };
  }

  it('counts one to two rows per event', async () => {
    const { profile, rejected, duplicates, lines } = await count(
      `${DAYS}/10/11/20/mdc_data_only.jsonl`,
    );
    expect(profile.rows).toBe(4);
    expect({ rejected, duplicates, lines }).toEqual({
      rejected: {},
      duplicates: 0,
      lines: [],
    });
    // Rows: 1 2.3 2 1.3 | 2 3.2 3 1.5 | 3 3.4 3.2 1.8 | 1.5 1 4 1.6
    const full = { kind: 'numeric', missing: 0, invalid: 0, outOfRange: 0 };
    expect(profile.columns).toEqual({
      sepal_length: {
        ...full,
        bins: [1, 1, 2, 0],
        sum: 7.5,
        sumSquares: 16.25,
        min: 1,
        max: 3,
      },
      sepal_width: {
        ...full,
        bins: [1, 0, 1, 2],
        sum: expect.closeTo(9.9, 10),
        sumSquares: expect.closeTo(28.09, 10),
        min: 1,
        max: 3.4,
      },
      petal_length: {
        ...full,
        bins: [0, 0, 2, 2],
        sum: expect.closeTo(12.2, 10),
        sumSquares: expect.closeTo(39.24, 10),
        min: 2,
        max: 4,
      },
      petal_width: {
        ...full,
        bins: [0, 2, 2, 0],
        sum: expect.closeTo(6.2, 10),
        sumSquares: expect.closeTo(9.74, 10),
        min: 1.3,
        max: 1.8,
      },
    });
  });

  it.each([
    [
      `${DAYS}/10/15/17/mdc_data_dataref_mix.jsonl`,
      2,
      { 'missing-data': 1 },
      ['mdc_data_dataref_mix.jsonl:2 missing-data'],
    ],
    [
      `${DAYS}/10/16/21/mdc_dataref_only.jsonl`,
      0,
      { 'missing-data': 3 },
      [1, 2, 3].map(line => `mdc_dataref_only.jsonl:${line} missing-data`),
    ],
    [
      `${DAYS}/10/24/22/mdc_chat_history.jsonl`,
      0,
      { 'not-tabular': 3 },
      [1, 2, 3].map(line => `mdc_chat_history.jsonl:${line} not-tabular`),
    ],
    [
      // Its first line ends in a comma, its last one without line end.
      `${DAYS}/10/30/16/mdc_data_chat_history.jsonl`,
      0,
      { 'not-tabular': 4 },
      [1, 2, 3, 4].map(
        line => `mdc_data_chat_history.jsonl:${line} not-tabular`,
      ),
    ],
    [`${DAYS}/11/06/17/empty_data.jsonl`, 0, {}, []],
    [
      `${DAYS}/11/12/10/JObj.jsonl`,
      0,
      { 'no-match': 1 },
      ['JObj.jsonl:1 no-match'],
    ],
  ])('counts %s', async (path, rows, rejected, lines) => {
    const counts = await count(path);
    expect(counts.profile.rows).toBe(rows);
    expect(counts.rejected).toEqual(rejected);
    expect(counts.lines).toEqual(lines);
    expect(counts.duplicates).toBe(0);
  });

  it('counts the rows of the how-to page, and none of its payload logs', async () => {
    const counts = await count('msdocs-examples.jsonl', [
      column('label', 'categorical'),
      column('pattern', 'categorical'),
    ]);
    expect(counts.profile).toEqual({
      rows: 3,
      columns: {
        label: {
          kind: 'categorical',
          counts: [3],
          missing: 0,
          other: 0,
          unseen: {},
        },
        pattern: {
          kind: 'categorical',
          counts: [0],
          missing: 0,
          other: 0,
          unseen: { aspirin: 1, citalopram: 1, trazodone: 1 },
        },
      },
    });
    expect(counts.rejected).toEqual({ 'unsupported-type': 3 });
    expect(counts.lines).toEqual(
      [1, 2, 4].map(line => `msdocs-examples.jsonl:${line} unsupported-type`),
    );
  });
});
