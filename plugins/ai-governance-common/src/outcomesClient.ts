import type { AiGovernanceClientOptions } from './client';
import type {
  FairnessAnswer,
  FairnessHistoryAnswer,
  FairnessMetric,
  FairnessThresholdsAnswer,
  FairnessThresholdsRequest,
  IntersectionalFairnessAnswer,
} from './fairness';
import { pushBody, sendRequest } from './http';
import type { LabelsAnswer, PushedLabel } from './labels';
import type { PerformanceAnswer } from './performance';

/**
 * The part of the TypeScript SDK for what became of a model's decisions: fairness, labels and realised performance.
 * Every method throws a `ResponseError` that carries the server's error name and message.
 * @public
 */
export class AiGovernanceOutcomesClient {
  readonly #options: AiGovernanceClientOptions;

  constructor(options: AiGovernanceClientOptions) {
    this.#options = options;
  }

  /** Fairness by each protected attribute: the latest run of each variant, empty before the first. */
  async getFairness(modelId: string): Promise<FairnessAnswer> {
    return sendRequest(this.#options, 'GET', `${pathOf(modelId)}/bias`);
  }

  /** Fairness by the configured combinations of attributes, of the same runs. */
  async getIntersectionalFairness(
    modelId: string,
  ): Promise<IntersectionalFairnessAnswer> {
    return sendRequest(
      this.#options,
      'GET',
      `${pathOf(modelId)}/bias/intersectional`,
    );
  }

  /**
   * One page of a variant's history, oldest point first.
   * @param options - `since` and `until` are ISO instants of the windows' ends; `attributes` are those of one result, all
   * results when absent; `limit` is 1 to 5 000 points, default 1 000
   */
  async getFairnessHistory(
    modelId: string,
    options: {
      variant: string;
      metric?: FairnessMetric;
      attributes?: string[];
      since?: string;
      until?: string;
      cursor?: string;
      limit?: number;
    },
  ): Promise<FairnessHistoryAnswer> {
    return sendRequest(
      this.#options,
      'GET',
      `${pathOf(modelId)}/bias/history`,
      options,
    );
  }

  /** Changes thresholds of fairness; a new version of the monitor's settings, which holds from the next run on. */
  async setFairnessThresholds(
    modelId: string,
    request: FairnessThresholdsRequest,
  ): Promise<FairnessThresholdsAnswer> {
    return sendRequest(
      this.#options,
      'POST',
      `${pathOf(modelId)}/bias/thresholds`,
      {},
      { type: 'application/json', content: JSON.stringify(request) },
    );
  }

  /**
   * Realised performance: the latest run of each variant, and the trend by day.
   * @param options - ISO instants of the trend, default the last 35 days, at most 400 days
   */
  async getPerformance(
    modelId: string,
    options: { since?: string; until?: string } = {},
  ): Promise<PerformanceAnswer> {
    return sendRequest(
      this.#options,
      'GET',
      `${pathOf(modelId)}/performance`,
      options,
    );
  }

  /**
   * Pushes what turned out to be true of logged rows. At most 10 MB as sent; the body is compressed where the platform
   * can.
   * @param labels - the labels, or JSON Lines of them
   * @param options - `idempotencyKey`: as of `AiGovernanceClient.pushInferences`
   */
  async pushLabels(
    modelId: string,
    labels: PushedLabel[] | string,
    options: { idempotencyKey: string },
  ): Promise<LabelsAnswer> {
    return sendRequest(
      this.#options,
      'POST',
      `${pathOf(modelId)}/labels`,
      {},
      await pushBody(labels, options),
    );
  }
}

function pathOf(modelId: string): string {
  return `/models/${encodeURIComponent(modelId)}`;
}
