import type { SimulatedAzure } from '../../fleet/azureTypes';
import {
  jsonResponse,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../../http/wire';
import { EndpointMetrics } from './EndpointMetrics';
import { readMetricsQuery } from './metricsQuery';

const MAX_RESOURCES = 50;

/**
 * Azure Monitor's metrics of many resources at once, with the region as the first part of the path:
 * `POST /{region}/subscriptions/{id}/metrics:getBatch`. It knows the online endpoints of the fleet.
 */
export class MonitorService implements SimulatedService {
  readonly name = 'monitor';
  readonly #metrics: EndpointMetrics;

  constructor(options: {
    azure: SimulatedAzure;
    historyHours: number;
    anchor: Date;
    now: () => Date;
  }) {
    this.#metrics = new EndpointMetrics(options);
  }

  identify(request: WireRequest): ServiceCall {
    const address = readAddress(request);
    return {
      operation: address ? 'GetBatch' : `${request.method} ${request.path}`,
      resource: address ? readResources(request.body).join(' ') : request.path,
      accountId: address?.subscription,
      region: address?.region,
    };
  }

  handle(request: WireRequest): WireResponse {
    const address = readAddress(request);
    if (!address) {
      throw new ServiceError(404, 'NotFound', 'There is no such operation.');
    }
    const resources = readResources(request.body);
    if (resources.length === 0 || resources.length > MAX_RESOURCES) {
      throw new ServiceError(
        400,
        'BadRequest',
        `A batch has between 1 and ${MAX_RESOURCES} resource ids, this one has ${resources.length}.`,
      );
    }
    const query = readMetricsQuery(request.query);
    const values = resources.map(resourceid => {
      const endpoint = this.#metrics.find(resourceid);
      if (!endpoint) {
        throw new ServiceError(
          404,
          'ResourceNotFound',
          `The Resource '${resourceid}' was not found.`,
        );
      }
      if (
        endpoint.region !== address.region ||
        endpoint.subscription !== address.subscription
      ) {
        throw new ServiceError(
          400,
          'BadRequest',
          `Resource '${resourceid}' is not in subscription ${address.subscription} and region ${address.region}.`,
        );
      }
      return {
        starttime: new Date(query.start).toISOString(),
        endtime: new Date(query.end).toISOString(),
        interval: query.interval,
        namespace: query.namespace,
        resourceregion: endpoint.region,
        resourceid,
        value: this.#metrics.values(endpoint, query),
      };
    });
    return jsonResponse(200, { values });
  }

  error(error: WireError): WireResponse {
    const { status, code, message, retryAfterSeconds } = error;
    return jsonResponse(
      status,
      { error: { code, message } },
      retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(retryAfterSeconds) },
    );
  }
}

function readAddress({ method, path }: WireRequest) {
  const match = path.match(
    /^\/([a-z0-9]+)\/subscriptions\/([^/]+)\/metrics:getBatch$/,
  );
  return method === 'POST' && match
    ? { region: match[1], subscription: match[2] }
    : undefined;
}

function readResources(body: Buffer): string[] {
  try {
    const { resourceids } = JSON.parse(body.toString('utf8'));
    return Array.isArray(resourceids) ? resourceids.map(String) : [];
  } catch {
    return [];
  }
}
