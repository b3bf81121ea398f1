/** Values of one hour: their mean score and the variance that sampling gives it. */
export interface WeightedPoint {
  hour: number;
  score: number;
  /** Inverse of the variance of `score`, above 0. */
  weight: number;
}

/** What a move explains, as sums of squares: in a straight line, and bent by as much as fits best. */
export interface MoveFit {
  straight: number;
  curved: number;
}

/** Shape of the mean score over time that a {@link WeightedSeries} can be fitted with. */
export type Shape =
  | { kind: 'step'; index: number }
  | {
      kind: 'move';
      /** Entry in whose hour the move begins. */
      index: number;
      /** First hour after the move. */
      end: number;
      curved: boolean;
    };

/** A fitted shape. */
export interface FittedShape {
  before: number;
  after: number;
  /** Fitted mean score of every entry. */
  values: Float64Array;
}

/** Least and greatest bend of a curved move, see {@link WeightedSeries.move}. */
const LEAST_BEND = -0.5;
const GREATEST_BEND = 1;

/** Moments of moves that take less than this part of the series are summed directly: in differences they cancel. */
const SHORT_MOVE = 0.03;

/** Powers of time that are summed with the weights, and with weights times scores. */
const WEIGHT_POWERS = 5;
const SCORE_POWERS = 3;

/**
 * Hourly scores with running sums, so that a shape's least-squares fit takes the same time whatever its length.
 *
 * A move goes along g(r) = r + γ·r·(1 − r), where r rises from 0 at the beginning to 1 at the end: straight for γ = 0,
 * else steeper at the beginning or at the end. γ is between −½ and 1, so that every move begins with a slope and the
 * beginning can be told.
 */
export class WeightedSeries {
  readonly hours: readonly number[];
  readonly #points: readonly WeightedPoint[];
  readonly #start: number;
  /** Hours from the first to the last entry, both included. */
  readonly #span: number;
  readonly #mean: number;
  /** Middle of each hour as a part of the span. */
  readonly #times: Float64Array;
  /** Running sums of weight · time^k and of weight · time^k · (score − mean); entry i sums what is before i. */
  readonly #weights: Float64Array[];
  readonly #scores: Float64Array[];
  readonly #totalSquares: number;

