import { rmSync } from 'node:fs';
import { column, csv, HOUR, Logs } from './__testUtils__/captureLogs';
import { toJobs } from './hourJobs';

describe('DuckDbProfilingEngine', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const columns = [column(0), column(1, 'categorical')];

  it('answers calls made at the same time', async () => {
    const engine = await logs.engine();
    const calls = Array.from({ length: 8 }, (_, i) => ({
      ...logs.request(
        Array.from({ length: 4 }, (_unused, hour) =>
          logs.file(
            Array.from({ length: 50 + i }, (__, j) => csv(`${j},${i}`)),
            { hour },
          ),
        ),
      ),
      columns,
    }));
    const results = await Promise.all(
      calls.map(async call =>
        engine.profile({ ...call, grid: await engine.buildGrid(call) }),
      ),
    );
    results.forEach((hours, i) => {
      expect(hours).toHaveLength(4);
      for (const { profile } of hours) {
        expect(profile).toMatchObject({
          rows: 50 + i,
          columns: { '0': { max: 49 + i }, '1': { counts: [50 + i] } },
        });
      }
    });
  });

  it('throws the reason when the signal aborts before or while it works', async () => {
    const engine = await logs.engine();
    const controller = new AbortController();
    const request = {
      ...logs.request([
        logs.file(Array.from({ length: 40_000 }, (_, i) => csv(`${i},x`))),
        logs.file(
          Array.from({ length: 40_000 }, (_, i) => csv(`${i},x`)),
          { hour: 1 },
        ),
      ]),
      columns,
      grid: await engine.buildGrid({
        ...logs.request([logs.file([csv('1,x')])]),
        columns,
      }),
      signal: controller.signal,
    };
    const reason = new Error('stop');
    const running = engine.profile(request);
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(engine.profile(request)).rejects.toBe(reason);
    await expect(engine.inspect(request)).rejects.toBe(reason);
    await expect(engine.buildGrid(request)).rejects.toBe(reason);
    const [{ profile }] = await engine.profile({
      ...request,
      signal: new AbortController().signal,
    });
    expect(profile.rows).toBe(40_000);
  });

  it('names the object whose local copy is gone', async () => {
    const file = logs.file([csv('1,x')], { name: 'gone.jsonl' });
    rmSync(file.path);
    const engine = await logs.engine();
    await expect(engine.inspect(logs.request([file]))).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'The local copy of log object s3://bucket/gone.jsonl is gone',
    });
  });

  it('refuses a line that is too long to be a record', async () => {
    const engine = await logs.engine();
    const file = logs.file(Buffer.alloc(40_000_000, 'x'), { name: 'one-line' });
    await expect(engine.inspect(logs.request([file]))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /it holds a line longer than 32 MB.*"s3:\/\/bucket\/one-line"/,
      ),
    });
  });

  it('reads records as large as SageMaker lets them be', async () => {
    const row = (i: number) => `${i % 100},"${'x'.repeat(120)}${i % 7}"`;
    const data = Array.from({ length: 48_000 }, (_, i) => row(i)).join('\n');
    expect(data.length).toBeGreaterThan(6_000_000);
    const counts = await logs.count([csv(data), csv('1,x')], columns);
    expect(counts.profile.rows).toBe(48_001);
    expect(counts.profile.columns['0']).toMatchObject({
      bins: [480, 481, 480, 1440, 2400, 42720],
    });
    expect(counts.profile.columns['1']).toMatchObject({
      unseen: { [`${'x'.repeat(120)}0`]: 6858, x: 1 },
    });
  });

  it('refuses formats it does not know', async () => {
    const engine = await logs.engine();
    await expect(
      engine.inspect({
        ...logs.request([]),
        format: 'avro' as 'sagemaker-capture',
      }),
    ).rejects.toThrow('Log format "avro" is not known');
  });
});

describe('toJobs', () => {
  const MB = 1024 * 1024;
  const hours = (...megabytes: number[]) =>
    megabytes.map((size, i) => ({
      variant: 'v',
      hour: new Date(HOUR.getTime() + i * 3_600_000),
      files: [],
      bytes: size * MB,
    }));
  const sizes = (...args: Parameters<typeof toJobs>) =>
    toJobs(...args).map(job => job.map(({ bytes }) => bytes / MB));

  it.each([
    ['spreads hours over the threads', hours(20, 20), 2, [[20], [20]]],
    ['keeps small hours together', hours(5, 5, 5), 2, [[5, 5, 5]]],
    ['never splits an hour', hours(500, 5, 5), 2, [[500], [5, 5]]],
    ['bounds a job', hours(60, 60, 60, 60, 60), 2, [[60, 60], [60, 60], [60]]],
    ['makes no empty job', hours(), 2, []],
  ])('%s', (_, given, threads, expected) => {
    expect(sizes(given, threads)).toEqual(expected);
  });

  it('bounds the hours of a job', () => {
    expect(
      toJobs(hours(...new Array(900).fill(0)), 2).map(job => job.length),
    ).toEqual([400, 400, 100]);
  });
});
