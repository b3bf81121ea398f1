import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { column, csv, Logs } from './__testUtils__/captureLogs';

/** Rows of one slice are counted as rows of a file with that slice alone are. */
describe('profileSegments', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const amount = column(0);
  const channel = column(1, 'categorical');
  const region = column(2, 'categorical');
  const score = column(0, 'numeric', 'prediction');
  const grid: Grid = {
    [amount.name]: { kind: 'numeric', edges: [10, 20, 30] },
    [channel.name]: { kind: 'categorical', categories: ['web', 'app', 'pos'] },
    [region.name]: { kind: 'categorical', categories: ['eu', "O'Neil"] },
    [score.name]: { kind: 'numeric', edges: [0.5] },
  };
  const rows = Array.from({ length: 300 }, (_, i) => ({
    amount: i % 7 === 0 ? '' : String(i % 40),
    channel: ['web', 'app', 'new', 'web', ''][i % 5],
    region: ['eu', "O'Neil", 'us'][i % 3],
    score: String((i % 10) / 10),
  }));
  type Row = (typeof rows)[number];
  const lineOf = (row: Row) =>
    csv(`${row.amount},${row.channel},${row.region}`, row.score);

  it('counts each slice, and all rows, over all hours', async () => {
    const engine = await logs.engine();
    const lines = rows.map(lineOf);
    const counted = await engine.profileSegments({
      ...logs.request([
        // The first line came twice.
        logs.file([...lines.slice(0, 100), lines[0]]),
        logs.file(lines.slice(100), { hour: 1 }),
      ]),
      columns: [amount, score, channel],
      segmentBy: [region, channel],
      grid,
      maxSegments: 2,
    });

    const columns = [amount, score, channel];
    const alone = async (matches: (row: Row) => boolean) =>
      (
        await logs.count(rows.filter(matches).map(lineOf), columns, {
          grid: Object.fromEntries(
            columns.map(({ name }) => [name, grid[name]]),
          ),
        })
      ).profile;
    expect(counted.all).toEqual(await alone(() => true));
    expect(
      counted.segments.map(({ segmentBy, value }) => [segmentBy, value]),
    ).toEqual([
      [region.name, 'eu'],
      [region.name, "O'Neil"],
      [channel.name, 'web'],
      [channel.name, 'app'],
    ]);
    for (const { segmentBy, value, profile } of counted.segments) {
      const key = segmentBy === region.name ? 'region' : 'channel';
      expect(profile).toEqual(await alone(row => row[key] === value));
      expect(profile.rows).toBeGreaterThan(50);
    }
  });

  it('counts nothing in a slice without rows', async () => {
    const engine = await logs.engine();
    const { all, segments } = await engine.profileSegments({
      ...logs.request([logs.file([csv('1,web,us'), 'not json'])]),
      columns: [amount],
      segmentBy: [channel, region],
      grid,
      maxSegments: 12,
    });
    expect(all).toMatchObject({ rows: 1 });
    expect(segments.map(({ value, profile }) => [value, profile.rows])).toEqual(
      [
        ['web', 1],
        ['app', 0],
        ['pos', 0],
        ['eu', 0],
        ["O'Neil", 0],
      ],
    );
  });

  it('refuses to slice by numbers, and columns without grid', async () => {
    const engine = await logs.engine();
    const request = {
      ...logs.request([logs.file([csv('1,web,eu')])]),
      columns: [amount],
      grid,
      maxSegments: 2,
    };
    await expect(
      engine.profileSegments({ ...request, segmentBy: [amount] }),
    ).rejects.toThrow(/categorical columns only.*"0"/);
    await expect(
      engine.profileSegments({
        ...request,
        segmentBy: [column(5, 'categorical')],
      }),
    ).rejects.toThrow(/no column/);
  });
});
