import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** One metric of a variant. */
interface Metric {
  name: string;
  stat: string;
  /** Puts a value of CloudWatch into an hour. */
  put: (hour: ServiceHour, value: number) => void;
}

/** CloudWatch has latencies in microseconds. */
const MICROSECONDS = 1000;

const METRICS: Metric[] = [
  {
    name: 'Invocations',
    stat: 'Sum',
    put: (hour, value) => {
      hour.invocations = value;
    },
  },
  {
    name: 'Invocation4XXErrors',
    stat: 'Sum',
    put: (hour, value) => {
      hour.errors4xx = value;
    },
  },
  {
    name: 'Invocation5XXErrors',
    stat: 'Sum',
    put: (hour, value) => {
      hour.errors5xx = value;
    },
  },
  {
    name: 'InvocationModelErrors',
    stat: 'Sum',
    put: (hour, value) => {
      hour.modelErrors = value;
    },
  },
  ...(['p50', 'p95', 'p99'] as const).map(
    (percentile): Metric => ({
      name: 'ModelLatency',
      stat: percentile,
      put: (hour, value) => {
        hour.latencyMs[percentile] = value / MICROSECONDS;
      },
    }),
  ),
];

/** Metrics that are asked for of each variant. */
export const METRICS_PER_VARIANT = METRICS.length;

/** A variant of which metrics are asked for. */
export interface AskedVariant {
  /** Name of the SageMaker endpoint. */
  endpoint: string;
  variant: string;
}

/** The queries of some variants. Their ids name the variant's position and the metric's. */
export function toQueries(variants: AskedVariant[]): MetricDataQuery[] {
  return variants.flatMap(({ endpoint, variant }, position) =>
    METRICS.map(({ name, stat }, metric) => ({
      Id: `v${position}_${metric}`,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/SageMaker',
          MetricName: name,
          Dimensions: [
            { Name: 'EndpointName', Value: endpoint },
            { Name: 'VariantName', Value: variant },
          ],
        },
        Period: 3600,
        Stat: stat,
      },
    })),
  );
}

/** Hours of variants, put together from single values. */
export class HourTable {
  readonly #variants: AskedVariant[];
  readonly #hours: Map<string, ServiceHour>[];

  /** @param variants - those that the queries were made of, in the same order */
  constructor(variants: AskedVariant[]) {
    this.#variants = variants;
    this.#hours = variants.map(() => new Map());
  }

  /** Puts a value in its place. @param queryId - from `toQueries` */
  put(queryId: string, at: Date, value: number): void {
    const [position, metric] = queryId.slice(1).split('_').map(Number);
    const hours = this.#hours[position];
    const start = at.toISOString();
    const hour = hours.get(start) ?? {
      variant: this.#variants[position].variant,
      hour: start,
      invocations: null,
      errors4xx: null,
      errors5xx: null,
      modelErrors: null,
      latencyMs: { p50: null, p95: null, p99: null },
    };
    METRICS[metric].put(hour, value);
    hours.set(start, hour);
  }

  /**
   * The hours of a variant in the order of time. CloudWatch publishes errors only when there are any or together with
   * requests, so an hour with requests and without a count of errors had none.
   */
  hours(position: number): ServiceHour[] {
    return [...this.#hours[position].values()]
      .map(hour =>
        hour.invocations === null
          ? hour
          : {
              ...hour,
              errors4xx: hour.errors4xx ?? 0,
              errors5xx: hour.errors5xx ?? 0,
            },
      )
      .sort((a, b) => (a.hour < b.hour ? -1 : 1));
  }
}
