import type { Entity } from '@backstage/catalog-model';

/**
 * How the lines of a log object are to be read:
 *
 * - `sagemaker-capture`: a record of SageMaker Data Capture.
 * - `azure-collector`: a CloudEvent of the Azure ML data collector. Inputs and outputs are in separate objects of the
 *   same hour and are joined on correlation id and position in the event's `data`. An event whose `data` is out of
 *   line (`dataref`) must have been brought in line by the source.
 * - `rows`: one row per line, `{"id": …, "row": 0, "time": …, "input": …, "output": …}`. `id` identifies the request
 *   and `row` (default 0) the row in it; `input` is an object or array, `output` an object, array or single value.
 * @public
 */
export type LogFormat = 'sagemaker-capture' | 'azure-collector' | 'rows';

/**
 * One object of inference logs, for example a JSONL file on S3.
 * @public
 */
export interface LogObject {
  /** Unique within the source, for example `s3://bucket/key`. */
  key: string;
  /** Changes whenever the content does. */
  etag: string;
  /** Bytes. */
  size: number;
  variant: string;
  /** Start of the UTC hour whose requests the object holds. */
  hour: Date;
}

/** Whether an endpoint writes logs, with the reason in words when it does not. @public */
export type CaptureState = { state: 'on' } | { state: 'off'; reason: string };

/**
 * Where the inference logs of a kind of endpoint come from. Implement it to govern models that log elsewhere.
 * Methods throw typed errors of `@backstage/errors` whose message says what is wrong in words an endpoint's owner
 * understands; nothing is swallowed.
 * @public
 */
export interface InferenceLogSource {
  /** Unique and stable, for example `sagemaker-data-capture`; part of the ledger's key. */
  readonly id: string;
  readonly format: LogFormat;

  /** Whether this source serves the endpoint. */
  appliesTo(entity: Entity): boolean;

  /** Whether the endpoint writes logs at all. */
  captureState(entity: Entity): CaptureState;

  /**
   * Pages through the log objects of all variants whose hour lies in `[since, until)`.
   */
  list(options: {
    entity: Entity;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncIterable<LogObject[]>;

  /**
   * Starts of the UTC hours to which logs were added since an instant, however long ago the hours are. A source that
   * can tell it has logs counted that arrive later than `aiGovernance.ingestion.lateness`.
   */
  changedHours?(options: {
    entity: Entity;
    since: Date;
    signal: AbortSignal;
  }): Promise<Date[]>;

  /** Streams one object to a local file. Throws NotFoundError when it is gone. */
  download(options: {
    entity: Entity;
    object: LogObject;
    /** Path of the file to write. */
    destination: string;
    signal: AbortSignal;
  }): Promise<void>;
}
