import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  RestError,
} from '@azure/core-rest-pipeline';
import type { ServiceSettings } from '../settings';

const API_VERSION = '2023-10-01';
const SCOPE = 'https://metrics.monitor.azure.com/.default';
const TIMEOUT_MS = 60_000;
const MAX_RETRY_DELAY_MS = 30_000;

/** Most resources of one call. */
export const MAX_RESOURCES = 50;

/** Series of a metric: 50 deployments with all classes of status codes. Azure gives ten unless it is told. */
const MAX_SERIES = 250;

/** What is asked of many resources at once. */
export interface BatchQuery {
  subscription: string;
  region: string;
  /** ARM ids, at most 50, all in that subscription and region. */
  resourceIds: string[];
  namespace: string;
  metrics: string[];
  /** Dimensions by which series are told apart. */
  splitBy: string[];
  interval: 'PT1M' | 'PT1H';
  since: Date;
  until: Date;
  signal: AbortSignal;
}

/** Part of the answer that is read here. */
export interface ResourceMetrics {
  resourceid: string;
  value: {
    name: { value: string };
    errorCode?: string;
    errorMessage?: string;
    timeseries: {
      metadatavalues?: { name: { value: string }; value: string }[];
      data: { timeStamp: string; average?: number | null }[];
    }[];
  }[];
}

/**
 * Azure Monitor's data plane of metrics: `metrics:getBatch`. Throttled calls are sent again when Azure says (429 with
 * Retry-After), and so are server errors after growing pauses.
 */
export class MetricsClient {
  readonly #settings: ServiceSettings;
  readonly #credential: () => TokenCredential;
  readonly #http: HttpClient = createDefaultHttpClient();
  #pipeline: Pipeline | undefined;

  /** @param options - `credential` is asked for when the first token is needed */
  constructor(options: {
    settings: ServiceSettings;
    credential: () => TokenCredential;
  }) {
    this.#settings = options.settings;
    this.#credential = options.credential;
  }

  /** Host that requests for a region go to, for messages. */
  hostOf(region: string): string {
    return new URL(this.#urlOf(region)).host;
  }

  /**
   * Reads metrics of up to 50 resources, by their average in each interval.
   * @throws RestError for what Azure refuses; errors of the identity and of the network
   */
  async getBatch(query: BatchQuery): Promise<ResourceMetrics[]> {
    const parameters = new URLSearchParams({
      'api-version': API_VERSION,
      metricnamespace: query.namespace,
      metricnames: query.metrics.join(','),
      starttime: query.since.toISOString(),
      endtime: query.until.toISOString(),
      interval: query.interval,
      aggregation: 'average',
      filter: query.splitBy.map(name => `${name} eq '*'`).join(' and '),
      top: String(MAX_SERIES),
    });
    const request = createPipelineRequest({
      method: 'POST',
      url: `${this.#urlOf(query.region)}/subscriptions/${encodeURIComponent(
        query.subscription,
      )}/metrics:getBatch?${parameters}`,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      body: JSON.stringify({ resourceids: query.resourceIds }),
      abortSignal: query.signal,
      timeout: TIMEOUT_MS,
      allowInsecureConnection: this.#settings.insecure,
    });
    this.#pipeline ??= this.#createPipeline();
    const response = await this.#pipeline.sendRequest(this.#http, request);
    const body = parse(response.bodyAsText);
    if (response.status !== 200 || !Array.isArray(body?.values)) {
      const { code, message } = body?.error ?? body ?? {};
      throw new RestError(
        String(message ?? 'The answer is not what was asked for'),
        {
          code: code === undefined ? undefined : String(code),
          statusCode: response.status,
          request,
          response,
        },
      );
    }
    return body.values;
  }

  #urlOf(region: string): string {
    const { endpoint } = this.#settings;
    return endpoint
      ? `${endpoint}/${region}`
      : `https://${region}.metrics.monitor.azure.com`;
  }

  #createPipeline(): Pipeline {
    const pipeline = createPipelineFromOptions({
      retryOptions: {
        maxRetries: this.#settings.maxAttempts - 1,
        maxRetryDelayInMs: MAX_RETRY_DELAY_MS,
      },
      userAgentOptions: { userAgentPrefix: 'backstage-ai-governance' },
    });
    if (!this.#settings.insecure) {
      pipeline.addPolicy(
        bearerTokenAuthenticationPolicy({
          credential: this.#credential(),
          scopes: SCOPE,
        }),
        { phase: 'Sign' },
      );
    }
    return pipeline;
  }
}

function parse(text: string | null | undefined) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
