import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import { rowCount } from '@ai-governance/plugin-ai-governance-statistics';
import { mockServices } from '@backstage/backend-test-utils';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbProfilingEngine } from '../profiling/DuckDbProfilingEngine';
import { referenceParquet } from './__testUtils__/references';

jest.setTimeout(60_000);

const numeric = (name: string): MonitoredColumn => ({
  name,
  type: 'numeric',
  role: 'feature',
  at: name,
});
const categorical = (name: string): MonitoredColumn => ({
  ...numeric(name),
  type: 'categorical',
});

describe('countTable', () => {
  let directory: string;
  let engine: DuckDbProfilingEngine;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tables-'));
    engine = await DuckDbProfilingEngine.create({
      tempDirectory: directory,
      logger: mockServices.rootLogger({ level: 'none' }),
    });
  });
  afterAll(async () => {
    await engine.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function count(
    content: string | Buffer,
    columns: MonitoredColumn[],
    options: { format?: 'csv' | 'parquet'; optional?: string[] } = {},
  ) {
    const path = join(directory, 'reference');
    await writeFile(path, content);
    return engine.countTable({
      file: { path, format: options.format ?? 'csv' },
      columns,
      optional: options.optional ?? [],
      signal: new AbortController().signal,
    });
  }

  it('counts numbers, categories, missing and invalid values as logs are counted', async () => {
    const { grid, profile, notes } = await count(
      [
        'age,channel',
        '1,web',
        '2.5,"branch, old"',
        ',',
        'NA,NaN',
        'old,1.0',
        'inf,"1"',
        'true, web ',
      ].join('\r\n'),
      [numeric('age'), categorical('channel')],
    );
    expect(profile.rows).toBe(7);
    expect(profile.columns.age).toMatchObject({
      missing: 2,
      invalid: 1,
      outOfRange: 1,
      sum: 4.5,
      sumSquares: 8.25,
      min: 1,
      max: 2.5,
    });
    expect(rowCount(profile.columns.age)).toBe(3);
    expect(grid.channel).toEqual({
      kind: 'categorical',
      categories: ['1', 'web', 'branch, old'],
    });
    expect(profile.columns.channel).toMatchObject({
      counts: [2, 2, 1],
      missing: 2,
    });
    expect(notes).toEqual([]);
  });

  it.each([
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabs', 'a\tb\n1\tx\n2\ty\n'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['columns that nobody watches', 'z,b,y,a\n9,x,9,1\n9,y,9,2\n'],
    ['quoted line breaks', 'b,a,n\nx,1,"p\nq"\ny,2,\n'],
    ['text in the first column only', 'b,a\nx,1\ny,2'],
  ])('reads CSV with %s', async (_, content) => {
    const { profile } = await count(content, [numeric('a'), categorical('b')]);
    expect(profile).toMatchObject({
      rows: 2,
      columns: { a: { sum: 3, max: 2 }, b: { counts: [1, 1], missing: 0 } },
    });
  });

  it('reads columns whatever they are called', async () => {
    const name = `x"; DROP TABLE cells; --'`;
    const { profile } = await count(`"${name.replace('"', '""')}"\n5\n`, [
      numeric(name),
    ]);
    expect(profile.columns[name]).toMatchObject({ sum: 5 });
  });

  it('reads Parquet', async () => {
    const { profile } = await count(
      await referenceParquet({ rows: 500 }),
      [numeric('income'), categorical('channel')],
      { format: 'parquet' },
    );
    expect(profile.rows).toBe(500);
    expect(profile.columns.channel).toMatchObject({ counts: [250, 150, 100] });
  });

  it('may lack a column that is not compared', async () => {
    const { grid, profile, notes } = await count(
      'a\n1\n',
      [numeric('a'), numeric('b'), categorical('c')],
      { optional: ['b', 'c'] },
    );
    expect(grid.b).toEqual({ kind: 'numeric', edges: [] });
    expect(profile.columns.c).toMatchObject({ missing: 1 });
    expect(notes).toHaveLength(2);
  });

  it.each([
    ['an absent column', 'a,c\n1,2\n', /no column "b".*It has "a", "c"/],
    ['another case', 'A,B\n1,2\n', /no column "a", "b"/],
    ['no rows', 'a,b\n', /no row/],
    ['no value', 'a,b\n,x\n', /"a" of the file has no value in any of its 1/],
    ['text for numbers', 'a,b\nx,y\n', /"a".*1 values, but none.*number/],
    ['rows of other lengths', 'a,b\n1,x\n1,2,3,4\n', /cannot be read as CSV/],
    ['another encoding', Buffer.from('a,b\n1,\xe9\xff\n', 'latin1'), /CSV/],
    ['no text at all', Buffer.from([0, 1, 2, 255, 0, 10, 7]), /no column|CSV/],
  ])('refuses CSV with %s', async (_, content, message) => {
    const refused = count(content, [numeric('a'), categorical('b')]);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'InputError' });
    await expect(refused).rejects.not.toThrow(directory);
  });

  it.each([
    ['text', 'a,b\n1,2\n'],
    ['a torn file', 'PAR1'],
  ])('refuses Parquet that is %s', async (_, content) => {
    const refused = count(content, [numeric('a')], { format: 'parquet' });
    await expect(refused).rejects.toThrow(/cannot be read as Parquet/);
    await expect(refused).rejects.not.toThrow(directory);
  });
});
