import { mockServices } from '@backstage/backend-test-utils';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDb } from './DuckDb';

/** Takes minutes unless it is interrupted. */
const ENDLESS =
  'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b';

describe('DuckDb', () => {
  const tempDirectory = mkdtempSync(join(tmpdir(), 'duckdb-test-'));
  const logger = mockServices.logger.mock();
  const open: DuckDb[] = [];
  const create = async (
    options: Partial<Parameters<typeof DuckDb.create>[0]> = {},
  ) => {
    const db = await DuckDb.create({ tempDirectory, logger, ...options });
    open.push(db);
    return db;
  };
  const never = new AbortController().signal;

  afterEach(async () => {
    await Promise.all(open.splice(0).map(db => db.close()));
  });
  afterAll(() => rmSync(tempDirectory, { recursive: true, force: true }));

  it('keeps the tables of sessions apart', async () => {
    const db = await create({ threads: 2 });
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map(n =>
        db.withSession(never, async session => {
          await session.query(`CREATE TEMP TABLE t AS SELECT ${n} AS n`);
          return session.query('SELECT n FROM t');
        }),
      ),
    );
    expect(results).toEqual([1, 2, 3, 4, 5].map(n => [{ n }]));
    await expect(
      db.withSession(never, session => session.query('SELECT n FROM t')),
    ).rejects.toThrow('Table with name t does not exist');
  });

  it('stops a running query when the signal aborts, and goes on with others', async () => {
    const db = await create({ threads: 1 });
    const controller = new AbortController();
    const reason = new Error('the replica is shutting down');
    const running = db.withSession(controller.signal, async session => {
      setTimeout(() => controller.abort(reason), 20);
      return session.query(ENDLESS);
    });
    const waiting = db.withSession(controller.signal, session =>
      session.query('SELECT 1 AS one'),
    );
    const other = db.withSession(never, session =>
      session.query('SELECT 2 AS two'),
    );
    await expect(running).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(other).resolves.toEqual([{ two: 2 }]);
  });

  it('lets the event loop run while it works', async () => {
    const db = await create({ threads: 1 });
    const controller = new AbortController();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks++;
      if (ticks === 20) {
        controller.abort(new Error('enough'));
      }
    }, 1);
    await expect(
      db.withSession(controller.signal, session => session.query(ENDLESS)),
    ).rejects.toThrow('enough');
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(20);
  });

  it('interrupts what runs when it is closed, and cleans up', async () => {
    const db = await create();
    const running = db.withSession(never, session => session.query(ENDLESS));
    const closed = db.close();
    await expect(running).rejects.toThrow('The profiling engine was shut down');
    await closed;
    await db.close();
    expect(readdirSync(tempDirectory)).toEqual([]);
    await expect(
      db.withSession(never, session => session.query('SELECT 1')),
    ).rejects.toThrow('The profiling engine was shut down');
  });

  it('spills to disk instead of taking more memory than allowed', async () => {
    const db = await create({ memoryLimitMb: 64 });
    const [{ n }] = await db.withSession(never, session =>
      session.query(
        'SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT hash(range) AS h FROM range(8000000) ORDER BY h LIMIT 7000000)',
      ),
    );
    expect(n).toBe(7_000_000);
  });

  it('says so when memory does not suffice', async () => {
    const db = await create({ memoryLimitMb: 64 });
    await expect(
      db.withSession(never, session =>
        session.query(
          `SELECT length(string_agg(repeat('x', 1000), '')) FROM range(200000)`,
        ),
      ),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('raise its memory limit'),
    });
  });

  it('names other failures', async () => {
    const db = await create();
    await expect(
      db.withSession(never, session => session.query('SELEC 1')),
    ).rejects.toThrow(/The profiling engine failed; caused by .*syntax error/);
  });

  it('cannot be talked into loading extensions or other settings', async () => {
    const db = await create();
    const run = (sql: string) =>
      db.withSession(never, session => session.query(sql));
    await expect(
      run("SELECT * FROM read_json('https://example.invalid/x.json')"),
    ).rejects.toThrow();
    await expect(
      run('SET autoinstall_known_extensions = true'),
    ).rejects.toThrow('configuration has been locked');
    await expect(run("SET memory_limit = '10GB'")).rejects.toThrow(
      'configuration has been locked',
    );
  });

  it('checks its options', async () => {
    await expect(create({ memoryLimitMb: 10 })).rejects.toThrow(
      'the memory limit of the profiling engine is 10 MB; allowed are whole numbers from 64 MB',
    );
    await expect(create({ threads: 0 })).rejects.toThrow(
      'the number of threads of the profiling engine is 0; allowed are whole numbers from 1',
    );
  });

  it('leaves a thread of the pool to others', async () => {
    expect((await create({ threads: 64 })).threads).toBe(3);
    expect((await create({ threads: 2 })).threads).toBe(2);
  });
});
