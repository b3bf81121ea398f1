/** Random numbers that are the same in every run (xorshift32 by G. Marsaglia, "Xorshift RNGs", 2003). */
export class Random {
  #state: number;

  /** @param seed - a whole number other than 0 */
  constructor(seed: number) {
    this.#state = seed;
    // The first numbers of small seeds are small.
    for (let i = 0; i < 20; i++) {
      this.uniform();
    }
  }

  /** A number from 0 to 1, exclusive. */
  uniform(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return ((x >>> 0) + 0.5) / 2 ** 32;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** A normal number with mean 0 and standard deviation 1 (Box and Muller). */
  normal(): number {
    return (
      Math.sqrt(-2 * Math.log(this.uniform())) *
      Math.cos(2 * Math.PI * this.uniform())
    );
  }
}
