import { mulberry32 } from '../../__testUtils__/samples';
import type { HourlyCounts } from '../types';

/** First hour of every simulated series: a Thursday, midnight UTC. */
export const START = 480_000;

/** An hourly series to be drawn. Hours count from its start. */
export interface Simulation {
  hours: number;
  /** Values in an average hour; by day there are up to 40 % more, by night fewer. */
  rows: number;
  /** Shares of the buckets at a level from 0 (before) to 1 (after), in an hour. */
  shares: (level: number, hour: number) => number[];
  /** Level of an hour. */
  level: (hour: number) => number;
}

/** Equal parts of the range of a draw, each with the first bucket it may fall into. */
const GUIDE = 64;

/** Draws the series with this seed. */
export function simulate(
  { hours, rows, shares, level }: Simulation,
  seed: number,
): HourlyCounts[] {
  const random = mulberry32(seed * 7919 + 13);
  return Array.from({ length: hours }, (_, hour) => {
    const upTo: number[] = [];
    let sum = 0;
    for (const share of shares(level(hour), hour)) upTo.push((sum += share));
    const counts = upTo.map(() => 0);
    // Where the search for a draw may begin, so that it hardly takes a step.
    const guide = new Uint16Array(GUIDE);
    for (let g = 0, bucket = 0; g < GUIDE; g++) {
      while (bucket < upTo.length - 1 && (g / GUIDE) * sum >= upTo[bucket]) {
        bucket++;
      }
      guide[g] = bucket;
    }
    const daily = 1 + 0.4 * Math.cos(((hour - 14) / 12) * Math.PI);
    const size = Math.max(1, Math.round(rows * daily * (0.9 + 0.2 * random())));
    for (let i = 0; i < size; i++) {
      const draw = random();
      const target = draw * sum;
      let bucket = guide[Math.floor(draw * GUIDE)];
      while (bucket < upTo.length - 1 && target >= upTo[bucket]) bucket++;
      counts[bucket]++;
    }
    return { hour: START + hour, counts };
  });
}

/** Nothing before the hour, everything from it on. */
export function stepAt(at: number): Simulation['level'] {
  return hour => (hour < at ? 0 : 1);
}

/** A straight rise from the beginning of one hour to that of another; an hour has the level of its middle. */
export function rampFrom(from: number, to: number): Simulation['level'] {
  return hour => Math.min(1, Math.max(0, (hour + 0.5 - from) / (to - from)));
}

/** Inner deciles of the standard normal distribution, upper half. */
const UPPER_DECILES = [0, 0.2533471, 0.5244005, 0.8416212, 1.2815516];

/** Shares of a normal distribution's ten decile buckets once its mean has moved by that many standard deviations. */
export function movedDeciles(move: number): number[] {
  const edges = [
    ...UPPER_DECILES.slice(1)
      .reverse()
      .map(x => -x),
    ...UPPER_DECILES,
  ];
  const upTo = [0, ...edges.map(edge => normalShare(edge - move)), 1];
  return upTo.slice(1).map((share, i) => share - upTo[i]);
}

/** Shares of `0`, `1`, … `4` and `5 or more` of a Poisson distribution. */
export function poissonShares(mean: number): number[] {
  const shares: number[] = [];
  let share = Math.exp(-mean);
  let rest = 1;
  for (let k = 0; k < 5; k++) {
    shares.push(share);
    rest -= share;
    share *= mean / (k + 1);
  }
  return [...shares, rest];
}

/** Shares of that many buckets, the first with the given share, the others alike. */
export function oneBucket(share: number, buckets: number): number[] {
  const rest = (1 - share) / (buckets - 1);
  return Array.from({ length: buckets }, (_, i) => (i === 0 ? share : rest));
}

/** Between two lists of shares. @param part - of the second, 0 to 1 */
export function mixed(a: number[], b: number[], part: number): number[] {
  return a.map((share, i) => share * (1 - part) + b[i] * part);
}

/** Φ, by Simpson's rule. */
function normalShare(x: number): number {
  const steps = 40;
  const step = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const height = Math.exp(-((i * step) ** 2) / 2);
    const isEnd = i === 0 || i === steps;
    sum += height * (isEnd ? 1 : 2 + 2 * (i % 2));
  }
  return 0.5 + (sum * step) / 3 / Math.sqrt(2 * Math.PI);
}
