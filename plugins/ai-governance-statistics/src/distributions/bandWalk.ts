import { logFactorialTable } from './gamma';

/** Steps after which the weights are scaled back; each step at most doubles them. */
const STEPS_BETWEEN_SCALING = 256;

/**
 * Weights below this part of the greatest are not followed: next to the paths that leave the band on the shortest way they
 * are nothing as long as those can be told from 0 at all, and numbers close to the smallest double are slow.
 */
const NEGLIGIBLE = 1e-290;

/**
 * All lattice paths from (0, 0) that have stayed inside the band |i/long − j/short| < h / lcm(long, short), walked at
 * once, one step after the other, i along the longer and j along the shorter side.
 *
 * On demand, paths that leave with a step are multiplied by the number of ways from there to the end (long, short).
 */
export class BandWalk {
  readonly #long: number;
  readonly #short: number;
  readonly #h: number;
  /** Band in whole numbers: −h < a·i − b·j < h. */
  readonly #a: number;
  readonly #b: number;
  readonly #logs: Float64Array;
  readonly #logAll: number;

  /**
   * `weights[j]` is the number of paths inside the band at (step − j, j), times ratio^j · e^(−logScale). The ratio makes
   * all weights of a step similar in size.
   */
  readonly #weights: Float64Array;
  readonly #ratio: number;
  readonly #logRatio: number;
  #logScale = 0;
  #step = 0;
  #low = 0;
  #high = 0;
  readonly #countLeaving: boolean;
  #left = 0;

  /**
   * @param long - larger sample size
   * @param short - smaller sample size
   * @param divisor - their greatest common divisor
   * @param h - half width of the band, a whole number from 1
   * @param countLeaving - whether {@link BandWalk.left} is wanted, which takes twice the time
   */
  constructor(
    long: number,
    short: number,
    divisor: number,
    h: number,
    countLeaving: boolean,
  ) {
    this.#countLeaving = countLeaving;
    this.#long = long;
    this.#short = short;
    this.#h = h;
    this.#a = short / divisor;
    this.#b = long / divisor;
    this.#logs = logFactorialTable(long + short);
    this.#logAll = this.#logWays(long, short);
    this.#ratio = short / long;
    this.#logRatio = Math.log(this.#ratio);
    this.#weights = new Float64Array(short + 2);
    this.#weights[0] = 1;
  }

  /**
   * Share of all paths to (long, short) that have left the band up to now. It is a sum of positive terms, so that small
   * shares keep their digits.
   */
  get left(): number {
    return this.#left;
  }

  /** Walks on to the given step; ends early when no path is left inside. */
  walkTo(step: number): void {
    while (this.#step < step && this.#low <= this.#high) this.#advance();
    this.#step = step;
  }

  /** Share of all paths to (long, short) that have stayed inside up to (step − j, j) and pass through it, by j. */
  stayed(): Float64Array {
    const shares = new Float64Array(this.#short + 1);
    for (let j = this.#low; j <= this.#high; j++) {
      shares[j] = this.#weights[j] * this.#waysOn(j);
    }
    return shares;
  }

  /** Share of all paths to (long, short) that pass through (step − j, j). */
  passing(j: number): number {
    const i = this.#step - j;
    return Math.exp(
      this.#logWays(i, j) +
        this.#logWays(this.#long - i, this.#short - j) -
        this.#logAll,
    );
  }

  #advance(): void {
    const weights = this.#weights;
    const step = ++this.#step;
    const sum = this.#a + this.#b;
    const center = this.#a * step;
    // With i = step − j, the band is −h < a·step − (a + b)·j < h.
    const bandLow = Math.floor((center - this.#h) / sum) + 1;
    const bandHigh = Math.ceil((center + this.#h) / sum) - 1;
    const low = this.#low;
    let high = this.#high;
    if (high < this.#short) {
      const up = this.#ratio * weights[high];
      if (bandHigh <= high) this.#leave(up, high + 1);
      else if (up > NEGLIGIBLE) weights[++high] = 0;
    }
    if (bandLow > low && step - low <= this.#long) {
      this.#leave(weights[low], low);
    }
    shift(weights, this.#ratio, low, high);
    this.#low = Math.max(low, bandLow, step - this.#long);
    this.#high = high;
    if (step % STEPS_BETWEEN_SCALING === 0) this.#scale();
  }

  #leave(weight: number, j: number): void {
    if (!this.#countLeaving || weight === 0) return;
    this.#left += weight * this.#waysOn(j);
  }

  /** Turns the weight of paths at (step − j, j) into the share of all paths that go on from there to the end. */
  #waysOn(j: number): number {
    const i = this.#step - j;
    return Math.exp(
      this.#logWays(this.#long - i, this.#short - j) -
        this.#logAll +
        this.#logScale -
        j * this.#logRatio,
    );
  }

  #scale(): void {
    const weights = this.#weights;
    let largest = 0;
    for (let j = this.#low; j <= this.#high; j++) {
      if (weights[j] > largest) largest = weights[j];
    }
    if (largest === 0) return;
    for (let j = this.#low; j <= this.#high; j++) weights[j] /= largest;
    this.#logScale += Math.log(largest);
    while (weights[this.#low] < NEGLIGIBLE) this.#low++;
    while (weights[this.#high] < NEGLIGIBLE) this.#high--;
  }

  /** Logarithm of the number of lattice paths over i and j steps. */
  #logWays(i: number, j: number): number {
    return this.#logs[i + j] - this.#logs[i] - this.#logs[j];
  }
}

/**
 * weights[j] += ratio · weights[j − 1] for all j from high down to low + 1. This is where the time goes: four at a time,
 * each value loaded once, halves it.
 */
function shift(
  weights: Float64Array,
  ratio: number,
  low: number,
  high: number,
): void {
  let j = high;
  if (j <= low) return;
  let own = weights[j];
  for (; j - 4 >= low; j -= 4) {
    const w1 = weights[j - 1];
    const w2 = weights[j - 2];
    const w3 = weights[j - 3];
    const w4 = weights[j - 4];
    weights[j] = own + ratio * w1;
    weights[j - 1] = w1 + ratio * w2;
    weights[j - 2] = w2 + ratio * w3;
    weights[j - 3] = w3 + ratio * w4;
    own = w4;
  }
  for (; j > low; j--) {
    const below = weights[j - 1];
    weights[j] = own + ratio * below;
    own = below;
  }
}
