import {
  paginateListEndpoints,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { LoggerService } from '@backstage/backend-plugin-api';
import limiter from 'p-limit';
import { DiscoveredEndpoint, EndpointReader, SendCall } from './EndpointReader';
import { required } from './answers';

/** What a {@link SageMakerInventory} is made of. */
export interface SageMakerInventoryOptions {
  client: SageMakerClient;
  /** Requests at a time. */
  concurrency: number;
  logger: LoggerService;
  /** Pages of the listing after which it is given up; 1 000 by default. */
  maxPages?: number;
}

/**
 * Reads all endpoints of one account and region: either everything, or it throws.
 */
export class SageMakerInventory {
  readonly #client: SageMakerClient;
  readonly #concurrency: number;
  readonly #logger: LoggerService;
  readonly #maxPages: number;

  private constructor(options: SageMakerInventoryOptions) {
    this.#client = options.client;
    this.#concurrency = options.concurrency;
    this.#logger = options.logger;
    this.#maxPages = options.maxPages ?? 1_000;
  }

  static create(options: SageMakerInventoryOptions): SageMakerInventory {
    return new SageMakerInventory(options);
  }

  /**
   * Lists and describes every endpoint. An endpoint that is deleted between the two is left out. Endpoint configs and
   * models that several endpoints share are described once.
   * @param signal - stops the reading
   * @throws the SDK's error of the first call that failed after its retries
   */
  async read(signal: AbortSignal): Promise<DiscoveredEndpoint[]> {
    const failed = new AbortController();
    const abortSignal = AbortSignal.any([signal, failed.signal]);
    const limit = limiter(this.#concurrency);
    const call: SendCall = send =>
      limit(async () => {
        abortSignal.throwIfAborted();
        return send(abortSignal);
      });
    const reader = EndpointReader.create({
      client: this.#client,
      call,
      logger: this.#logger,
    });
    try {
      const names = await this.#list(abortSignal);
      const endpoints = await Promise.all(
        names.map(name => reader.readEndpoint(name)),
      );
      return endpoints.filter(endpoint => endpoint !== undefined);
    } finally {
      // After a failure the calls still waiting for their turn are not sent.
      failed.abort();
    }
  }

  /** Names of all endpoints. A page may be empty and yet not be the last. */
  async #list(abortSignal: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    let pages = 0;
    const pager = paginateListEndpoints(
      { client: this.#client, pageSize: 100 },
      { SortBy: 'Name', SortOrder: 'Ascending' },
      { abortSignal },
    );
    for await (const page of pager) {
      abortSignal.throwIfAborted();
      pages += 1;
      for (const { EndpointName } of page.Endpoints ?? []) {
        names.push(required(EndpointName, 'ListEndpoints', 'EndpointName'));
      }
      if (pages >= this.#maxPages && page.NextToken) {
        throw new Error(
          `ListEndpoints returned more than ${
            this.#maxPages
          } pages: the listing does not end`,
        );
      }
    }
    // An endpoint created while paging shifts the others, so one may be listed twice.
    return [...new Set(names)];
  }
}
