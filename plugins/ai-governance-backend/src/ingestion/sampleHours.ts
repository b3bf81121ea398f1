import { type HourOfLogs, spread } from './planHours';

/** Most objects of an hour; small objects cost a request each. */
const MOST_OBJECTS = 12;

/**
 * A sample of the given hours, evenly spread, of at most about `bytes`. Where that is not enough for a whole hour, or an hour
 * has very many objects, every so-many-th of its objects is taken, at least one.
 */
export function sampleHours(
  hours: HourOfLogs[],
  limits: { count: number; bytes: number },
): HourOfLogs[] {
  const sample = spread(hours, limits);
  const share = limits.bytes / Math.max(1, sample.length);
  return sample.map(hour => {
    const step = Math.ceil(
      Math.max(hour.bytes / share, hour.objects.length / MOST_OBJECTS, 1),
    );
    const objects = hour.objects.filter((_, i) => i % step === 0);
    return {
      ...hour,
      objects,
      bytes: objects.reduce((sum, { size }) => sum + size, 0),
    };
  });
}
