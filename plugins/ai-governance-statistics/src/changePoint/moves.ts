import { Profile } from './Profile';
import type { MoveFit, WeightedSeries } from './WeightedSeries';

/**
 * Hours that a change takes at least to be gradual: what took less is told from a step by luck only.
 * @public
 */
export const SHORTEST_MOVE_HOURS = 6;

/** Lengths tried for a move that levels off, before the best one is looked for more closely. */
const LENGTHS = 20;

/** Entries that the search for a levelling move looks at first. */
const COARSE_ENTRIES = 128;

/** How well moves fit by the entry in whose hour they begin. */
export interface Moves {
  straight: Profile;
  curved: Profile;
}

/** First and last entry where a change may begin. */
export interface Candidates {
  first: number;
  last: number;
}

/**
 * Moves that are still going on when the series, or the part of it before `until`, ends.
 *
 * @returns undefined when no entry leaves enough room
 */
export function openMoves(
  series: WeightedSeries,
  candidates: Candidates,
  until: number = series.until,
): Moves | undefined {
  const last = lastWithRoom(series, candidates, until, SHORTEST_MOVE_HOURS);
  if (last === undefined) return undefined;
  const { first } = candidates;
  const straight = new Float64Array(last - first + 1);
  const curved = new Float64Array(last - first + 1);
  for (let index = first; index <= last; index++) {
    const fit = series.move(index, until, until);
    straight[index - first] = fit.straight;
    curved[index - first] = fit.curved;
  }
  const profile = (explained: Float64Array) =>
    Profile.create({
      first,
      last,
      stride: 1,
      explainedAt: index => explained[index - first],
    });
  return { straight: profile(straight), curved: profile(curved) };
}

/** Moves that end before the series does, each with the end that fits best. */
export interface LevellingMoves extends Moves {
  /** First hour after the move that begins at an entry. */
  endOf(index: number, form: keyof MoveFit): number;
}

/**
 * Moves that have levelled off.
 *
 * @returns undefined when no entry leaves enough room for a move and what follows it
 */
export function levellingMoves(
  series: WeightedSeries,
  candidates: Candidates,
): LevellingMoves | undefined {
  const last = lastWithRoom(
    series,
    candidates,
    series.until,
    2 * SHORTEST_MOVE_HOURS,
  );
  if (last === undefined) return undefined;
  const known = new Map<number, Record<keyof MoveFit, BestEnd>>();
  const endsAt = (index: number) => {
    let ends = known.get(index);
    if (!ends) {
      ends = bestEnds(series, index);
      known.set(index, ends);
    }
    return ends;
  };
  const profile = (form: keyof MoveFit) =>
    Profile.create({
      first: candidates.first,
      last,
      stride: Math.ceil((last - candidates.first + 1) / COARSE_ENTRIES),
      explainedAt: index => endsAt(index)[form].explained,
    });
  return {
    straight: profile('straight'),
    curved: profile('curved'),
    endOf: (index, form) => endsAt(index)[form].end,
  };
}

/** First hour after a move, and what it explains then. */
interface BestEnd {
  end: number;
  explained: number;
}

/** The ends of a move for which it explains most: among lengths that grow by a constant factor, then closer. */
function bestEnds(
  series: WeightedSeries,
  index: number,
): Record<keyof MoveFit, BestEnd> {
  const start = series.hours[index];
  const longest = series.until - start - SHORTEST_MOVE_HOURS;
  const factor = (longest / SHORTEST_MOVE_HOURS) ** (1 / (LENGTHS - 1));
  const lengths: number[] = [];
  for (let k = 0, length = SHORTEST_MOVE_HOURS; k < LENGTHS; k++) {
    const rounded = Math.min(longest, Math.round(length));
    if (rounded !== lengths[lengths.length - 1]) lengths.push(rounded);
    length *= factor;
  }
  const fits = lengths.map(length => series.move(index, start + length));
  const closer = (form: keyof MoveFit): BestEnd => {
    let best = 0;
    fits.forEach((fit, k) => {
      if (fit[form] > fits[best][form]) best = k;
    });
    const peak = peakBetween(
      lengths[Math.max(0, best - 1)],
      lengths[Math.min(lengths.length - 1, best + 1)],
      { length: lengths[best], explained: fits[best][form] },
      length => series.move(index, start + length)[form],
    );
    return { end: start + peak.length, explained: peak.explained };
  };
  return { straight: closer('straight'), curved: closer('curved') };
}

/** Greatest value between two lengths among which it rises and then falls, by thirds. @param known - the best so far */
function peakBetween(
  from: number,
  to: number,
  known: { length: number; explained: number },
  explainedBy: (length: number) => number,
): { length: number; explained: number } {
  let low = from;
  let high = to;
  let best = known;
  while (high - low > 1) {
    const third = Math.max(1, Math.floor((high - low) / 3));
    const left = low + third;
    const right = high - third;
    const atLeft = explainedBy(left);
    const atRight = explainedBy(right);
    if (atLeft >= atRight) high = right;
    else low = left;
    const better =
      atLeft >= atRight
        ? { length: left, explained: atLeft }
        : { length: right, explained: atRight };
    if (better.explained > best.explained) best = better;
  }
  return best;
}

/** Last candidate after which there are that many hours. */
function lastWithRoom(
  series: WeightedSeries,
  { first, last }: Candidates,
  until: number,
  hours: number,
): number | undefined {
  const latest = Math.min(last, series.countBefore(until - hours + 1) - 1);
  return latest >= first ? latest : undefined;
}
