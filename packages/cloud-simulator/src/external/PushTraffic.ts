import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS } from '../traffic/LogSeries';
import type { InferenceSeries } from './InferenceSeries';

/** Hours of one push. */
const STEP_HOURS = 24;
/** Milliseconds after which a push is sent again. */
const RETRY_MS = 5_000;

/** Pushes the inferences of external models to a governance backend, as the models' own servers would. */
export class PushTraffic {
  readonly #url: string;
  readonly #token: string;
  readonly #series: InferenceSeries[];
  readonly #now: () => Date;
  readonly #retryMs: number;
  #until: number;

  /**
   * @param options - `url`: base URL of the plugin, for example `http://localhost:7007/api/ai-governance`; `token`: an
   *   external access token that may push and run; `from`: epoch milliseconds of the first inference
   */
  constructor(options: {
    url: string;
    token: string;
    series: InferenceSeries[];
    from: number;
    now: () => Date;
    retryMs?: number;
  }) {
    this.#url = options.url;
    this.#token = options.token;
    this.#series = options.series;
    this.#until = options.from;
    this.#now = options.now;
    this.#retryMs = options.retryMs ?? RETRY_MS;
  }

  /**
   * Pushes what was inferred since the last time, the oldest first, and tries again for as long as the backend is not
   * there or does not know the model yet.
   * @throws Error with the backend's answer when it refuses
   */
  async advance(signal: AbortSignal): Promise<void> {
    const until = this.#now().getTime();
    for (const series of this.#series) {
      const { name } = series.model;
      for (let from = this.#until; from < until; from += STEP_HOURS * HOUR_MS) {
        const to = Math.min(from + STEP_HOURS * HOUR_MS, until);
        const inferences = series.between(from, to);
        if (inferences.length > 0) {
          await this.#post(name, 'inferences', signal, {
            headers: {
              'Content-Type': 'application/x-ndjson',
              'Idempotency-Key': `${name}/${new Date(from).toISOString()}/${
                inferences.length
              }`,
            },
            body: inferences
              .map(inference => `${JSON.stringify(inference)}\n`)
              .join(''),
          });
        }
      }
    }
    this.#until = until;
  }

  /** Has the pushed models measured now. */
  async run(signal: AbortSignal): Promise<void> {
    for (const { model } of this.#series) {
      await this.#post(model.name, 'runs', signal, {});
    }
  }

  async #post(
    name: string,
    what: 'inferences' | 'runs',
    signal: AbortSignal,
    request: { headers?: Record<string, string>; body?: string },
  ): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const response = await fetch(
        `${this.#url}/v1/models/default.${name}/${what}`,
        {
          method: 'POST',
          headers: {
            ...request.headers,
            Authorization: `Bearer ${this.#token}`,
          },
          body: request.body,
          signal,
        },
      ).catch(error => {
        signal.throwIfAborted();
        return error as Error;
      });
      if (response instanceof Response && response.ok) {
        await response.body?.cancel();
        return;
      }
      if (response instanceof Response && !isTemporary(response.status)) {
        throw new Error(
          `POST ${response.url} was answered ${
            response.status
          }: ${await response.text()}`,
        );
      }
      await sleep(this.#retryMs, undefined, { signal });
    }
  }
}

/** A backend that is starting does not know its models yet. */
function isTemporary(status: number): boolean {
  return status === 404 || status === 429 || status >= 500;
}
