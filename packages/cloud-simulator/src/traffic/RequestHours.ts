import type { Story, Traffic } from '../fleet/types';
import { HOUR_MS } from './LogSeries';
import { Random } from './Random';

/** Parts of an hour in which logs are written. */
export const SLICES = 3;
/** Milliseconds of such a part. */
export const SLICE_MS = HOUR_MS / SLICES;
/** Share of requests whose log comes twice. */
const DUPLICATE_SHARE = 0.005;
/** Share of those whose second copy comes with the next slice of the hour. */
const LATE_DUPLICATE_SHARE = 0.4;
/** Broken lines per variant and day. */
const MALFORMED_PER_DAY = 4;

/** Draws requests and writes their logs. */
export interface RequestWriter<Log> {
  /**
   * Draws one request.
   * @param time - instant to the second, like `2026-03-31T12:34:56Z`
   */
  log(random: Random, time: string): Log;
  /** A damaged copy of a log. */
  malformed(random: Random, log: Log): Log;
}

/** Requests that fall into one slice of an hour. */
export interface SlicePlan {
  /** From 0 to 2. */
  slice: number;
  requests: number;
  /** Milliseconds from the start of the slice to its first request. */
  firstRequest: number;
  /** What whoever names the slice's files may draw names from. */
  uuid: string;
  /** A share from 0 to 1 by which deliveries differ. */
  delivery: number;
}

/** The logs of one slice in the order in which they are written. */
export interface WrittenSlice<Log> extends SlicePlan {
  logs: {
    log: Log;
    /** Milliseconds from the start of the hour. */ at: number;
  }[];
}

/**
 * The requests of one endpoint variant. Every hour is made from its own seed, so any hour can be written on its own,
 * and whichever cloud logs them, the same seed gives the same requests.
 */
export class RequestHours {
  readonly #seed: string;
  readonly #traffic: Traffic;
  readonly #story: Story | undefined;
  readonly #share: number;
  readonly #anchor: number;

  /**
   * @param options - `share`: the variant's part of the traffic, 0 to 1; `anchor`: epoch milliseconds that story
   * times are relative to
   */
  constructor(options: {
    seed: string;
    traffic: Traffic;
    story?: Story;
    share: number;
    anchor: number;
  }) {
    this.#seed = options.seed;
    this.#traffic = options.traffic;
    this.#story = options.story;
    this.#share = options.share;
    this.#anchor = options.anchor;
  }

  /** Slices that have requests. @param hour - start of the hour, epoch milliseconds */
  plan(hour: number): SlicePlan[] {
    const random = new Random(`plan ${this.#seed} ${hour}`);
    return this.#requestCounts(random, hour).flatMap((requests, slice) => {
      const firstRequest = random.below(
        Math.min(40_000, SLICE_MS / (requests + 1)),
      );
      const uuid = random.uuid();
      const delivery = random.uniform();
      return requests === 0
        ? []
        : { slice, requests, firstRequest, uuid, delivery };
    });
  }

  /** Logs of one hour. @param hour - start of the hour, epoch milliseconds */
  write<Log>(hour: number, writer: RequestWriter<Log>): WrittenSlice<Log>[] {
    const random = new Random(`body ${this.#seed} ${hour}`);
    const hourText = new Date(hour).toISOString().slice(0, 14);
    type Entry = WrittenSlice<Log>['logs'][number];
    let late: Entry[] = [];
    const plans = this.plan(hour);
    return plans.map((plan, index) => {
      const logs = late;
      late = [];
      const start = plan.slice * SLICE_MS + plan.firstRequest;
      const spacing = (SLICE_MS - plan.firstRequest) / plan.requests;
      const isLast = index === plans.length - 1;
      const again: Entry[] = [];
      for (let i = 0; i < plan.requests; i++) {
        const at = start + i * spacing;
        const second = at / 1000;
        const log = writer.log(
          random,
          `${hourText}${two(second / 60)}:${two(second % 60)}Z`,
        );
        logs.push({ log, at });
        if (random.uniform() < DUPLICATE_SHARE) {
          const copies =
            !isLast && random.uniform() < LATE_DUPLICATE_SHARE ? late : again;
          copies.push({ log, at });
        }
      }
      logs.push(...again);
      if (random.uniform() < MALFORMED_PER_DAY / (24 * SLICES)) {
        const place = random.below(logs.length);
        const { log, at } = logs[place];
        logs.splice(place, 0, { log: writer.malformed(random, log), at });
      }
      return { ...plan, logs };
    });
  }

  /** How far the story has gone, from 0 to 1. @param hour - epoch milliseconds */
  level(hour: number): number {
    if (!this.#story) {
      return 0;
    }
    const { startsAt, endsAt } = this.#story;
    const hours = (hour - this.#anchor) / HOUR_MS;
    const length = endsAt - startsAt;
    const done = length > 0 ? (hours - startsAt) / length : Infinity;
    return hours < startsAt ? 0 : Math.min(1, done);
  }

  /** Requests per slice: more by day (peak at 14 UTC) than by night, fewer at weekends, and never quite the same. */
  #requestCounts(random: Random, hour: number): number[] {
    const { requestsPerHour, dayNight = 0.4 } = this.#traffic;
    const date = new Date(hour);
    const phase = ((date.getUTCHours() - 14) / 24) * 2 * Math.PI;
    const weekend = date.getUTCDay() % 6 === 0 ? 1 - dayNight / 3 : 1;
    const mean =
      requestsPerHour *
      this.#share *
      weekend *
      (1 + dayNight * Math.cos(phase)) *
      (0.9 + 0.2 * random.uniform());
    const total = Math.max(1, Math.round(mean));
    const counts = Array.from({ length: SLICES }, () =>
      Math.floor(total / SLICES),
    );
    for (let rest = total % SLICES; rest > 0; rest--) {
      counts[random.below(SLICES)]++;
    }
    return counts;
  }
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, i) =>
  String(i).padStart(2, '0'),
);

/** The whole part of a number from 0 to 59 as two digits. */
export function two(value: number): string {
  return TWO_DIGITS[Math.floor(value)];
}
