import { ForwardedError } from '@backstage/errors';
import limiter from 'p-limit';
import type { DiscoveryProblem } from './source';

/**
 * Sends calls to a cloud, at most so many at a time. Lives for one reading. @public
 */
export class BoundedCalls {
  readonly #limit: ReturnType<typeof limiter>;
  readonly #stopping = new AbortController();
  /** Stops calls under way: aborted by whoever waits for the reading, or by {@link BoundedCalls.stop}. */
  readonly signal: AbortSignal;

  private constructor(options: { concurrency: number; signal: AbortSignal }) {
    this.#limit = limiter(options.concurrency);
    this.signal = AbortSignal.any([options.signal, this.#stopping.signal]);
  }

  /** @param options - `concurrency`: calls at a time, at least 1; `signal`: of the scheduled task */
  static create(options: {
    concurrency: number;
    signal: AbortSignal;
  }): BoundedCalls {
    return new BoundedCalls(options);
  }

  /**
   * Sends a call when its turn has come. A call must not wait for another call of the same object.
   * @throws whatever `send` throws; the signal's reason when it is aborted before
   */
  async call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#limit(async () => {
      this.signal.throwIfAborted();
      return send(this.signal);
    });
  }

  /** After this, calls still waiting for their turn are not sent. To be called when the reading ends, however it ends. */
  stop(): void {
    this.#stopping.abort();
  }
}

/** Failures of single things after which a reading is given up. */
const MOST_PROBLEMS = 20;

/**
 * Reads many things, of which single ones may fail without stopping the others.
 * @param items - what to read; all are begun at once, so `read` sends its calls through {@link BoundedCalls}
 * @param options - `read`: reads one; `subject`: what an item is, for example `Endpoint 'churn'`; `entityRef`: ref of the
 *   entity it concerns, or of all of them; `isFatal`: whether an error concerns all items alike, for example revoked
 *   credentials
 * @returns results in the order of the items, without those that failed, and why these did
 * @throws a fatal error as it is; ForwardedError with the last cause when more than 20 items failed
 * @public
 */
export async function readEach<T, R>(
  items: T[],
  options: {
    read(item: T): Promise<R>;
    subject(item: T): string;
    entityRef?(item: T): string | string[];
    isFatal(error: unknown): boolean;
  },
): Promise<{ results: R[]; problems: DiscoveryProblem[] }> {
  const problems: DiscoveryProblem[] = [];
  const results = await Promise.all(
    items.map(async item => {
      try {
        return [await options.read(item)];
      } catch (error) {
        if (options.isFatal(error)) {
          throw error;
        }
        problems.push({
          subject: options.subject(item),
          entityRef: options.entityRef?.(item),
          error,
        });
        if (problems.length > MOST_PROBLEMS) {
          throw new ForwardedError(
            `More than ${MOST_PROBLEMS} of ${
              items.length
            } things could not be read, the last is ${options.subject(item)}`,
            error,
          );
        }
        return [];
      }
    }),
  );
  return { results: results.flat(), problems };
}
