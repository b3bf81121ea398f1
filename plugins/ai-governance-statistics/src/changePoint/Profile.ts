/**
 * How well a shape fits for every entry at which it may begin, worked out where it is asked for. A peak that lies between
 * two entries of the first search and shows at neither is not found.
 */
export class Profile {
  /** Entry at which the shape fits best. */
  readonly best: number;
  readonly #first: number;
  readonly #last: number;
  readonly #stride: number;
  readonly #explainedAt: (index: number) => number;
  /** What is known, NaN where nothing is yet. */
  readonly #known: Float64Array;

  private constructor(options: {
    first: number;
    last: number;
    stride: number;
    explainedAt: (index: number) => number;
  }) {
    this.#first = options.first;
    this.#last = options.last;
    this.#stride = options.stride;
    this.#explainedAt = options.explainedAt;
    this.#known = new Float64Array(this.#last - this.#first + 1).fill(NaN);
    let best = this.#bestOf(this.#first, this.#last, this.#stride);
    if (this.#stride > 1) {
      best = this.#bestOf(
        Math.max(this.#first, best - this.#stride + 1),
        Math.min(this.#last, best + this.#stride - 1),
        1,
      );
    }
    this.best = best;
  }

  /**
   * @param options - `first`, `last`: entries, both included, `first` ≤ `last`; `stride`: distance of the entries that the
   * search looks at before it looks closer; `explainedAt`: sum of squares that the shape explains
   */
  static create(options: {
    first: number;
    last: number;
    stride: number;
    explainedAt: (index: number) => number;
  }): Profile {
    return new Profile(options);
  }

  /** What the shape explains when it begins at an entry. */
  at(index: number): number {
    const place = index - this.#first;
    if (Number.isNaN(this.#known[place])) {
      this.#known[place] = this.#explainedAt(index);
    }
    return this.#known[place];
  }

  /** First and last entry at which the shape explains no more than `slack` less than where it fits best. */
  within(slack: number): [first: number, last: number] {
    const limit = this.at(this.best) - slack;
    let first = this.best;
    let last = this.best;
    this.#known.forEach((explained, place) => {
      if (!(explained >= limit)) return;
      first = Math.min(first, this.#first + place);
      last = Math.max(last, this.#first + place);
    });
    return [this.#edge(first, -1, limit), this.#edge(last, 1, limit)];
  }

  /** Furthest entry inside, between one that is inside and the next one that was looked at in the given direction. */
  #edge(inside: number, direction: 1 | -1, limit: number): number {
    let near = inside;
    let far = inside + direction * this.#stride;
    far = Math.min(this.#last + 1, Math.max(this.#first - 1, far));
    while (Math.abs(far - near) > 1) {
      const middle = Math.trunc((near + far) / 2);
      if (this.at(middle) >= limit) near = middle;
      else far = middle;
    }
    return near;
  }

  #bestOf(first: number, last: number, stride: number): number {
    let best = first;
    for (let index = first; index <= last; index += stride) {
      if (this.at(index) > this.at(best)) best = index;
    }
    return best;
  }
}
