/**
 * Answers to calls that need not be sent again, by a key that changes whenever the answer would. Concurrent questions
 * for one key share a call. Failures are not remembered.
 */
export class Remembered<T> {
  readonly #answers = new Map<string, Promise<T>>();
  readonly #asked = new Set<string>();

  /**
   * @param read - sends the call when the answer is not known
   * @throws whatever `read` throws
   */
  get(key: string, read: () => Promise<T>): Promise<T> {
    this.#asked.add(key);
    const known = this.#answers.get(key);
    if (known) {
      return known;
    }
    const answer = read();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }

  /** Forgets what was not asked for since the last time. To be called after each reading. */
  forgetUnused(): void {
    for (const key of this.#answers.keys()) {
      if (!this.#asked.has(key)) {
        this.#answers.delete(key);
      }
    }
    this.#asked.clear();
  }
}
