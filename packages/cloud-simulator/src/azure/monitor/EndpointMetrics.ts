import type {
  AzureOnlineEndpoint,
  AzureWorkspace,
  SimulatedAzure,
} from '../../fleet/azureTypes';
import { seedOf, shareOf } from '../../fleet/azureShares';
import { HOUR_MS } from '../../traffic/LogSeries';
import { type ServedHour, ServedHours } from '../../traffic/ServedHours';
import type { MetricsQuery } from './metricsQuery';

const MINUTES = 60;

/** An online endpoint and how its deployments serve. */
export interface MeasuredEndpoint {
  subscription: string;
  region: string;
  deployments: { name: string; served: ServedHours }[];
}

/** Dimensions of a series with the value of an hour's minute, or of the whole hour. */
interface Series {
  dimensions: Record<string, string>;
  /** Requests of an hour, or milliseconds. */
  valueOf: (hour: ServedHour) => number;
  served: ServedHours;
}

/** The metrics that Azure ML publishes of the fleet's online endpoints. */
export class EndpointMetrics {
  readonly #endpoints = new Map<string, MeasuredEndpoint>();
  readonly #now: () => Date;

  constructor(options: {
    azure: SimulatedAzure;
    historyHours: number;
    anchor: Date;
    now: () => Date;
  }) {
    this.#now = options.now;
    for (const workspace of options.azure.workspaces) {
      for (const endpoint of workspace.endpoints) {
        this.#endpoints.set(idOf(workspace, endpoint).toLowerCase(), {
          subscription: workspace.subscriptionId,
          region: workspace.location,
          deployments: endpoint.deployments.flatMap(deployment => {
            const share = shareOf(endpoint, deployment);
            const served =
              share > 0
                ? ServedHours.of({
                    served: endpoint,
                    seed: seedOf(endpoint, deployment),
                    share,
                    anchor: options.anchor.getTime(),
                    historyHours: options.historyHours,
                  })
                : undefined;
            return served ? [{ name: deployment.name, served }] : [];
          }),
        });
      }
    }
  }

  /** The endpoint with an ARM id; undefined when there is none. */
  find(resourceId: string): MeasuredEndpoint | undefined {
    return this.#endpoints.get(resourceId.toLowerCase());
  }

  /** Metrics of an endpoint as Azure Monitor tells them. */
  values(endpoint: MeasuredEndpoint, query: MetricsQuery): unknown[] {
    return query.metrics.map(metric => ({
      id: metric,
      type: 'Microsoft.Insights/metrics',
      name: { value: metric, localizedValue: metric },
      unit: metric === 'RequestsPerMinute' ? 'Count' : 'MilliSeconds',
      errorCode: 'Success',
      timeseries: seriesOf(endpoint, metric, query.splitBy)
        .slice(0, query.top)
        .map(series => ({
          metadatavalues: Object.entries(series.dimensions).map(
            ([name, value]) => ({
              name: { value: name, localizedValue: name },
              value,
            }),
          ),
          data: this.#points(metric, series, query),
        })),
    }));
  }

  #points(
    metric: string,
    { served, valueOf }: Series,
    { start, end, intervalMs }: MetricsQuery,
  ): { timeStamp: string; average?: number }[] {
    const now = this.#now().getTime();
    const points = [];
    for (let at = start; at < end; at += intervalMs) {
      const hourStart = Math.floor(at / HOUR_MS) * HOUR_MS;
      const hour = served.at(hourStart, now);
      let average: number | undefined;
      if (hour && metric !== 'RequestsPerMinute') {
        average = valueOf(hour);
      } else if (hour) {
        const total = valueOf(hour);
        const minute = Math.floor((at - hourStart) / 60_000);
        average =
          intervalMs === HOUR_MS
            ? total / MINUTES
            : Math.floor(((minute + 1) * total) / MINUTES) -
              Math.floor((minute * total) / MINUTES);
      }
      points.push({
        timeStamp: new Date(at).toISOString(),
        ...(average !== undefined && { average }),
      });
    }
    return points;
  }
}

function idOf(workspace: AzureWorkspace, endpoint: AzureOnlineEndpoint) {
  const { subscriptionId, resourceGroup, name } = workspace;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${name}/onlineEndpoints/${endpoint.name}`;
}

function seriesOf(
  { deployments }: MeasuredEndpoint,
  metric: string,
  splitBy: string[],
): Series[] {
  const percentile = metric.match(/_P(50|90|95|99)$/)?.[1];
  return deployments.flatMap(({ name, served }): Series[] => {
    const deployment: Record<string, string> = splitBy.includes('deployment')
      ? { deployment: name }
      : {};
    if (metric !== 'RequestsPerMinute') {
      const key = percentile ? (`p${percentile}` as 'p50') : 'mean';
      return [
        {
          dimensions: deployment,
          served,
          valueOf: ({ latencyMs }) => latencyMs[key],
        },
      ];
    }
    const classes: Record<string, (hour: ServedHour) => number> = {
      '2xx': hour => hour.requests - hour.errors4xx - hour.errors5xx,
      '4xx': hour => hour.errors4xx,
      '5xx': hour => hour.errors5xx,
    };
    return splitBy.includes('statusCodeClass')
      ? Object.entries(classes).map(([statusCodeClass, valueOf]) => ({
          dimensions: { ...deployment, statusCodeClass },
          served,
          valueOf,
        }))
      : [{ dimensions: deployment, served, valueOf: hour => hour.requests }];
  });
}
