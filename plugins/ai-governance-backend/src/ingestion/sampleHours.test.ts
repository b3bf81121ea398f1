import { fromHour } from '../database/time';
import type { HourOfLogs } from './planHours';
import { sampleHours } from './sampleHours';

function hours(count: number, objects: number, size: number): HourOfLogs[] {
  return Array.from({ length: count }, (_, hour) => ({
    variant: 'AllTraffic',
    hour,
    bytes: objects * size,
    objects: Array.from({ length: objects }, (__, i) => ({
      key: `${hour}/${i}`,
      etag: '',
      size,
      variant: 'AllTraffic',
      hour: fromHour(hour),
    })),
  }));
}

const bytesOf = (sample: HourOfLogs[]) =>
  sample.reduce((sum, { bytes }) => sum + bytes, 0);

describe('sampleHours', () => {
  it('takes all when that is little, and hours spread over the period when it is not', () => {
    const few = hours(5, 2, 10);
    expect(sampleHours(few, { count: 48, bytes: 1000 })).toEqual(few);
    expect(
      sampleHours(hours(100, 2, 10), { count: 10, bytes: 1e6 }).map(
        ({ hour }) => hour,
      ),
    ).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('takes some of the objects of hours that are too large or have very many', () => {
    const [large, ...more] = sampleHours(hours(1, 10, 100), {
      count: 48,
      bytes: 250,
    });
    expect(more).toEqual([]);
    expect(large.objects.map(({ key }) => key)).toEqual(['0/0', '0/4', '0/8']);
    expect(large.bytes).toBe(300);
    const [many] = sampleHours(hours(1, 600, 1), { count: 48, bytes: 1e6 });
    expect(many.objects).toHaveLength(12);
    const [single] = sampleHours(hours(1, 1, 1000), { count: 48, bytes: 10 });
    expect(single.objects).toHaveLength(1);
  });

  it('stays near its limit for hours of very different size', () => {
    const mixed = [...hours(40, 4, 1), ...hours(8, 50, 1000)];
    expect(
      bytesOf(sampleHours(mixed, { count: 48, bytes: 100_000 })),
    ).toBeLessThan(110_000);
    expect(sampleHours([], { count: 48, bytes: 1 })).toEqual([]);
  });
});