  private constructor(points: readonly WeightedPoint[]) {
    const size = points.length;
    this.#points = points;
    this.hours = points.map(({ hour }) => hour);
    this.#start = points[0].hour;
    this.#span = points[size - 1].hour + 1 - this.#start;
    let sum = 0;
    let sumOfWeights = 0;
    for (const { score, weight } of points) {
      sum += weight * score;
      sumOfWeights += weight;
    }
    this.#mean = sum / sumOfWeights;
    this.#times = new Float64Array(size);
    const runningSums = (powers: number) =>
      Array.from({ length: powers }, () => new Float64Array(size + 1));
    this.#weights = runningSums(WEIGHT_POWERS);
    this.#scores = runningSums(SCORE_POWERS);
    let squares = 0;
    points.forEach(({ hour, score, weight }, i) => {
      const time = (hour + 0.5 - this.#start) / this.#span;
      const distance = score - this.#mean;
      this.#times[i] = time;
      squares += weight * distance * distance;
      let moment = weight;
      for (let k = 0; k < WEIGHT_POWERS; k++) {
        this.#weights[k][i + 1] = this.#weights[k][i] + moment;
        if (k < SCORE_POWERS) {
          this.#scores[k][i + 1] = this.#scores[k][i] + moment * distance;
        }
        moment *= time;
      }
    });
    this.#totalSquares = squares;
  }

  /** @param points - at least one, hours ascending */
  static create(points: readonly WeightedPoint[]): WeightedSeries {
    return new WeightedSeries(points);
  }

  /** Number of entries. */
  get size(): number {
    return this.#points.length;
  }

  /** The hours it was made from. */
  get points(): readonly WeightedPoint[] {
    return this.#points;
  }

  /** Weighted sum of squared distances from the mean. */
  get totalSquares(): number {
    return this.#totalSquares;
  }

  /** First hour after the series. */
  get until(): number {
    return this.#start + this.#span;
  }

  /** Share of the sampling information that lies before an entry, 0 to 1. */
  informationBefore(index: number): number {
    return this.#weights[0][index] / this.#weights[0][this.size];
  }

  /** Number of entries before an hour. */
  countBefore(hour: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.hours[middle] < hour) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sum of squares that a step explains. @param index - first entry after it, neither the first nor beyond the last */
  step(index: number): number {
    const weights = this.#weights[0];
    const scores = this.#scores[0];
    const before = weights[index];
    const after = weights[this.size] - before;
    if (!(before > 0 && after > 0)) return 0;
    const change =
      (scores[this.size] - scores[index]) / after - scores[index] / before;
    return ((before * after) / (before + after)) * change * change;
  }

  /**
   * Sums of squares that a move explains of the entries before `until`.
   *
   * @param index - entry in whose hour the move begins
   * @param end - first hour after the move; the score is level from there on
   * @param until - first hour that is left out
   */
  move(index: number, end: number, until: number = this.until): MoveFit {
    const count = until >= this.until ? this.size : this.countBefore(until);
    const { rr, rp, pp, ry, py } = this.#normalEquations(index, end, count);
    if (!(rr > 0)) return { straight: 0, curved: 0 };
    const straight = (ry * ry) / rr;
    const bend = bestBend(rr, rp, pp, ry, py);
    const along = ry + bend * py;
    const length = rr + 2 * bend * rp + bend * bend * pp;
    const curved = length > 0 ? (along * along) / length : 0;
    return { straight, curved: Math.max(straight, curved) };
  }

  /** Fits a shape to the whole series. */
  fit(shape: Shape): FittedShape {
    const { index } = shape;
    const levels = Float64Array.from(this.hours, hour => {
      if (shape.kind === 'step') return hour >= this.hours[index] ? 1 : 0;
      const length = shape.end - this.hours[index];
      return Math.min(
        1,
        Math.max(0, (hour + 0.5 - this.hours[index]) / length),
      );
    });
    if (shape.kind === 'move' && shape.curved) {
      const { rr, rp, pp, ry, py } = this.#normalEquations(
        index,
        shape.end,
        this.size,
      );
      const bend = bestBend(rr, rp, pp, ry, py);
      levels.forEach((r, i) => (levels[i] = r + bend * r * (1 - r)));
    }
    let sum = 0;
    let squares = 0;
    let product = 0;
    const total = this.#weights[0][this.size];
    this.#points.forEach(({ score, weight }, i) => {
      sum += weight * levels[i];
      squares += weight * levels[i] * levels[i];
      product += weight * levels[i] * (score - this.#mean);
    });
    const spread = squares - (sum * sum) / total;
    const height = spread > 0 ? product / spread : 0;
    const before = this.#mean - (height * sum) / total;
    return {
      before,
      after: before + height,
      values: levels.map(level => before + height * level),
    };
  }

  /** Centred sums of products of r, p = r·(1 − r) and the score y over the first `count` entries. */
  #normalEquations(index: number, end: number, count: number) {
    const start = (this.hours[index] - this.#start) / this.#span;
    const length = (end - this.hours[index]) / this.#span;
    const last = end >= this.until ? count : this.countBefore(end);
    const { m0, m1, m2, m3, m4, y0, y1, y2 } =
      length < SHORT_MOVE
        ? this.#sumDirectly(index, last, start, length)
        : this.#sumByDifferences(index, last, start, length);
    const weights = this.#weights[0];
    const scores = this.#scores[0];
    const total = weights[count];
    const totalScore = scores[count];
    const level = total - weights[index] - m0;
    const r = m1 + level;
    const p = m1 - m2;
    return {
      rr: m2 + level - (r * r) / total,
      rp: m2 - m3 - (r * p) / total,
      pp: m2 - 2 * m3 + m4 - (p * p) / total,
      ry: y1 + (totalScore - scores[index] - y0) - (r * totalScore) / total,
      py: y1 - y2 - (p * totalScore) / total,
    };
  }

  /** Sums of weight · r^k and of weight · r^k · (score − mean) over entries `from` to `to`, exclusive. */
  #sumDirectly(from: number, to: number, start: number, length: number) {
    const sums = { m0: 0, m1: 0, m2: 0, m3: 0, m4: 0, y0: 0, y1: 0, y2: 0 };
    for (let i = from; i < to; i++) {
      const { score, weight } = this.#points[i];
      const r = (this.#times[i] - start) / length;
      const wr = weight * r;
      const wrr = wr * r;
      const distance = score - this.#mean;
      sums.m0 += weight;
      sums.m1 += wr;
      sums.m2 += wrr;
      sums.m3 += wrr * r;
      sums.m4 += wrr * r * r;
      sums.y0 += weight * distance;
      sums.y1 += wr * distance;
      sums.y2 += wrr * distance;
    }
    return sums;
  }

  /** The same from the running sums, by the binomial theorem for r = (time − start) / length. */
  #sumByDifferences(from: number, to: number, s: number, length: number) {
    const weights = this.#weights;
    const scores = this.#scores;
    const w0 = weights[0][to] - weights[0][from];
    const w1 = weights[1][to] - weights[1][from];
    const w2 = weights[2][to] - weights[2][from];
    const w3 = weights[3][to] - weights[3][from];
    const w4 = weights[4][to] - weights[4][from];
    const v0 = scores[0][to] - scores[0][from];
    const v1 = scores[1][to] - scores[1][from];
    const v2 = scores[2][to] - scores[2][from];
    const l2 = length * length;
    const s2 = s * s;
    return {
      m0: w0,
      m1: (w1 - s * w0) / length,
      m2: (w2 - 2 * s * w1 + s2 * w0) / l2,
      m3: (w3 - 3 * s * w2 + 3 * s2 * w1 - s2 * s * w0) / (l2 * length),
      m4:
        (w4 - 4 * s * w3 + 6 * s2 * w2 - 4 * s2 * s * w1 + s2 * s2 * w0) /
        (l2 * l2),
      y0: v0,
      y1: (v1 - s * v0) / length,
      y2: (v2 - 2 * s * v1 + s2 * v0) / l2,
    };
  }
}

/** The γ that fits best, among those allowed. */
function bestBend(
  rr: number,
  rp: number,
  pp: number,
  ry: number,
  py: number,
): number {
  const determinant = rr * pp - rp * rp;
  if (!(determinant > 1e-8 * rr * pp)) return 0;
  const along = ry * pp - py * rp;
  const across = py * rr - ry * rp;
  const bend = across / along;
  if (bend >= LEAST_BEND && bend <= GREATEST_BEND) return bend;
  // The fit is a parabola over the plane of (slope, bend · slope): beyond the allowed cone its best is on a side.
  const explainedBy = (gamma: number) =>
    (ry + gamma * py) ** 2 / (rr + 2 * gamma * rp + gamma * gamma * pp);
  return explainedBy(LEAST_BEND) >= explainedBy(GREATEST_BEND)
    ? LEAST_BEND
    : GREATEST_BEND;
}
