import { currentDeployment } from '../fleet/deployments';
import type { SimulatedEndpoint, SimulatedFleet } from '../fleet/types';
import { HOUR_MS } from '../traffic/LogSeries';
import { type ServedHour, ServedHours } from '../traffic/ServedHours';
import type { MetricQuery } from './metricQueries';

/** A value of a metric. */
export interface MetricPoint {
  /** Start of the period, epoch seconds. */
  timestamp: number;
  value: number;
}

/** Values that are added up, by metric of SageMaker. */
const COUNTS: Record<string, (hour: ServedHour) => number> = {
  Invocations: hour => hour.requests,
  Invocation4XXErrors: hour => hour.errors4xx,
  Invocation5XXErrors: hour => hour.errors5xx,
  // The model answers 4xx to what it cannot read and 5xx when it breaks, so all errors are the model's.
  InvocationModelErrors: hour => hour.errors4xx + hour.errors5xx,
};

const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;

/** The metrics that SageMaker publishes of a fleet's endpoints: namespace AWS/SageMaker, by endpoint and variant. */
export class EndpointMetrics {
  readonly #fleet: SimulatedFleet;
  readonly #anchor: Date;
  readonly #now: () => Date;
  readonly #served = new Map<string, ServedHours | undefined>();

  constructor(options: {
    fleet: SimulatedFleet;
    anchor: Date;
    now: () => Date;
  }) {
    this.#fleet = options.fleet;
    this.#anchor = options.anchor;
    this.#now = options.now;
  }

  /**
   * The points of a metric in the order of time; none for what there is not, as CloudWatch answers.
   * @param options - `start` and `end` are epoch milliseconds
   */
  points(
    query: MetricQuery,
    options: { accountId: string; region: string; start: number; end: number },
  ): MetricPoint[] {
    const valueOf = valueOfHour(query);
    const { EndpointName, VariantName } = query.dimensions;
    const endpoint = this.#fleet.endpoints.find(
      ({ name, accountId, region }) =>
        name === EndpointName &&
        region === options.region &&
        (accountId ?? this.#fleet.defaultAccountId) === options.accountId,
    );
    const served =
      endpoint && query.namespace === 'AWS/SageMaker'
        ? this.#servedBy(endpoint, VariantName)
        : undefined;
    if (!served || !valueOf) {
      return [];
    }
    const now = this.#now().getTime();
    const points: MetricPoint[] = [];
    const first = Math.ceil(options.start / HOUR_MS) * HOUR_MS;
    for (let hour = first; hour < options.end && hour <= now; hour += HOUR_MS) {
      const measured = served.at(hour, now);
      if (measured) {
        points.push({ timestamp: hour / 1000, value: valueOf(measured) });
      }
    }
    return points;
  }

  #servedBy(
    endpoint: SimulatedEndpoint,
    variantName: string | undefined,
  ): ServedHours | undefined {
    const seed = `${endpoint.name}/${variantName}`;
    if (!this.#served.has(seed)) {
      const { variants, shadows = [] } = currentDeployment(
        endpoint,
        this.#anchor,
        this.#anchor,
      );
      const total = variants.reduce((sum, { weight }) => sum + weight, 0);
      const variant = [...variants, ...shadows].find(
        ({ name }) => name === variantName,
      );
      this.#served.set(
        seed,
        variant &&
          ServedHours.of({
            served: endpoint,
            seed,
            share: variant.weight / total,
            anchor: this.#anchor.getTime(),
            historyHours: this.#fleet.historyHours,
          }),
      );
    }
    return this.#served.get(seed);
  }
}

function valueOfHour({
  metric,
  stat,
  period,
}: MetricQuery): ((hour: ServedHour) => number) | undefined {
  if (period !== HOUR_MS / 1000) {
    return undefined;
  }
  if (stat === 'Sum') {
    return COUNTS[metric];
  }
  const percentile = PERCENTILES.find(name => name === stat);
  // CloudWatch has latencies in microseconds.
  return metric === 'ModelLatency' && percentile
    ? hour => Math.round(hour.latencyMs[percentile] * 1000)
    : undefined;
}
