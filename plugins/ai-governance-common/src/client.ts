import { ResponseError } from '@backstage/errors';
import {
  type BaselineRequest,
  type BaselineVersion,
  REFERENCE_FORMATS,
  type ReferenceFormat,
} from './baselines';
import type {
  ColumnDistribution,
  DriftHistoryPoint,
  DriftMethod,
  DriftRun,
} from './drift';
import type { RootCause } from './rootCause';
import type { ModelDetail, ModelSummary, RunStatus } from './runs';

/** What the client needs of its surroundings. @public */
export interface AiGovernanceClientOptions {
  /** Finds the base URL of the plugin, as Backstage's discovery API does. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Fetches with the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
}

/**
 * The TypeScript SDK: one method per operation of `/api/ai-governance/v1`.
 * Every method throws a `ResponseError` that carries the server's error name and message.
 * @public
 */
export class AiGovernanceClient {
  readonly #discoveryApi: AiGovernanceClientOptions['discoveryApi'];
  readonly #fetchApi: AiGovernanceClientOptions['fetchApi'];

  constructor(options: AiGovernanceClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** One page of the models the caller may read. */
  async listModels(
    options: { cursor?: string; limit?: number } = {},
  ): Promise<{ items: ModelSummary[]; nextCursor: string | null }> {
    return this.#request('GET', '/models', { ...options });
  }

  /** A model with its monitor and the state of its runs. */
  async getModel(modelId: string): Promise<ModelDetail> {
    return this.#request('GET', `/models/${encodeURIComponent(modelId)}`);
  }

  /** The latest comparison of each variant; empty before the first one. */
  async getDrift(modelId: string): Promise<{ runs: DriftRun[] }> {
    return this.#request('GET', `/models/${encodeURIComponent(modelId)}/drift`);
  }

  /**
   * History of one variant's columns, oldest point first.
   * @param options - `since` and `until` are ISO instants; all columns and methods when none is named
   */
  async getDriftHistory(
    modelId: string,
    options: {
      variant: string;
      column?: string;
      method?: DriftMethod;
      since?: string;
      until?: string;
    },
  ): Promise<{ points: DriftHistoryPoint[] }> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/drift/history`,
      options,
    );
  }

  /** Distribution of one column as the latest comparison saw it. */
  async getDistribution(
    modelId: string,
    options: { variant: string; column: string },
  ): Promise<ColumnDistribution> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/drift/distribution`,
      options,
    );
  }

  /** What is known of the cause of a variant's drift; null when nothing has drifted. */
  async getRootCause(
    modelId: string,
    options: { variant: string },
  ): Promise<{ rootCause: RootCause | null }> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/drift/root-cause`,
      options,
    );
  }

  /** Every baseline the model had, the latest first. */
  async getBaselines(
    modelId: string,
  ): Promise<{ baselines: BaselineVersion[] }> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/baselines`,
    );
  }

  /** Chooses the baseline and starts a run that compares with it. */
  async setBaseline(
    modelId: string,
    baseline: BaselineRequest,
  ): Promise<RunStatus> {
    return this.#request(
      'POST',
      `/models/${encodeURIComponent(modelId)}/baselines`,
      {},
      {
        type: 'application/json',
        content: JSON.stringify(baseline),
      },
    );
  }

  /**
   * Uploads a reference as the baseline and starts a run that compares with it.
   * @param options - `label`: name of the file, only shown; `reason`: why, in words
   */
  async uploadBaseline(
    modelId: string,
    file: Blob | string,
    options: { format: ReferenceFormat; label: string; reason: string },
  ): Promise<RunStatus> {
    const { format, ...query } = options;
    return this.#request(
      'POST',
      `/models/${encodeURIComponent(modelId)}/baselines/upload`,
      query,
      { type: REFERENCE_FORMATS[format], content: file },
    );
  }

  /** Starts a run, or returns the one that is already under way. */
  async startRun(modelId: string): Promise<RunStatus> {
    return this.#request('POST', `/models/${encodeURIComponent(modelId)}/runs`);
  }

  /** State of one run. */
  async getRun(modelId: string, runId: string): Promise<RunStatus> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/runs/${encodeURIComponent(
        runId,
      )}`,
    );
  }

  async #request<T>(
    method: 'GET' | 'POST',
    path: string,
    query: Record<string, string | number | undefined> = {},
    body?: { type: string; content: Blob | string },
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('ai-governance');
    const url = new URL(`${baseUrl}/v1${path}`);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) {
        url.searchParams.set(key, String(value));
      }
    }
    const response = await this.#fetchApi.fetch(url.toString(), {
      method,
      ...(body && {
        headers: { 'Content-Type': body.type },
        body: body.content,
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
