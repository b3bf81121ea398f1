import type {
  LabelSettings,
  SimulatedEndpoint,
  SimulatedFleet,
  Traffic,
} from '../fleet/types';
import { CaptureSeries } from './CaptureSeries';
import {
  HOUR_MS,
  HourPrefixes,
  type LogFile,
  type LogFilePlan,
  type LogSeries,
} from './LogSeries';
import { Random } from './Random';

/** Milliseconds after the end of an hour at which its labels are there. */
const DELIVERY_MS = 60_000;

/**
 * Ground truth of one endpoint, all variants together: a file for each hour in which labels were collected, with those of the
 * decisions of one hour. Only decisions that are in the capture have labels.
 */
export class LabelSeries implements LogSeries {
  readonly bucket: string;
  /** `{prefix}/`. */
  readonly keyPrefix: string;
  readonly #name: string;
  readonly #labels: LabelSettings;
  readonly #payload: Traffic['payload'];
  readonly #variants: CaptureSeries[];
  readonly #firstHour: number;
  readonly #prefixes: HourPrefixes;

  /** The series of all endpoints that have ground truth. @param anchor - hour that the fleet's times are relative to */
  static ofFleet(fleet: SimulatedFleet, anchor: Date): LabelSeries[] {
    const firstHour = anchor.getTime() - fleet.historyHours * HOUR_MS;
    return fleet.endpoints.flatMap(endpoint => {
      const { labels, traffic } = endpoint;
      const variants = CaptureSeries.ofEndpoint(endpoint, anchor);
      return labels && traffic && variants.length > 0
        ? new LabelSeries(endpoint, { labels, traffic, variants, firstHour })
        : [];
    });
  }

  private constructor(
    { name }: SimulatedEndpoint,
    options: {
      labels: LabelSettings;
      traffic: Traffic;
      variants: CaptureSeries[];
      firstHour: number;
    },
  ) {
    const { labels, traffic, variants, firstHour } = options;
    this.bucket = labels.bucket;
    this.keyPrefix = `${labels.prefix}/`;
    this.#name = name;
    this.#labels = labels;
    this.#payload = traffic.payload;
    this.#variants = variants;
    this.#firstHour = firstHour;
    this.#prefixes = new HourPrefixes(this.keyPrefix);
  }

  hourPrefix(hour: number): string {
    return this.#prefixes.of(hour);
  }

  plan(hour: number): LogFilePlan[] {
    return this.#decided(hour) < this.#firstHour
      ? []
      : [
          {
            key: `${this.hourPrefix(hour)}labels.jsonl`,
            visibleAt: hour + HOUR_MS + DELIVERY_MS,
          },
        ];
  }

  write(hour: number): LogFile[] {
    return this.plan(hour).map(plan => ({
      ...plan,
      body: Buffer.from(this.#lines(this.#decided(hour))),
    }));
  }

  /** The hour whose decisions get their labels in an hour. */
  #decided(hour: number): number {
    return hour - this.#labels.delayHours * HOUR_MS;
  }

  #lines(hour: number): string {
    const { share, positive, negative } = this.#labels;
    const random = new Random(`labels ${this.#name} ${hour}`);
    let lines = '';
    for (const variant of this.#variants) {
      for (const { id, truths } of variant.requests(hour)) {
        const isLabelled = random.uniform() < share;
        const words = truths.map(truth =>
          random.uniform() < truth ? positive : negative,
        );
        if (isLabelled) {
          lines += `${this.#line(id, words)}\n`;
        }
      }
    }
    return lines;
  }

  #line(id: string, words: string[]): string {
    const groundTruthData =
      this.#payload === 'csv'
        ? { data: words.join('\n'), encoding: 'CSV' }
        : {
            data: JSON.stringify({
              instances: words.map(label => ({ label })),
            }),
            encoding: 'JSON',
          };
    return JSON.stringify({
      groundTruthData,
      eventMetadata: { eventId: id },
      eventVersion: '0',
    });
  }
}
