import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import { fromHour } from '../database/time';
import {
  type HourOfLogs,
  hoursToRead,
  listHours,
  spread,
  toBatches,
} from './planHours';

function object(hour: number, name: string, etag = 'e1'): LogObject {
  return {
    key: `s3://bucket/${hour}/${name}`,
    etag,
    size: 100,
    variant: 'AllTraffic',
    hour: fromHour(hour),
  };
}

function hourOf(hour: number, bytes: number): HourOfLogs {
  return {
    variant: 'AllTraffic',
    hour,
    bytes,
    objects: [{ ...object(hour, 'a'), size: bytes }],
  };
}

describe('listHours', () => {
  it('gathers the objects of an hour over pages, in the order of time', async () => {
    const hours = await listHours({
      source: {
        id: 'test',
        format: 'sagemaker-capture',
        appliesTo: () => true,
        captureState: () => ({ state: 'on' }),
        async *list() {
          yield [object(12, 'a'), object(11, 'a')];
          yield [];
          yield [object(12, 'b'), { ...object(11, 'c'), variant: 'B' }];
        },
        download: async () => {},
      },
      entity: { apiVersion: 'v1', kind: 'Component', metadata: { name: 'a' } },
      sinceHour: 10,
      untilHour: 13,
      signal: new AbortController().signal,
    });
    expect(
      hours.map(({ hour, variant, objects, bytes }) => [
        hour,
        variant,
        objects.length,
        bytes,
      ]),
    ).toEqual([
      [11, 'AllTraffic', 1, 100],
      [11, 'B', 1, 100],
      [12, 'AllTraffic', 2, 200],
    ]);
  });
});

describe('hoursToRead', () => {
  const hour: HourOfLogs = {
    variant: 'AllTraffic',
    hour: 10,
    bytes: 200,
    objects: [object(10, 'a'), object(10, 'b')],
  };
  const entry = (name: string, etag: string) => {
    const { key, variant } = object(10, name);
    return [key, { key, etag, variant, hour: 10 }] as const;
  };

  it('reads an hour that is new', () => {
    expect(hoursToRead([hour], new Map())).toEqual([hour]);
  });

  it('does not read again what is in the ledger', () => {
    expect(
      hoursToRead([hour], new Map([entry('a', 'e1'), entry('b', 'e1')])),
    ).toEqual([]);
  });

  it('reads the whole hour again when an object came late', () => {
    expect(hoursToRead([hour], new Map([entry('a', 'e1')]))).toEqual([hour]);
  });

  it('reads the whole hour again when an object changed', () => {
    expect(
      hoursToRead([hour], new Map([entry('a', 'e0'), entry('b', 'e1')])),
    ).toEqual([hour]);
  });
});

describe('toBatches', () => {
  it('never parts an hour, and lets one that is too large stand alone', () => {
    const batches = toBatches(
      [hourOf(1, 40), hourOf(2, 60), hourOf(3, 500), hourOf(4, 10)],
      { bytes: 100, objects: 10 },
    );
    expect(batches.map(batch => batch.map(h => h.hour))).toEqual([
      [1, 2],
      [3],
      [4],
    ]);
  });

  it('limits the number of objects', () => {
    const batches = toBatches([hourOf(1, 1), hourOf(2, 1), hourOf(3, 1)], {
      bytes: 100,
      objects: 2,
    });
    expect(batches.map(batch => batch.length)).toEqual([2, 1]);
  });

  it('makes nothing of nothing', () => {
    expect(toBatches([], { bytes: 1, objects: 1 })).toEqual([]);
  });
});

describe('spread', () => {
  it('takes evenly spread hours', () => {
    const hours = Array.from({ length: 100 }, (_, i) => hourOf(i, 1));
    expect(spread(hours, { count: 4, bytes: 1000 }).map(h => h.hour)).toEqual([
      0, 25, 50, 75,
    ]);
  });

  it('takes fewer when they are large, but always one', () => {
    const hours = Array.from({ length: 10 }, (_, i) => hourOf(i, 100));
    expect(spread(hours, { count: 10, bytes: 300 })).toHaveLength(3);
    expect(spread(hours, { count: 10, bytes: 1 })).toHaveLength(1);
  });

  it('takes all when there are few, and none of none', () => {
    expect(spread([hourOf(1, 1)], { count: 4, bytes: 10 })).toHaveLength(1);
    expect(spread([], { count: 4, bytes: 10 })).toEqual([]);
  });
});
