import { setTimeout as sleep } from 'node:timers/promises';
import type { Dynalite } from '../dynamodb/Dynalite';
import type { SimulatedFleet } from '../fleet/types';
import { HOUR_MS } from '../traffic/LogSeries';
import { DynamoDbTraffic } from './DynamoDbTraffic';
import { InferenceSeries } from './InferenceSeries';
import { PushTraffic } from './PushTraffic';

/** Milliseconds from one look at what was inferred to the next. */
const EVERY_MS = 600_000;

/** The backend that inferences are pushed to. */
export interface PushTarget {
  /** Base URL of the governance plugin. */
  url: string;
  /** External access token that may push and run. */
  token: string;
}

/** The fleet's models that run outside the clouds. */
export class ExternalModels {
  readonly #dynamoDb: DynamoDbTraffic;
  readonly #pushed: InferenceSeries[];
  readonly #from: number;
  readonly #now: () => Date;
  #tables = Promise.resolve();
  #running = Promise.resolve();

  constructor(options: {
    fleet: SimulatedFleet;
    anchor: Date;
    now: () => Date;
    dynalite: Dynalite;
  }) {
    const { fleet, anchor, now, dynalite } = options;
    const series = (fleet.external ?? []).map(
      model => new InferenceSeries({ model, anchor: anchor.getTime() }),
    );
    const to = (kind: 'push' | 'dynamodb') =>
      series.filter(({ model }) => model.target.kind === kind);
    this.#now = now;
    this.#from = anchor.getTime() - fleet.historyHours * HOUR_MS;
    this.#pushed = to('push');
    this.#dynamoDb = new DynamoDbTraffic({
      dynalite,
      series: to('dynamodb'),
      from: this.#from,
      now,
    });
  }

  /** Resolves when nothing is written any more, after the signal aborted. */
  async stopped(): Promise<void> {
    await this.#running;
  }

  /** Resolves when the tables hold the past, once they were begun. */
  async tables(): Promise<void> {
    await this.#tables;
  }

  /**
   * Writes and pushes the past and then what goes on.
   * @param options - `onError` is told what failed; it is tried again at the next look
   * @returns when the signal aborts
   */
  async run(options: {
    push?: PushTarget;
    signal: AbortSignal;
    onError: (error: unknown) => void;
  }): Promise<void> {
    const { push, signal } = options;
    const written = this.#dynamoDb.start(signal);
    // Whoever queries before it is over waits for it; what failed is told below.
    this.#tables = written.catch(() => undefined);
    const work = [
      this.#repeat(
        () => written,
        () => this.#dynamoDb.advance(signal),
        options,
      ),
    ];
    if (push && this.#pushed.length > 0) {
      const traffic = new PushTraffic({
        ...push,
        series: this.#pushed,
        from: this.#from,
        now: this.#now,
      });
      const advance = () => traffic.advance(signal);
      work.push(
        this.#repeat(
          () => advance().then(() => traffic.run(signal)),
          advance,
          options,
        ),
      );
    }
    this.#running = Promise.all(work).then(() => undefined);
    await this.#running;
  }

  async #repeat(
    first: () => Promise<void>,
    next: () => Promise<void>,
    options: { signal: AbortSignal; onError: (error: unknown) => void },
  ): Promise<void> {
    const { signal, onError } = options;
    for (let step = first; !signal.aborted; step = next) {
      try {
        await step();
        await sleep(EVERY_MS, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) {
          onError(error);
          await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
        }
      }
    }
  }
}
