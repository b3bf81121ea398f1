import { CaptureArchive } from '../traffic/CaptureArchive';
import { CaptureSeries } from '../traffic/CaptureSeries';
import { demoFleet } from './demoFleet';
import { readRows, type CapturedRow } from '../__testUtils__/readRows';

const ANCHOR = new Date('2026-03-31T12:00:00Z');
const BUCKET = 'acme-ml-inference-logs';
const DAY_MS = 86_400_000;

function archiveAt(now: Date, anchor = ANCHOR) {
  return new CaptureArchive({
    series: CaptureSeries.ofFleet(demoFleet, anchor),
    historyHours: demoFleet.historyHours,
    anchor,
    now: () => now,
  });
}

/** Rows of an endpoint between two times in days from the anchor, read from every eighth hour to save time. */
function rowsOf(name: string, fromDays: number, untilDays: number) {
  const archive = archiveAt(ANCHOR);
  const endpoint = demoFleet.endpoints.find(item => item.name === name)!;
  const { prefix } = endpoint.capture!;
  const rows: CapturedRow[] = [];
  for (let hour = fromDays * 24; hour < untilDays * 24; hour += 5) {
    const date = new Date(ANCHOR.getTime() + hour * 3_600_000).toISOString();
    const path = date.slice(0, 13).replace(/[-T]/g, '/');
    for (const variant of endpoint.deployments[0].variants) {
      const entries = archive.entries({
        bucket: BUCKET,
        prefix: `${prefix}/${name}/${variant.name}/${path}/`,
        after: '',
      });
      for (const { key } of entries) {
        rows.push(
          ...readRows(archive.object(BUCKET, key)!.body, endpoint.columns),
        );
      }
    }
  }
  return rows;
}

/** Largest distance between the cumulative shares of two samples; between the shares themselves for words. */
function distance(a: string[], b: string[]): number {
  const isNumeric = a.every(text => text.trim() && !Number.isNaN(Number(text)));
  const order = (x: string, y: string) =>
    isNumeric ? Number(x) - Number(y) : x.localeCompare(y);
  const values = [...new Set([...a, ...b])].sort(order);
  const share = (sample: string[]) => {
    const counts = new Map<string, number>();
    sample.forEach(text => counts.set(text, (counts.get(text) ?? 0) + 1));
    return (text: string) => (counts.get(text) ?? 0) / sample.length;
  };
  const [shareA, shareB] = [share(a), share(b)];
  let difference = 0;
  let largest = 0;
  for (const value of values) {
    const step = shareA(value) - shareB(value);
    difference = isNumeric ? difference + step : step;
    largest = Math.max(largest, Math.abs(difference));
  }
  return largest;
}

function distances(name: string, before: CapturedRow[], after: CapturedRow[]) {
  const { columns } = demoFleet.endpoints.find(item => item.name === name)!;
  const valuesOf = (rows: CapturedRow[], column: string) =>
    rows.map(row => row[column]).filter(text => text !== '');
  return Object.fromEntries(
    columns.map(column => [
      column.name,
      distance(valuesOf(before, column.name), valuesOf(after, column.name)),
    ]),
  );
}

/** Names of the columns that moved by at least 0.2, and the largest move of the others. */
function movers(moved: Record<string, number>) {
  const names = Object.keys(moved).filter(name => moved[name] >= 0.2);
  const others = Object.keys(moved).filter(name => moved[name] < 0.2);
  return { names, rest: Math.max(...others.map(name => moved[name])) };
}

