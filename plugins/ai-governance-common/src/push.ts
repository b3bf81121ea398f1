/**
 * Why a pushed line was not taken:
 *
 * - `not-json`: not a JSON object in UTF-8
 * - `line-too-long`: longer than a line may be
 * - `no-event-id`: `id` is missing or empty, or neither text of at most 256 characters nor a whole number
 * - `bad-row`: `row` is not a whole number from 0
 * - `no-time`: `time` is missing or no ISO 8601 instant with `Z` or an offset
 * - `too-old`: `time` lies before what is kept
 * - `in-future`: `time` lies more than five minutes ahead of the backend's clock
 * - `bad-variant`: `variant` is not a name of at most 64 letters, digits, dots, dashes and underscores
 * - `no-input`: `input` is missing or empty
 * - `bad-payload`: `input` is neither an object nor an array
 * @public
 */
export type PushRejectionReason =
  | 'not-json'
  | 'line-too-long'
  | 'no-event-id'
  | 'bad-row'
  | 'no-time'
  | 'too-old'
  | 'in-future'
  | 'bad-variant'
  | 'no-input'
  | 'bad-payload';

/** One inference of a model that runs anywhere, as it is pushed. @public */
export interface PushedInference {
  /** Names the request; the same id and row within an hour count once. */
  id: string | number;
  /** Place of the row in the request, from 0; default 0. */
  row?: number;
  /** When the model answered, ISO 8601 instant with `Z` or an offset. */
  time: string;
  /** Which of several models behind the endpoint answered; default `default`. */
  variant?: string;
  /** What went into the model: values by name, or in a fixed order. */
  input: Record<string, unknown> | unknown[];
  /** What came out: values by name, in a fixed order, or a single one. */
  output?: unknown;
}

/** A pushed line that was not taken. @public */
export interface PushRejection {
  /** Number of the line in the unpacked body, from 1. */
  line: number;
  reason: PushRejectionReason;
}

/** What became of the lines of a push. @public */
export interface PushAnswer {
  /** Names the push in the audit log and in the keys of log objects. */
  requestId: string;
  /** Lines that are stored durably. */
  accepted: number;
  /** The first 50 lines that were not taken. */
  rejected: PushRejection[];
  /** All lines that were not taken. */
  rejectedCount: number;
  /** How many of them for each reason. */
  rejectedReasons: Partial<Record<PushRejectionReason, number>>;
}
