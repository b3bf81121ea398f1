/** Payload of one side of a captured request. */
export interface CapturePayload {
  /** The payload as the container saw it, for example `1,2.5,red` or a JSON text. */
  data: string;
  /** Content type as observed, for example `text/csv`. */
  contentType: string;
}

/** How Data Capture writes a payload: as text, or base64 for content types that its settings do not name. */
export type CaptureEncoding = 'CSV' | 'JSON' | 'BASE64';

/** What one line of a capture file is made of. */
export interface CaptureRecordOptions {
  /** Absent when only outputs are captured. */
  input?: CapturePayload;
  /** Absent when only inputs are captured. */
  output?: CapturePayload;
  encoding: CaptureEncoding;
  eventId: string;
  /** The caller's own id of the request. */
  inferenceId?: string;
  /** Time of the request; written to the second. */
  time: Date;
}

/**
 * Writes one record of SageMaker Data Capture.
 * @returns one line of JSON without the line break
 */
export function captureRecord(options: CaptureRecordOptions): string {
  const { input, output, encoding } = options;
  return captureLine({
    input: input && encodeSide('INPUT', input, encoding),
    output: output && encodeSide('OUTPUT', output, encoding),
    eventId: jsonInner(options.eventId),
    inferenceId:
      options.inferenceId === undefined
        ? undefined
        : jsonInner(options.inferenceId),
    time: `${options.time.toISOString().slice(0, 19)}Z`,
  });
}

/** A record whose parts are JSON text already. */
export interface CaptureLineParts {
  /** Results of `captureSide`. */
  input?: string;
  output?: string;
  /** Inner JSON text of the ids and of the time. */
  eventId: string;
  inferenceId?: string;
  time: string;
}

/** Puts a record together from parts that are JSON text already: the fast path of the traffic generator. */
export function captureLine(parts: CaptureLineParts): string {
  const { input, output, inferenceId } = parts;
  let sides = input ?? '';
  if (output !== undefined) {
    sides = sides ? `${sides},${output}` : output;
  }
  const caller =
    inferenceId === undefined ? '' : `,"inferenceId":"${inferenceId}"`;
  return `{"captureData":{${sides}},"eventMetadata":{"eventId":"${parts.eventId}"${caller},"inferenceTime":"${parts.time}"},"eventVersion":"0"}`;
}

/**
 * One side of a record as JSON text.
 * @param data - inner JSON text of the payload (see `jsonInner`), or base64
 */
export function captureSide(
  mode: 'INPUT' | 'OUTPUT',
  contentType: string,
  data: string,
  encoding: CaptureEncoding,
): string {
  const key = mode === 'INPUT' ? 'endpointInput' : 'endpointOutput';
  return `"${key}":{"observedContentType":"${contentType}","mode":"${mode}","data":"${data}","encoding":"${encoding}"}`;
}

/** The text within the quotes of a JSON string. */
export function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Base64 of UTF-8 text. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function encodeSide(
  mode: 'INPUT' | 'OUTPUT',
  payload: CapturePayload,
  encoding: CaptureEncoding,
): string {
  return captureSide(
    mode,
    jsonInner(payload.contentType),
    encoding === 'BASE64' ? base64(payload.data) : jsonInner(payload.data),
    encoding,
  );
}
