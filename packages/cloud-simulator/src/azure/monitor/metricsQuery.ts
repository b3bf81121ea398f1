import { ServiceError } from '../../http/wire';
import { HOUR_MS } from '../../traffic/LogSeries';

/** Namespace of the metrics that there are. */
const NAMESPACE =
  'Microsoft.MachineLearningServices/workspaces/onlineEndpoints';

/** Intervals by their ISO 8601 durations, in milliseconds. */
const INTERVALS = { PT1M: 60_000, PT1H: HOUR_MS };

/** Dimensions of metrics. */
const DIMENSIONS: Record<string, string[]> = {
  RequestLatency: ['deployment'],
  RequestLatency_P50: ['deployment'],
  RequestLatency_P90: ['deployment'],
  RequestLatency_P95: ['deployment'],
  RequestLatency_P99: ['deployment'],
  RequestsPerMinute: ['deployment', 'statusCodeClass'],
};

/** What a batch asks for. */
export interface MetricsQuery {
  namespace: string;
  metrics: string[];
  /** Epoch milliseconds. */
  start: number;
  end: number;
  interval: keyof typeof INTERVALS;
  intervalMs: number;
  /** Dimensions by which series are told apart. */
  splitBy: string[];
  /** Most series of a metric. */
  top: number;
}

/** Reads the query of a batch. @throws ServiceError BadRequest when Azure would not take it */
export function readMetricsQuery(query: URLSearchParams): MetricsQuery {
  const names = new Map(
    [...query].map(([name, value]) => [name.toLowerCase(), value]),
  );
  const read = (name: string) => {
    const value = names.get(name);
    if (!value) {
      throw badRequest(`The query parameter ${name} is missing.`);
    }
    return value;
  };
  read('api-version');
  const namespace = read('metricnamespace');
  const metrics = read('metricnames').split(',');
  const interval = read('interval') as MetricsQuery['interval'];
  const start = Date.parse(read('starttime'));
  const end = Date.parse(read('endtime'));
  const filter = names.get('filter') ?? '';
  const splitBy = filter
    ? filter.split(' and ').map(part => {
        const match = part.match(/^(\w+) eq '\*'$/);
        if (!match) {
          throw badRequest(`The filter ${filter} cannot be read.`);
        }
        return match[1];
      })
    : [];
  const unknown = metrics.find(name => !(name in DIMENSIONS));
  if (namespace.toLowerCase() !== NAMESPACE.toLowerCase() || unknown) {
    throw badRequest(`There is no metric ${unknown} in ${namespace}.`);
  }
  for (const metric of metrics) {
    const without = splitBy.find(name => !DIMENSIONS[metric].includes(name));
    if (without) {
      throw badRequest(`Metric ${metric} has no dimension ${without}.`);
    }
  }
  if (!(interval in INTERVALS) || !(start < end)) {
    throw badRequest('The interval or the time span is not valid.');
  }
  if (read('aggregation').toLowerCase() !== 'average') {
    throw badRequest('The only aggregation of these metrics is average.');
  }
  return {
    namespace,
    metrics,
    start,
    end,
    interval,
    intervalMs: INTERVALS[interval],
    splitBy,
    top: Number(names.get('top') ?? 10),
  };
}

function badRequest(message: string): ServiceError {
  return new ServiceError(400, 'BadRequest', message);
}