describe('demoFleet', () => {
  it('drifts in exactly two features of churn-prediction, gradually', () => {
    const name = 'churn-prediction';
    const before = rowsOf(name, -30, -12);
    const now = distances(name, before, rowsOf(name, -7, 0));
    const midway = distances(name, before, rowsOf(name, -12, -9));

    const { names, rest } = movers(now);
    expect(names).toEqual(['monthly_charges', 'support_calls']);
    expect(rest).toBeLessThan(0.05);
    for (const drifting of names) {
      expect(midway[drifting]).toBeGreaterThan(0.03);
      expect(midway[drifting]).toBeLessThan(now[drifting] / 2);
    }
  });

  it('changes fraud-detection at the deployment of version 8', () => {
    const name = 'fraud-detection';
    const before = rowsOf(name, -30, -5.5);
    const lastDay = movers(distances(name, before, rowsOf(name, -6, -5)));
    const firstDay = movers(distances(name, before, rowsOf(name, -5, -4)));

    expect(lastDay.names).toEqual([]);
    expect(firstDay.names).toEqual([
      'amount',
      'distance_from_home_km',
      'channel',
      'fraud_score',
    ]);
    expect(firstDay.rest).toBeLessThan(0.1);
  });

  it.each(['credit-risk-scoring', 'document-triage'])(
    'leaves %s alone',
    name => {
      const moved = distances(
        name,
        rowsOf(name, -30, -12),
        rowsOf(name, -7, 0),
      );
      expect(movers(moved)).toEqual({ names: [], rest: expect.any(Number) });
      expect(movers(moved).rest).toBeLessThan(0.05);
    },
  );

  it('hardly calls demand-forecast and logs nothing of support-routing', () => {
    const archive = archiveAt(ANCHOR);
    const list = (prefix: string) => [
      ...archive.entries({ bucket: BUCKET, prefix, after: '' }),
    ];
    const hours = new Map<string, number>();
    for (const { key } of list('data-capture/supply-chain/')) {
      const lines = archive.object(BUCKET, key)!.body.toString().split('\n');
      const hour = key.slice(0, key.lastIndexOf('/'));
      hours.set(hour, (hours.get(hour) ?? 0) + lines.length - 1);
    }
    expect(hours.size).toBe(720);
    expect(Math.max(...hours.values())).toBeLessThanOrEqual(5);
    expect(list('data-capture/support/')).toEqual([]);
  });

  it('lets the files of an hour appear a few minutes after their events', () => {
    const list = (time: string) =>
      [
        ...archiveAt(new Date(`2026-03-31T${time}Z`)).entries({
          bucket: BUCKET,
          prefix: 'data-capture/growth/churn-prediction/AllTraffic/2026/03/31/',
          after: '',
        }),
      ].map(({ key }) => key.split('/').slice(-2).join('/').slice(0, 5));

    expect(list('13:20:30')).toHaveLength(13 * 3);
    expect(list('13:23:00').slice(-1)).toEqual(['13/00']);
    expect(list('14:03:00').slice(-3)).toEqual(['13/00', '13/20', '13/40']);
  });

  it('writes the same bytes for the same key and anchor, whoever asks and when', () => {
    const one = archiveAt(ANCHOR);
    const two = archiveAt(new Date(ANCHOR.getTime() + DAY_MS));
    const options = {
      bucket: BUCKET,
      prefix: 'data-capture/payments/fraud-detection/AllTraffic/2026/03/27/',
      after: '',
    };
    const entries = [...one.entries(options)];
    const others = [...two.entries(options)].reverse();

    expect(entries).toHaveLength(72);
    expect(others.map(({ key }) => key).reverse()).toEqual(
      entries.map(({ key }) => key),
    );
    for (const entry of others) {
      const object = two.object(BUCKET, entry.key)!;
      const other = one.object(BUCKET, entry.key)!;
      expect(other.body.equals(object.body)).toBe(true);
      expect(other.head).toEqual(object.head);
      expect(entry.head()).toEqual(object.head);
    }
  });

  it('delivers some records twice, also in two files, and breaks a few lines a day', () => {
    const archive = archiveAt(ANCHOR);
    const seen = new Map<string, string>();
    const twice: { sameFile: boolean; sameHour: boolean }[] = [];
    let records = 0;
    let broken = 0;
    for (const { key } of archive.entries({
      bucket: BUCKET,
      prefix: 'data-capture/payments/fraud-detection/AllTraffic/2026/03/1',
      after: '',
    })) {
      const lines = archive.object(BUCKET, key)!.body.toString().split('\n');
      for (const line of lines.slice(0, -1)) {
        const id = /"eventId":"([^"]+)".*"eventVersion":"0"\}$/.exec(line)?.[1];
        if (!id || !line.includes('"endpointInput":')) {
          broken++;
          continue;
        }
        records++;
        const first = seen.get(id);
        if (first) {
          const hourOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
          twice.push({
            sameFile: first === key,
            sameHour: hourOf(first) === hourOf(key),
          });
        }
        seen.set(id, key);
      }
    }
    expect(twice.length / records).toBeGreaterThan(0.003);
    expect(twice.length / records).toBeLessThan(0.007);
    expect(twice.every(({ sameHour }) => sameHour)).toBe(true);
    expect(twice.some(({ sameFile }) => !sameFile)).toBe(true);
    expect(twice.some(({ sameFile }) => sameFile)).toBe(true);
    // Ten days; of the five kinds of broken lines this test recognises four.
    expect(broken).toBeGreaterThan(10);
    expect(broken).toBeLessThan(80);
  });

  it('names every column where the payload has it', () => {
    for (const name of ['churn-prediction', 'credit-risk-scoring']) {
      const { columns } = demoFleet.endpoints.find(item => item.name === name)!;
      const [row] = rowsOf(name, -1, -0.9);
      expect(Object.keys(row)).toEqual(columns.map(column => column.name));
    }
    expect(
      demoFleet.endpoints.find(({ name }) => name === 'document-triage')!.tags,
    ).not.toHaveProperty('owner');
  });
});
