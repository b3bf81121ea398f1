import { createHash } from 'node:crypto';
import type {
  CaptureSettings,
  SimulatedEndpoint,
  Traffic,
} from '../fleet/types';
import { Random } from './Random';
import { RecordWriter } from './RecordWriter';
import { malformedLine } from './malformedLine';

/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;

/** Capture files per hour, as SageMaker flushes its buffer. */
const SLICES = 3;
const SLICE_MS = HOUR_MS / SLICES;
/** Share of records that are delivered twice. */
const DUPLICATE_SHARE = 0.005;
/** Share of those whose second copy comes with the next file of the hour. */
const LATE_DUPLICATE_SHARE = 0.4;
/** Broken lines per variant and day. */
const MALFORMED_PER_DAY = 4;
/** Fastest and slowest delivery after the last event of a file, in milliseconds. */
const DELIVERY_MS = { fastest: 60_000, slowest: 150_000 };

/** One capture file as it can be listed without its content. */
export interface CaptureObjectPlan {
  /** Key within the bucket. */
  key: string;
  /** When it appears on S3, in epoch milliseconds. */
  visibleAt: number;
  /** Requests in it. */
  records: number;
  /** Start of the file's first event, in milliseconds within its slice. */
  firstEventOffset: number;
  /** From 0 to 2. */
  slice: number;
}

/** A capture file with its content. */
export interface CaptureObject extends CaptureObjectPlan {
  body: Buffer;
  /** MD5 of the body, hexadecimal, as S3's ETag of a single-part object. */
  md5: string;
}

/**
 * The capture files of one endpoint variant. Every hour is made from its own seed, so any hour can be written on its
 * own, and the same key has the same bytes every time.
 */
export class CaptureSeries {
  /** `{prefix}/{endpoint}/{variant}/`. */
  readonly keyPrefix: string;
  readonly bucket: string;
  readonly #endpoint: SimulatedEndpoint;
  readonly #traffic: Traffic;
  readonly #anchor: number;
  readonly #seed: string;
  readonly #share: number;
  /** Hour prefixes by hour: every listing compares all of them. */
  readonly #hourPrefixes = new Map<number, string>();
  /** Whether capture logs payloads as text; else as base64. */
  readonly #text: boolean;

  /**
   * @param options - `share`: the variant's part of the traffic, 0 to 1; `anchor`: epoch milliseconds that story
   * times are relative to
   */
  constructor(options: {
    endpoint: SimulatedEndpoint;
    capture: CaptureSettings;
    traffic: Traffic;
    variant: string;
    share: number;
    anchor: number;
  }) {
    const { endpoint, capture, traffic, variant } = options;
    this.#endpoint = endpoint;
    this.#traffic = traffic;
    this.#anchor = options.anchor;
    this.#share = options.share;
    this.#seed = `${endpoint.name}/${variant}`;
    this.bucket = capture.bucket;
    this.keyPrefix = `${capture.prefix}/${endpoint.name}/${variant}/`;
    const textTypes =
      traffic.payload === 'json'
        ? capture.jsonContentTypes
        : capture.csvContentTypes;
    const type = RecordWriter.requestType(traffic.payload);
    this.#text = textTypes?.includes(type) ?? false;
  }

  /** Key prefix of one UTC hour's files. @param hour - epoch milliseconds */
  hourPrefix(hour: number): string {
    const known = this.#hourPrefixes.get(hour);
    if (known) {
      return known;
    }
    // yyyy-mm-ddThh
    const path = new Date(hour)
      .toISOString()
      .slice(0, 13)
      .replace(/[-T]/g, '/');
    const prefix = `${this.keyPrefix}${path}/`;
    this.#hourPrefixes.set(hour, prefix);
    return prefix;
  }

  /**
   * The files of one hour in the order of their keys, whether they are visible yet or not. A stretch without
   * requests has no file.
   * @param hour - start of the hour, epoch milliseconds
   */
  plan(hour: number): CaptureObjectPlan[] {
    const random = new Random(`plan ${this.#seed} ${hour}`);
    const counts = this.#requestCounts(random, hour);
    const prefix = this.hourPrefix(hour);
    return counts.flatMap((records, slice) => {
      const firstEventOffset = random.below(
        Math.min(40_000, SLICE_MS / (records + 1)),
      );
      const uuid = random.uuid();
      const delivery =
        DELIVERY_MS.fastest +
        random.below(DELIVERY_MS.slowest - DELIVERY_MS.fastest);
      const start = slice * SLICE_MS + firstEventOffset;
      const name = `${two(start / 60_000)}-${two((start / 1000) % 60)}-${String(
        start % 1000,
      ).padStart(3, '0')}`;
      return records === 0
        ? []
        : {
            key: `${prefix}${name}-${uuid}.jsonl`,
            visibleAt: hour + (slice + 1) * SLICE_MS + delivery,
            records,
            firstEventOffset,
            slice,
          };
    });
  }

  /** The files of one hour with their content. @param hour - start of the hour, epoch milliseconds */
  write(hour: number): CaptureObject[] {
    const random = new Random(`body ${this.#seed} ${hour}`);
    const writer = this.#recordWriter(hour);
    const hourText = new Date(hour).toISOString().slice(0, 14);
    let late: string[] = [];
    const plans = this.plan(hour);
    return plans.map((plan, index) => {
      const lines = late;
      late = [];
      const start = plan.slice * SLICE_MS + plan.firstEventOffset;
      const spacing = (SLICE_MS - plan.firstEventOffset) / plan.records;
      const isLast = index === plans.length - 1;
      const again: string[] = [];
      for (let i = 0; i < plan.records; i++) {
        const second = (start + i * spacing) / 1000;
        const line = writer.line(
          random,
          `${hourText}${two(second / 60)}:${two(second % 60)}Z`,
        );
        lines.push(line);
        if (random.uniform() < DUPLICATE_SHARE) {
          const copies =
            !isLast && random.uniform() < LATE_DUPLICATE_SHARE ? late : again;
          copies.push(line);
        }
      }
      lines.push(...again);
      if (random.uniform() < MALFORMED_PER_DAY / (24 * SLICES)) {
        const at = random.below(lines.length);
        lines.splice(at, 0, malformedLine(random, lines[at]));
      }
      lines.push('');
      const body = Buffer.from(lines.join('\n'), 'utf8');
      const md5 = createHash('md5').update(body).digest('hex');
      return { ...plan, body, md5 };
    });
  }

  #recordWriter(hour: number): RecordWriter {
    const { columns, story } = this.#endpoint;
    let level = 0;
    if (story) {
      const hours = (hour - this.#anchor) / HOUR_MS;
      const length = story.endsAt - story.startsAt;
      const done = length > 0 ? (hours - story.startsAt) / length : Infinity;
      level = hours < story.startsAt ? 0 : Math.min(1, done);
    }
    return new RecordWriter({
      columns,
      traffic: this.#traffic,
      text: this.#text,
      level,
    });
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
function two(value: number): string {
  return TWO_DIGITS[Math.floor(value)];
}
