import type { SimulatedColumn, Traffic, Treatment } from '../fleet/types';
import {
  base64,
  captureLine,
  captureSide,
  type CaptureEncoding,
} from './captureRecord';
import { PayloadWriter } from './PayloadWriter';
import type { Random } from './Random';

/** Content types of requests and responses, and the encoding of logged text, by payload format. */
const FORMATS = {
  csv: {
    input: 'text/csv',
    output: 'text/csv; charset=utf-8',
    encoding: 'CSV' as const,
  },
  json: {
    input: 'application/json',
    output: 'application/json',
    encoding: 'JSON' as const,
  },
};

/** Writes capture records of one endpoint at one moment of its story. */
export class RecordWriter {
  readonly #payloads: PayloadWriter;
  readonly #encoding: CaptureEncoding;
  readonly #contentTypes: { input: string; output: string };
  readonly #batched: number;
  readonly #inferenceIdPrefix: string | undefined;
  #id = '';

  /**
   * @param options - `text`: whether capture logs payloads as text rather than base64; `level`: how far the
   * endpoint's story has gone, from 0 to 1
   */
  constructor(options: {
    columns: SimulatedColumn[];
    traffic: Omit<Traffic, 'requestsPerHour' | 'dayNight'>;
    text: boolean;
    level: number;
    treatments?: Treatment[];
  }) {
    const { columns, traffic, text, level, treatments } = options;
    const { payload, rowKeys, batched = 0.1, inferenceIdPrefix } = traffic;
    const { encoding, ...contentTypes } = FORMATS[payload];
    this.#encoding = text ? encoding : 'BASE64';
    this.#contentTypes = contentTypes;
    this.#batched = batched;
    this.#inferenceIdPrefix = inferenceIdPrefix;
    this.#payloads = new PayloadWriter(
      columns,
      {
        payload,
        rowKeys: rowKeys ?? { input: 'instances', output: 'predictions' },
        escaped: text,
      },
      level,
      treatments,
    );
  }

  /** Whose the last line was, and the true probabilities of its rows. */
  get written(): { id: string; truths: number[] } {
    return { id: this.#id, truths: this.#payloads.truths };
  }

  /** Content type that requests have. */
  static requestType(payload: Traffic['payload']): string {
    return FORMATS[payload].input;
  }

  /**
   * Draws one request and writes its record.
   * @param time - instant to the second, like `2026-03-31T12:34:56Z`
   * @returns a line without its line break
   */
  line(random: Random, time: string): string {
    const eventId = random.uuid();
    const rows = random.uniform() < this.#batched ? 2 + random.below(4) : 1;
    const payloads = this.#payloads;
    payloads.write(random, rows, eventId);
    const encoding = this.#encoding;
    const encode = encoding === 'BASE64' ? base64 : asIs;
    const { input, output } = this.#contentTypes;
    const inferenceId =
      this.#inferenceIdPrefix &&
      `${this.#inferenceIdPrefix}${eventId.slice(24)}`;
    this.#id = inferenceId ?? eventId;
    return captureLine({
      input: captureSide('INPUT', input, encode(payloads.input), encoding),
      output: captureSide('OUTPUT', output, encode(payloads.output), encoding),
      eventId,
      inferenceId,
      time,
    });
  }
}

function asIs(text: string): string {
  return text;
}
