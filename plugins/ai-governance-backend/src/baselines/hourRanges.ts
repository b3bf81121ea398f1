/** Hours `[from, to)`, counted from the epoch. */
export type HourRange = readonly [from: number, to: number];

/** Joins ranges that touch or overlap; in the order of time, without empty ones. */
export function joinRanges(ranges: readonly HourRange[]): HourRange[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined[joined.length - 1];
    if (last && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else if (from < to) {
      joined.push([from, to]);
    }
  }
  return joined;
}

/** What of a range lies in none of the others. */
export function withoutRanges(
  [from, to]: HourRange,
  others: readonly HourRange[],
): HourRange[] {
  const left: HourRange[] = [];
  let start = from;
  for (const [otherFrom, otherTo] of joinRanges(others)) {
    if (otherFrom > start) {
      left.push([start, Math.min(otherFrom, to)]);
    }
    start = Math.max(start, otherTo);
  }
  left.push([start, to]);
  return left.filter(range => range[0] < range[1]);
}
