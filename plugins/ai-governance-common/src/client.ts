import {
  type BaselineRequest,
  type BaselineVersion,
  REFERENCE_FORMATS,
  type ReferenceFormat,
} from './baselines';
import type { SeenVersion } from './deployment';
import type { ColumnsAnswer, ColumnsRequest, WatchedColumns } from './columns';
import type {
  ColumnDistribution,
  DriftHistoryPoint,
  DriftMethod,
  DriftRun,
} from './drift';
import type {
  FleetFilter,
  FleetOrder,
  FleetSummary,
  FleetVersion,
  InventoryIssue,
  InventoryPage,
} from './fleet';
import type { ModelHealth } from './health';
import { pushBody, type Query, type RequestBody, sendRequest } from './http';
import type { PushAnswer, PushedInference } from './push';
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
  readonly #options: AiGovernanceClientOptions;

  constructor(options: AiGovernanceClientOptions) {
    this.#options = options;
  }

  /**
   * One page of the models that the caller may read and the filter lets through.
   * @param options - `order` is `title` and `direction` is `asc` by default; `cursor` is a `nextCursor` of the same
   * filter and order; `limit` is 1 to 500, default 100
   */
  async listModels(
    options: FleetFilter & {
      order?: FleetOrder;
      direction?: 'asc' | 'desc';
      cursor?: string;
      limit?: number;
    } = {},
  ): Promise<{
    items: ModelSummary[];
    nextCursor: string | null;
    /** Models on all pages. */
    total: number;
  }> {
    return this.#request('GET', '/models', { ...options });
  }

  /** Counts over the models that the caller may read and the filter lets through. */
  async getFleet(filter: FleetFilter = {}): Promise<FleetSummary> {
    return this.#request('GET', '/fleet', { ...filter });
  }

  /**
   * One page of what is wrong in the inventory, of the models that the caller may read and the filter lets through.
   * @param options - `issue`: only these; counts are of all issues. `limit` is 1 to 500, default 100
   */
  async getInventory(
    options: FleetFilter & {
      issue?: InventoryIssue[];
      cursor?: string;
      limit?: number;
    } = {},
  ): Promise<InventoryPage> {
    return this.#request('GET', '/inventory', { ...options });
  }

  /**
   * Health of a model's endpoint and the hours behind it.
   * @param options - ISO instants of the hours, default the last seven days; at most 35 days in one answer
   */
  async getHealth(
    modelId: string,
    options: { since?: string; until?: string } = {},
  ): Promise<ModelHealth> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/health`,
      options,
    );
  }

  /** One page of the versions seen behind a model's endpoint, the latest first. */
  async getVersions(
    modelId: string,
    options: { cursor?: string; limit?: number } = {},
  ): Promise<{ versions: SeenVersion[]; nextCursor: string | null }> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/versions`,
      options,
    );
  }

  /**
   * One page of the versions seen behind all endpoints that the caller may read, the latest first.
   * @param options - `since`: ISO instant, only versions first seen from then on
   */
  async listVersions(
    options: { since?: string; cursor?: string; limit?: number } = {},
  ): Promise<{ items: FleetVersion[]; nextCursor: string | null }> {
    return this.#request('GET', '/versions', options);
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

  /** The watched columns with samples of their values. */
  async getColumns(modelId: string): Promise<WatchedColumns> {
    return this.#request(
      'GET',
      `/models/${encodeURIComponent(modelId)}/columns`,
    );
  }

  /** Chooses or confirms the watched columns. Other columns than before have the logs counted anew. */
  async setColumns(
    modelId: string,
    request: ColumnsRequest,
  ): Promise<ColumnsAnswer> {
    return this.#request(
      'POST',
      `/models/${encodeURIComponent(modelId)}/columns`,
      {},
      { type: 'application/json', content: JSON.stringify(request) },
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

  /**
   * Pushes inferences of a model that runs anywhere. At most 10 MB as sent; the body is compressed where the platform
   * can.
   * @param inferences - the inferences, or JSON Lines of them
   * @param options - `idempotencyKey`: at most 255 printable characters without blanks. The same key with the same
   *   inferences counts once, however often it is sent; with others it is a conflict.
   */
  async pushInferences(
    modelId: string,
    inferences: PushedInference[] | string,
    options: { idempotencyKey: string },
  ): Promise<PushAnswer> {
    return this.#request(
      'POST',
      `/models/${encodeURIComponent(modelId)}/inferences`,
      {},
      await pushBody(inferences, options),
    );
  }

  async #request<T>(
    method: 'GET' | 'POST',
    path: string,
    query: Query = {},
    body?: RequestBody,
  ): Promise<T> {
    return sendRequest(this.#options, method, path, query, body);
  }
}
