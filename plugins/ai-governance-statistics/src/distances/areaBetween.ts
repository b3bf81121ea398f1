/** A point of a distribution function that is a straight line from point to point; a step has two points at one place. */
export interface Knot {
  x: number;
  /** Share of values at or below `x`, from 0 at the first point to 1 at the last. */
  share: number;
}

/** Walks along a distribution function; the stretches asked for must ascend and hold no point inside. */
class Line {
  readonly #knots: Knot[];
  #next = 0;

  constructor(knots: Knot[]) {
    this.#knots = knots;
  }

  /** Share at `x`, one of the ends of the stretch that begins at `start`; a step at either end is outside the stretch. */
  shareAt(x: number, start: number): number {
    const knots = this.#knots;
    while (this.#next < knots.length && knots[this.#next].x <= start) {
      this.#next++;
    }
    if (this.#next === 0) return 0;
    const before = knots[this.#next - 1];
    if (this.#next === knots.length) return before.share;
    const after = knots[this.#next];
    const way = (x - before.x) / (after.x - before.x);
    return before.share + way * (after.share - before.share);
  }
}

/**
 * Area between two distribution functions given by their points.
 *
 * @param a - points, ascending in both coordinates
 * @param b - the same
 */
export function areaBetween(a: Knot[], b: Knot[]): number {
  const places = [...a, ...b].map(knot => knot.x).sort((x, y) => x - y);
  const left = new Line(a);
  const right = new Line(b);
  let area = 0;
  for (let k = 1; k < places.length; k++) {
    const from = places[k - 1];
    const to = places[k];
    if (from === to) continue;
    const start = left.shareAt(from, from) - right.shareAt(from, from);
    const end = left.shareAt(to, from) - right.shareAt(to, from);
    area += (to - from) * meanAbsolute(start, end);
  }
  return area;
}

/** Mean of |d| where d goes from `start` to `end` in a straight line. */
function meanAbsolute(start: number, end: number): number {
  if (start * end >= 0) return Math.abs(start + end) / 2;
  return (start * start + end * end) / (2 * Math.abs(start - end));
}
