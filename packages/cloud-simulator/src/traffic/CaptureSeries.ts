import { createHash } from 'node:crypto';
import type {
  CaptureSettings,
  SimulatedEndpoint,
  Traffic,
} from '../fleet/types';
import { Random } from './Random';
import { PayloadWriter } from './PayloadWriter';
import {
  base64,
  captureLine,
  captureSide,
  type CaptureEncoding,
} from './captureRecord';
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
  readonly #inputType: string;
  readonly #outputType: string;
  readonly #encoding: CaptureEncoding;

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
    this.#inputType =
      traffic.payload === 'json' ? 'application/json' : 'text/csv';
    this.#outputType =
      traffic.payload === 'json'
        ? 'application/json'
        : 'text/csv; charset=utf-8';
    const textTypes =
      traffic.payload === 'json'
        ? capture.jsonContentTypes
        : capture.csvContentTypes;
    this.#encoding = textTypes?.includes(this.#inputType)
      ? (traffic.payload.toUpperCase() as 'CSV' | 'JSON')
      : 'BASE64';
  }

  /** Key prefix of one UTC hour's files. @param hour - epoch milliseconds */
  hourPrefix(hour: number): string {
    const [year, month, dayHour] = new Date(hour).toISOString().split('-');
    return `${this.keyPrefix}${year}/${month}/${dayHour.slice(
      0,
      2,
    )}/${dayHour.slice(3, 5)}/`;
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
    const writer = this.#payloadWriter(hour);
    const hourText = new Date(hour).toISOString().slice(0, 14);
    let late: string[] = [];
    const plans = this.plan(hour);
    return plans.map((plan, index) => {
      const lines = late;
      late = [];
      const isLast = index === plans.length - 1;
      const again: string[] = [];
      for (let i = 0; i < plan.records; i++) {
        const line = this.#record(random, writer, hourText, plan, i);
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

  #record(
    random: Random,
    writer: PayloadWriter,
    hourText: string,
    plan: CaptureObjectPlan,
    index: number,
  ): string {
    const { batched = 0.1, inferenceIdPrefix } = this.#traffic;
    const eventId = random.uuid();
    const rows = random.uniform() < batched ? 2 + random.below(4) : 1;
    writer.write(random, rows);
    const encoding = this.#encoding;
    const [input, output] =
      encoding === 'BASE64'
        ? [base64(writer.input), base64(writer.output)]
        : [writer.input, writer.output];
    const spacing = (SLICE_MS - plan.firstEventOffset) / plan.records;
    const second =
      (plan.slice * SLICE_MS + plan.firstEventOffset + index * spacing) / 1000;
    return captureLine({
      input: captureSide('INPUT', this.#inputType, input, encoding),
      output: captureSide('OUTPUT', this.#outputType, output, encoding),
      eventId,
      inferenceId:
        inferenceIdPrefix && `${inferenceIdPrefix}${eventId.slice(24)}`,
      time: `${hourText}${two(second / 60)}:${two(second % 60)}Z`,
    });
  }

  #payloadWriter(hour: number): PayloadWriter {
    const { columns, story } = this.#endpoint;
    const { payload, rowKeys } = this.#traffic;
    let level = 0;
    if (story) {
      const hours = (hour - this.#anchor) / HOUR_MS;
      const length = story.endsAt - story.startsAt;
      const done = length > 0 ? (hours - story.startsAt) / length : Infinity;
      level = hours < story.startsAt ? 0 : Math.min(1, done);
    }
    return new PayloadWriter(
      columns,
      {
        payload,
        rowKeys: rowKeys ?? { input: 'instances', output: 'predictions' },
        escaped: this.#encoding !== 'BASE64',
      },
      level,
    );
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
