import type {
  DriftOnset,
  ModelEvent,
} from '@ai-governance/plugin-ai-governance-common';
import { fromHour, toHour } from '../../database/time';
import { formatInstant, formatNumber } from '../words';
import type { HourlySeries, TrafficHour } from './readSeries';

/** Hours around an onset in which a jump is looked for. */
const AROUND_HOURS = 2;

/** Hours after a possible jump that are compared with the same hours of the day before. */
const WINDOW_HOURS = 24;

/** Fewer hours after a jump say nothing. */
const LEAST_HOURS = 3;

/** Traffic has jumped when it is this many times what it was, or as small a part of it. */
const LEAST_RATIO = 1.5;

/** A share of rows has jumped when it rose or fell by this much, 0 to 1. */
const LEAST_SHARE = 0.1;

/** How many standard errors a jump must be away from nothing. Many hours and columns are looked at. */
const LEAST_DEVIATION = 5;

/** Most columns whose schema change is told of. */
const MOST_COLUMNS = 5;

/** Rows after and before a possible jump. */
interface Sides {
  after: TrafficHour[];
  before: TrafficHour[];
  /** Hours on each side. */
  hours: number;
}

/** A jump of some figure at an hour. */
interface Jump {
  hour: number;
  hours: number;
  before: number;
  after: number;
  /** Grows with how clear it is. */
  size: number;
}

/**
 * Jumps of the traffic and of the share of rows without usable value near an onset, as the profiles show them. Each hour
 * near an onset is tried: up to a day from then on against the same hours of the day before, so that day and night do not
 * pass for a jump.
 *
 * @param untilHour - first hour that has not arrived yet
 */
export function trafficEvents(
  { traffic, columns }: HourlySeries,
  onsets: DriftOnset[],
  untilHour: number,
): ModelEvent[] {
  const byHour = new Map(traffic.map(hour => [hour.hour, hour]));
  const firstHour = traffic[0]?.hour ?? untilHour;
  return stretches(onsets).flatMap(([from, to]) => {
    const candidates: [number, Sides][] = [];
    for (let hour = from; hour <= to; hour++) {
      const hours = Math.min(WINDOW_HOURS, untilHour - hour);
      if (hour - WINDOW_HOURS >= firstHour && hours >= LEAST_HOURS) {
        const stretch = (start: number) =>
          Array.from({ length: hours }, (_, i) => byHour.get(start + i)).filter(
            entry => entry !== undefined,
          );
        candidates.push([
          hour,
          { after: stretch(hour), before: stretch(hour - WINDOW_HOURS), hours },
        ]);
      }
    }
    const volume = clearest(candidates, volumeJump);
    return [
      ...(volume ? [volumeEvent(volume)] : []),
      ...schemaEvents(candidates, columns),
    ];
  });
}

/** Stretches of hours around the onsets, those that meet joined. */
function stretches(onsets: DriftOnset[]): [from: number, to: number][] {
  const sorted = onsets
    .map(({ earliest, latest }): [number, number] => [
      toHour(new Date(earliest)) - AROUND_HOURS,
      toHour(new Date(latest)) + AROUND_HOURS,
    ])
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined[joined.length - 1];
    if (last && from <= last[1] + 1) {
      last[1] = Math.max(last[1], to);
    } else {
      joined.push([from, to]);
    }
  }
  return joined;
}

function clearest(
  candidates: [number, Sides][],
  measure: (sides: Sides) => Omit<Jump, 'hour' | 'hours'> | undefined,
): Jump | undefined {
  let best: Jump | undefined;
  for (const [hour, sides] of candidates) {
    const jump = measure(sides);
    if (jump && (!best || jump.size > best.size)) {
      best = { ...jump, hour, hours: sides.hours };
    }
  }
  return best;
}

const rowsOf = (hours: TrafficHour[]) =>
  hours.reduce((sum, { rows }) => sum + rows, 0);

function volumeJump(sides: Sides) {
  const before = rowsOf(sides.before);
  const after = rowsOf(sides.after);
  const ratio = Math.max(before, after) / Math.min(before, after);
  const deviation = Math.abs(after - before) / Math.sqrt(after + before);
  return ratio >= LEAST_RATIO && deviation >= LEAST_DEVIATION
    ? { before, after, size: deviation }
    : undefined;
}

function volumeEvent({ hour, hours, before, after }: Jump): ModelEvent {
  const at = fromHour(hour);
  return {
    at: at.toISOString(),
    kind: 'volume-change',
    title: volumeTitle(before, after),
    detail: `${formatNumber(
      after,
    )} rows in the ${hours} hours from ${formatInstant(at)}, ${formatNumber(
      before,
    )} in the same hours of the day before.`,
  };
}

function volumeTitle(before: number, after: number): string {
  if (before === 0) {
    return 'Traffic set in';
  }
  const times = Number((after / before).toPrecision(2));
  return times > 1
    ? `Traffic rose to ${times} times what it was`
    : `Traffic fell to ${formatPercent(times)} of what it was`;
}

/** What can go wrong with the values of a column, and how it is said. */
const DEFECTS = [
  ['missing', 'is missing'],
  ['invalid', 'is no number'],
  ['unseen', 'has a value that the baseline does not know'],
] as const;

function schemaEvents(
  candidates: [number, Sides][],
  columns: string[],
): ModelEvent[] {
  return columns
    .flatMap((column, i) =>
      DEFECTS.flatMap(([defect, words]) => {
        const jump = clearest(candidates, sides =>
          shareJump(sides, hour => hour[defect][i]),
        );
        return jump ? [{ column, words, jump }] : [];
      }),
    )
    .sort((a, b) => b.jump.size - a.jump.size)
    .slice(0, MOST_COLUMNS)
    .map(({ column, words, jump }) => ({
      at: fromHour(jump.hour).toISOString(),
      kind: 'schema-change' as const,
      title: `${column} ${words} in ${formatPercent(jump.after)} of rows`,
      detail: `In the ${jump.hours} hours from ${formatInstant(
        fromHour(jump.hour),
      )}; in the same hours of the day before it was ${formatPercent(
        jump.before,
      )}.`,
    }));
}

function shareJump(sides: Sides, count: (hour: TrafficHour) => number) {
  const [n, m] = [rowsOf(sides.before), rowsOf(sides.after)];
  if (n === 0 || m === 0) {
    return undefined;
  }
  const sum = (hours: TrafficHour[]) =>
    hours.reduce((total, hour) => total + count(hour), 0);
  const [x, y] = [sum(sides.before), sum(sides.after)];
  const pooled = (x + y) / (n + m);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  const difference = Math.abs(y / m - x / n);
  return difference >= LEAST_SHARE && difference >= LEAST_DEVIATION * error
    ? { before: x / n, after: y / m, size: difference }
    : undefined;
}

/** A share as people read it, with two significant digits. */
function formatPercent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
