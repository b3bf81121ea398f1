import { currentDeployment } from '../fleet/deployments';
import type {
  CaptureSettings,
  SimulatedColumn,
  SimulatedEndpoint,
  SimulatedFleet,
  Traffic,
  Treatment,
} from '../fleet/types';
import {
  HourPrefixes,
  type LogFile,
  type LogFilePlan,
  type LogSeries,
} from './LogSeries';
import { malformedLine } from './malformedLine';
import { RecordWriter } from './RecordWriter';
import { RequestHours, SLICE_MS, type SlicePlan, two } from './RequestHours';

/** Fastest and slowest delivery after the last event of a file, in milliseconds. */
const DELIVERY_MS = { fastest: 60_000, slowest: 150_000 };

/** The SageMaker Data Capture files of one endpoint variant, three an hour. */
export class CaptureSeries implements LogSeries {
  /** `{prefix}/{endpoint}/{variant}/`. */
  readonly keyPrefix: string;
  readonly bucket: string;
  readonly #requests: RequestHours;
  readonly #prefixes: HourPrefixes;
  readonly #traffic: Traffic;
  readonly #columns: SimulatedColumn[];
  readonly #treatments: Treatment[] | undefined;
  /** Whether capture logs payloads as text; else as base64. */
  readonly #text: boolean;

  /** The series of all variants that capture. @param anchor - hour that the fleet's times are relative to */
  static ofFleet(fleet: SimulatedFleet, anchor: Date): CaptureSeries[] {
    return fleet.endpoints.flatMap(endpoint =>
      CaptureSeries.ofEndpoint(endpoint, anchor),
    );
  }

  /** The series of an endpoint's variants; none when it does not capture. */
  static ofEndpoint(
    endpoint: SimulatedEndpoint,
    anchor: Date,
  ): CaptureSeries[] {
    const { capture, traffic } = endpoint;
    if (!capture?.enabled || !traffic) {
      return [];
    }
    const { variants } = currentDeployment(endpoint, anchor, anchor);
    const total = variants.reduce((sum, { weight }) => sum + weight, 0);
    return variants.map(
      variant =>
        new CaptureSeries({
          endpoint,
          capture,
          traffic,
          variant: variant.name,
          share: variant.weight / total,
          anchor: anchor.getTime(),
        }),
    );
  }

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
    const { endpoint, capture, traffic, variant, share, anchor } = options;
    this.#columns = endpoint.columns;
    this.#treatments = endpoint.treatments;
    this.#traffic = traffic;
    this.#requests = new RequestHours({
      seed: `${endpoint.name}/${variant}`,
      traffic,
      story: endpoint.story,
      share,
      anchor,
    });
    this.bucket = capture.bucket;
    this.keyPrefix = `${capture.prefix}/${endpoint.name}/${variant}/`;
    this.#prefixes = new HourPrefixes(this.keyPrefix);
    const textTypes =
      traffic.payload === 'json'
        ? capture.jsonContentTypes
        : capture.csvContentTypes;
    const type = RecordWriter.requestType(traffic.payload);
    this.#text = textTypes?.includes(type) ?? false;
  }

  hourPrefix(hour: number): string {
    return this.#prefixes.of(hour);
  }

  plan(hour: number): LogFilePlan[] {
    return this.#requests.plan(hour).map(slice => this.#filePlan(hour, slice));
  }

  write(hour: number): LogFile[] {
    const writer = this.#writer(hour);
    const slices = this.#requests.write<string>(hour, {
      log: (random, time) => writer.line(random, time),
      malformed: malformedLine,
    });
    return slices.map(slice => ({
      ...this.#filePlan(hour, slice),
      body: Buffer.from(slice.logs.map(({ log }) => `${log}\n`).join('')),
    }));
  }

  /** Whose the requests of an hour were, and the true probabilities of their rows. */
  requests(hour: number): { id: string; truths: number[] }[] {
    const writer = this.#writer(hour);
    const requests: { id: string; truths: number[] }[] = [];
    this.#requests.write<string>(hour, {
      log: (random, time) => {
        const line = writer.line(random, time);
        requests.push(writer.written);
        return line;
      },
      malformed: malformedLine,
    });
    return requests;
  }

  #writer(hour: number): RecordWriter {
    return new RecordWriter({
      columns: this.#columns,
      traffic: this.#traffic,
      treatments: this.#treatments,
      text: this.#text,
      level: this.#requests.level(hour),
    });
  }

  #filePlan(hour: number, plan: SlicePlan): LogFilePlan {
    const { slice, firstRequest, uuid, delivery } = plan;
    const start = slice * SLICE_MS + firstRequest;
    const name = `${two(start / 60_000)}-${two((start / 1000) % 60)}-${String(
      start % 1000,
    ).padStart(3, '0')}`;
    const delay =
      DELIVERY_MS.fastest +
      Math.floor(delivery * (DELIVERY_MS.slowest - DELIVERY_MS.fastest));
    return {
      key: `${this.hourPrefix(hour)}${name}-${uuid}.jsonl`,
      visibleAt: hour + (slice + 1) * SLICE_MS + delay,
    };
  }
}
