import { readCaller } from '../aws/signature';
import type { SimulatedFleet } from '../fleet/types';
import {
  jsonResponse,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import { EndpointMetrics } from './EndpointMetrics';
import { readMetricDataRequest, toToken } from './metricQueries';

const TARGET_PREFIX = 'GraniteServiceVersion20100801.';

/** CloudWatch's `GetMetricData` in AWS JSON 1.0, as the current SDKs for JavaScript speak it. */
export class CloudWatchService implements SimulatedService {
  readonly name = 'cloudwatch';
  readonly #accountOf: (accessKeyId: string) => string;
  readonly #metrics: EndpointMetrics;

  /** @param options - `anchor`: the hour that the fleet's times are relative to; `accountOf`: the account of an access key */
  constructor(options: {
    fleet: SimulatedFleet;
    accountOf: (accessKeyId: string) => string;
    anchor: Date;
    now: () => Date;
  }) {
    this.#accountOf = options.accountOf;
    this.#metrics = new EndpointMetrics(options);
  }

  identify(request: WireRequest): ServiceCall {
    const target = String(request.headers['x-amz-target'] ?? '');
    const caller = readCaller(request, this.#accountOf);
    return {
      operation: target.replace(TARGET_PREFIX, ''),
      resource: '',
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    const { accountId, region, operation } = call;
    if (!accountId || !region) {
      throw new ServiceError(
        403,
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
      );
    }
    if (operation !== 'GetMetricData') {
      throw new ServiceError(
        404,
        'UnknownOperationException',
        `The simulator does not know ${operation}`,
      );
    }
    return answer(
      200,
      this.#getMetricData(parse(request.body), {
        accountId,
        region,
        emptyPage: call.emptyPage ?? false,
      }),
    );
  }

  error(error: WireError): WireResponse {
    const { status, code, message, retryAfterSeconds } = error;
    return answer(
      status,
      { __type: `com.amazonaws.cloudwatch#${code}`, message },
      {
        'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}`,
        ...(retryAfterSeconds !== undefined && {
          'retry-after': String(retryAfterSeconds),
        }),
      },
    );
  }

  /** A page ends after so many points, also in the middle of a metric, which goes on in the next one. */
  #getMetricData(
    input: unknown,
    scope: { accountId: string; region: string; emptyPage: boolean },
  ): object {
    const request = readMetricDataRequest(input);
    if (scope.emptyPage) {
      return {
        MetricDataResults: [],
        NextToken: toToken(request.offset),
        Messages: [],
      };
    }
    let skip = request.offset;
    let left = request.maxPoints;
    let more = false;
    const results: object[] = [];
    for (const query of request.queries) {
      const all = this.#metrics.points(query, { ...scope, ...request });
      const rest = all.slice(skip);
      const wasTold = skip >= all.length && request.offset > 0;
      skip = Math.max(0, skip - all.length);
      const page = rest.slice(0, left);
      const isCut = page.length < rest.length;
      more ||= isCut;
      if (!wasTold && (left > 0 || rest.length === 0)) {
        results.push({
          Id: query.id,
          Label: query.metric,
          Timestamps: page.map(({ timestamp }) => timestamp),
          Values: page.map(({ value }) => value),
          StatusCode: isCut ? 'PartialData' : 'Complete',
        });
      }
      left -= page.length;
    }
    return {
      MetricDataResults: results,
      Messages: [],
      ...(more && {
        NextToken: toToken(request.offset + request.maxPoints - left),
      }),
    };
  }
}

/** @throws ServiceError when the body is not JSON */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError(
      400,
      'SerializationException',
      'The request body is not JSON',
    );
  }
}

function answer(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): WireResponse {
  return jsonResponse(status, body, {
    ...headers,
    'content-type': 'application/x-amz-json-1.0',
  });
}
