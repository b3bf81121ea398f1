import { checkCount, checkCounts, InvalidInputError } from '../errors';
import type { ChangePointOptions, HourlyCounts } from './types';

/**
 * Throws unless hours ascend, every hour has as many counts, and the options name hours.
 *
 * @throws InvalidInputError naming the entry and what is allowed
 */
export function checkSeries(
  series: readonly HourlyCounts[],
  { baselineUntil, current }: ChangePointOptions,
): void {
  checkCount(baselineUntil, 'baselineUntil');
  if (current) {
    checkCount(current.from, 'current.from');
    checkCount(current.until, 'current.until');
    if (current.until <= current.from) {
      throw new InvalidInputError(
        `the current window is ${current.from} to ${current.until}; allowed are two ascending hours`,
      );
    }
  }
  series.forEach(({ hour, counts }, i) => {
    checkCount(hour, `the hour of entry ${i}`);
    if (i > 0 && hour <= series[i - 1].hour) {
      throw new InvalidInputError(
        `entry ${i} has hour ${hour} after hour ${
          series[i - 1].hour
        }; allowed are ascending hours`,
      );
    }
    if (counts.length === 0 || counts.length !== series[0].counts.length) {
      throw new InvalidInputError(
        `entry ${i} has ${counts.length} counts and entry 0 has ${series[0].counts.length}; allowed are as many of each, at least one`,
      );
    }
    checkCounts(counts, `count of hour ${hour} in bucket`);
  });
}
