import { DAY, formatDay } from '../../format';

const HOUR = 3_600_000;
/** Steps between ticks, the first of which gives few enough is taken. */
const STEPS = [3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY];
const MAX_TICKS = 9;

/** Ticks at whole steps of UTC. @param from - milliseconds since 1970 */
export function timeTicks(from: number, to: number): number[] {
  const step =
    STEPS.find(length => (to - from) / length <= MAX_TICKS) ??
    STEPS[STEPS.length - 1];
  const ticks = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

/** A tick as its hour, or at midnight as its day. */
export function formatTick(time: number): string {
  return time % DAY === 0
    ? formatDay(time)
    : `${String(new Date(time).getUTCHours()).padStart(2, '0')}:00`;
}
