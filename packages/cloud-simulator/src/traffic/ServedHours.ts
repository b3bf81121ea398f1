import type { ServedTraffic, ServiceQuality } from '../fleet/types';
import { HOUR_MS } from './LogSeries';
import { Random } from './Random';
import { RequestHours, SLICE_MS } from './RequestHours';

/** What a cloud measures of one variant in one hour, so far. */
export interface ServedHour {
  requests: number;
  /** Of the requests, those answered with a status of 400 to 499. */
  errors4xx: number;
  /** Of the requests, those answered with a status of 500 to 599. */
  errors5xx: number;
  latencyMs: {
    mean: number;
    p50: number;
    p90: number;
    p95: number;
    p99: number;
  };
}

const DEFAULTS = { latencyMs: 40, errors4xx: 0.004, errors5xx: 0.0005 };
/** Standard deviation of the logarithm of latencies. */
const SIGMA = 0.35;
/** Quantiles of the standard normal distribution. */
const Z = { p90: 1.2816, p95: 1.6449, p99: 2.3263 };

/**
 * How one variant served the requests that its logs hold: errors and latency made up from their own seed, so that any
 * hour can be told on its own and is the same every time.
 */
export class ServedHours {
  readonly #seed: string;
  readonly #requests: RequestHours;
  readonly #service: ServiceQuality;
  readonly #anchor: number;
  readonly #firstHour: number;
  /** Hours that have ended: every metric of an hour asks for it. */
  readonly #ended = new Map<number, ServedHour | undefined>();

  /**
   * @param options - `seed`: that of the variant's requests; `share`: the variant's part of the traffic, 0 to 1;
   * `anchor`: epoch milliseconds that the fleet's times are relative to
   * @returns undefined when nobody calls
   */
  static of(options: {
    served: ServedTraffic;
    seed: string;
    share: number;
    anchor: number;
    historyHours: number;
  }): ServedHours | undefined {
    const { served, ...rest } = options;
    const { traffic, story, service = {} } = served;
    return traffic
      ? new ServedHours({ ...rest, traffic, story, service })
      : undefined;
  }

  private constructor(options: {
    seed: string;
    share: number;
    anchor: number;
    historyHours: number;
    traffic: NonNullable<ServedTraffic['traffic']>;
    story: ServedTraffic['story'];
    service: ServiceQuality;
  }) {
    this.#seed = options.seed;
    this.#requests = new RequestHours(options);
    this.#service = options.service;
    this.#anchor = options.anchor;
    this.#firstHour = options.anchor - options.historyHours * HOUR_MS;
  }

  /**
   * One hour as it was measured until now: in thirds, as the logs are written.
   * @param hour - start of the hour, epoch milliseconds
   * @param now - epoch milliseconds
   * @returns undefined when there was no request yet
   */
  at(hour: number, now: number): ServedHour | undefined {
    if (hour < this.#firstHour) {
      return undefined;
    }
    if (hour + HOUR_MS > now) {
      return this.#measure(hour, now);
    }
    if (!this.#ended.has(hour)) {
      this.#ended.set(hour, this.#measure(hour, now));
    }
    return this.#ended.get(hour);
  }

  #measure(hour: number, now: number): ServedHour | undefined {
    const requests = this.#requests
      .plan(hour)
      .filter(({ slice }) => hour + (slice + 1) * SLICE_MS <= now)
      .reduce((sum, slice) => sum + slice.requests, 0);
    if (requests === 0) {
      return undefined;
    }
    const random = new Random(`service ${this.#seed} ${hour}`);
    const { latencyMs, errors4xx, errors5xx } = this.#quality(hour);
    const p50 = latencyMs * Math.exp(0.05 * random.normal());
    const at = (z: number) => p50 * Math.exp(SIGMA * z);
    const count = (share: number) =>
      Math.min(requests, Math.floor(requests * share + random.uniform()));
    return {
      requests,
      errors4xx: count(errors4xx),
      errors5xx: count(errors5xx),
      latencyMs: {
        mean: p50 * Math.exp((SIGMA * SIGMA) / 2),
        p50,
        p90: at(Z.p90),
        p95: at(Z.p95),
        p99: at(Z.p99),
      },
    };
  }

  #quality(hour: number): typeof DEFAULTS {
    const { trouble, ...usual } = { ...DEFAULTS, ...this.#service };
    const hours = (hour - this.#anchor) / HOUR_MS;
    const isOn =
      trouble &&
      hours >= trouble.startsAt &&
      hours < (trouble.endsAt ?? Infinity);
    return isOn
      ? {
          latencyMs: usual.latencyMs * (trouble.latencyFactor ?? 1),
          errors4xx: usual.errors4xx,
          errors5xx: trouble.errors5xx ?? usual.errors5xx,
        }
      : usual;
  }
}
