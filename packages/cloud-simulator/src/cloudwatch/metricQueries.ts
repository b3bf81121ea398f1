import { ServiceError } from '../http/wire';

/** Most queries of a call. */
const MAX_QUERIES = 500;
/** Most points of an answer. */
const MAX_POINTS = 100_800;

/** One metric that is asked for. */
export interface MetricQuery {
  id: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  /** Seconds. */
  period: number;
  stat: string;
}

/** A call of `GetMetricData`. */
export interface MetricDataRequest {
  queries: MetricQuery[];
  /** Epoch milliseconds. */
  start: number;
  end: number;
  maxPoints: number;
  /** Points that earlier pages held. */
  offset: number;
}

/**
 * Checks the input of `GetMetricData` as CloudWatch does. Only what the simulator can answer is taken: no expressions,
 * whole hours.
 * @throws ServiceError in CloudWatch's words
 */
export function readMetricDataRequest(input: any): MetricDataRequest {
  const queries = input?.MetricDataQueries;
  if (!Array.isArray(queries) || queries.length === 0) {
    throw invalid('The parameter MetricDataQueries is required.');
  }
  if (queries.length > MAX_QUERIES) {
    throw invalid(
      `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
    );
  }
  const [start, end] = [input.StartTime, input.EndTime].map(
    seconds => Number(seconds) * 1000,
  );
  if (!(start < end)) {
    throw invalid('The parameter StartTime must be less than EndTime.');
  }
  const maxPoints = input.MaxDatapoints ?? MAX_POINTS;
  if (!(maxPoints >= 1 && maxPoints <= MAX_POINTS)) {
    throw invalid(
      `The parameter MaxDatapoints must be between 1 and ${MAX_POINTS}.`,
    );
  }
  const ids = new Set(queries.map(({ Id }) => Id));
  if (ids.size < queries.length) {
    throw invalid('The parameter MetricDataQueries has duplicate ids.');
  }
  return {
    queries: queries.map(readQuery),
    start,
    end,
    maxPoints,
    offset: input.NextToken === undefined ? 0 : readToken(input.NextToken),
  };
}

/** Token of the page that begins after so many points. */
export function toToken(offset: number): string {
  return Buffer.from(`points ${offset}`).toString('base64');
}

function readToken(token: string): number {
  const text = Buffer.from(String(token), 'base64').toString('utf8');
  const offset = /^points (\d+)$/.exec(text)?.[1];
  if (offset === undefined) {
    throw new ServiceError(
      400,
      'InvalidNextToken',
      'The next token specified is invalid.',
    );
  }
  return Number(offset);
}

function readQuery(query: any): MetricQuery {
  const { Id, MetricStat } = query ?? {};
  if (typeof Id !== 'string' || !/^[a-z]\w{0,254}$/.test(Id)) {
    throw invalid(
      `The value ${Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  const { Metric, Period, Stat } = MetricStat ?? {};
  if (!Metric?.MetricName || !Metric.Namespace || !Stat) {
    throw invalid(`The query ${Id} has no complete MetricStat.`);
  }
  if (!(Period > 0) || Period % 3600 !== 0) {
    throw invalid(
      `The query ${Id} has a period of ${Period} seconds; the simulator knows whole hours only.`,
    );
  }
  return {
    id: Id,
    namespace: Metric.Namespace,
    metric: Metric.MetricName,
    dimensions: Object.fromEntries(
      (Metric.Dimensions ?? []).map(({ Name, Value }: any) => [Name, Value]),
    ),
    period: Period,
    stat: Stat,
  };
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, 'ValidationError', message);
}
