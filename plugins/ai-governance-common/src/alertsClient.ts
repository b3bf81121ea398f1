import { ResponseError } from '@backstage/errors';
import type {
  AlertRule,
  AlertRuleDryRun,
  AlertRuleDryRunRequest,
  AlertRuleInput,
  Silence,
  SilenceInput,
  SilencePreview,
} from './alertRules';
import type {
  AlertChange,
  Alert,
  AlertDetail,
  AlertFilter,
  AlertOrder,
  AlertPage,
  AlertSummary,
  BulkAlertChange,
  BulkAlertResult,
} from './alerts';
import type {
  AlertChannelInfo,
  AlertDelivery,
  AlertDeliveryPage,
  AlertTrace,
  ChannelTestRequest,
  ChannelTestResult,
  DeliveryState,
} from './alertTrace';
import type { AiGovernanceClientOptions } from './client';

/** Parameters of a query; a list is sent as a repeated parameter. */
type Query = Record<
  string,
  string | number | boolean | readonly string[] | undefined
>;

/**
 * The part of the TypeScript SDK for alerts: one method per operation of `/api/ai-governance/v1/alerts`.
 * Every method throws a `ResponseError` that carries the server's error name and message.
 * @public
 */
export class AiGovernanceAlertsClient {
  readonly #discoveryApi: AiGovernanceClientOptions['discoveryApi'];
  readonly #fetchApi: AiGovernanceClientOptions['fetchApi'];

  constructor(options: AiGovernanceClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /**
   * One page of the alerts that the caller may read and the filter lets through.
   * @param options - `order` is `severity` by default: the gravest first, of those the latest first; `cursor` is a
   * `nextCursor` of the same filter and order; `limit` is 1 to 200, default 50
   */
  async listAlerts(
    options: AlertFilter & {
      order?: AlertOrder;
      cursor?: string;
      limit?: number;
    } = {},
  ): Promise<AlertPage> {
    return this.#request('GET', '', { ...options });
  }

  /** Counts of the firing alerts that the caller may read and the filter lets through; `state` is of no account. */
  async getSummary(filter: AlertFilter = {}): Promise<AlertSummary> {
    return this.#request('GET', '/summary', { ...filter });
  }

  /** An alert with its labels, its measures and its timeline. */
  async getAlert(id: string): Promise<AlertDetail> {
    return this.#request('GET', `/${encodeURIComponent(id)}`);
  }

  /** Why an alert was, or was not, sent. */
  async getTrace(id: string): Promise<AlertTrace> {
    return this.#request('GET', `/${encodeURIComponent(id)}/trace`);
  }

  /** Acknowledges, assigns or resolves an alert. */
  async changeAlert(id: string, change: AlertChange): Promise<Alert> {
    return this.#request('PATCH', `/${encodeURIComponent(id)}`, {}, change);
  }

  /** The same change of many alerts; those that it does not fit stay as they are. */
  async changeAlerts(change: BulkAlertChange): Promise<BulkAlertResult> {
    return this.#request('PATCH', '', {}, change);
  }

  /** All rules in the order in which they are tried. */
  async listRules(): Promise<{ rules: AlertRule[] }> {
    return this.#request('GET', '/rules');
  }

  /** Every version of a rule, the latest first. */
  async getRuleVersions(id: string): Promise<{ versions: AlertRule[] }> {
    return this.#request('GET', `/rules/${encodeURIComponent(id)}/versions`);
  }

  /** @param options - `reason`: why, 1 to 1 000 characters */
  async createRule(
    rule: AlertRuleInput,
    options: { reason: string },
  ): Promise<AlertRule> {
    return this.#request('POST', '/rules', {}, { ...rule, ...options });
  }

  /**
   * Replaces a rule by its next version.
   * @param options - `version`: the version that was read; a conflict when it is not the latest any more
   */
  async updateRule(
    id: string,
    rule: AlertRuleInput,
    options: { reason: string; version: number },
  ): Promise<AlertRule> {
    return this.#request(
      'PUT',
      `/rules/${encodeURIComponent(id)}`,
      {},
      { ...rule, ...options },
    );
  }

  /** Ends a rule; its versions stay. */
  async deleteRule(id: string, options: { reason: string }): Promise<void> {
    await this.#request('DELETE', `/rules/${encodeURIComponent(id)}`, options);
  }

  /** What a rule would have made of the findings of the last seven days. Changes nothing. */
  async dryRunRule(request: AlertRuleDryRunRequest): Promise<AlertRuleDryRun> {
    return this.#request('POST', '/rules/dry-run', {}, request);
  }

  /** Silences, those that end last first. @param options - default: pending and active ones */
  async listSilences(
    options: { state?: Silence['state'][] } = {},
  ): Promise<{ silences: Silence[] }> {
    return this.#request('GET', '/silences', options);
  }

  /** Adds a silence. */
  async createSilence(silence: SilenceInput): Promise<Silence> {
    return this.#request('POST', '/silences', {}, silence);
  }

  /** Firing alerts that a silence would hold back. Changes nothing. */
  async previewSilence(
    request: Pick<SilenceInput, 'matchers'>,
  ): Promise<SilencePreview> {
    return this.#request('POST', '/silences/preview', {}, request);
  }

  /** Ends a silence now; it stays in the list of expired ones. */
  async endSilence(id: string): Promise<Silence> {
    return this.#request('DELETE', `/silences/${encodeURIComponent(id)}`);
  }

  /** Deliveries, the newest first; dead letters with `state: ['dead']`. */
  async listDeliveries(
    options: {
      state?: DeliveryState[];
      channel?: string[];
      cursor?: string;
      limit?: number;
    } = {},
  ): Promise<AlertDeliveryPage> {
    return this.#request('GET', '/deliveries', options);
  }

  /** Tries a dead letter again. */
  async retryDelivery(id: string): Promise<AlertDelivery> {
    return this.#request(
      'POST',
      `/deliveries/${encodeURIComponent(id)}/retry`,
      {},
      {},
    );
  }

  /** The channels that are installed, with their health. */
  async listChannels(): Promise<{ channels: AlertChannelInfo[] }> {
    return this.#request('GET', '/channels');
  }

  /** Sends a message that says that it is a test. A failed delivery is an answer, not an error. */
  async testChannel(
    id: string,
    request: ChannelTestRequest,
  ): Promise<ChannelTestResult> {
    return this.#request(
      'POST',
      `/channels/${encodeURIComponent(id)}/test`,
      {},
      request,
    );
  }

  async #request<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    query: Query = {},
    body?: object,
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('ai-governance');
    const url = new URL(`${baseUrl}/v1/alerts${path}`);
    for (const [key, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) {
          url.searchParams.append(key, String(one));
        }
      }
    }
    const response = await this.#fetchApi.fetch(url.toString(), {
      method,
      ...(body && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.status === 204 ? (undefined as T) : response.json();
  }
}
