import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { BoundedCalls } from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { limitPages } from './answers';

/** The calls of one reading of one account and region, a bounded number at a time. */
export class SageMakerCalls {
  readonly client: SageMakerClient;
  readonly logger: LoggerService;
  readonly #calls: BoundedCalls;
  readonly #maxPages?: number;

  /** @param options - `maxPages`: pages after which a listing is given up */
  constructor(options: {
    client: SageMakerClient;
    calls: BoundedCalls;
    logger: LoggerService;
    maxPages?: number;
  }) {
    this.client = options.client;
    this.logger = options.logger;
    this.#calls = options.calls;
    this.#maxPages = options.maxPages;
  }

  /** Sends a call when its turn has come. @throws the SDK's error after its retries */
  send<T>(
    send: (
      client: SageMakerClient,
      options: { abortSignal: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    return this.#calls.call(abortSignal => send(this.client, { abortSignal }));
  }

  /**
   * Reads a listing to its end, one page after the other; counts as one call.
   * @param operation - for messages, for example `ListEndpoints`
   * @param read - what is wanted of a page
   * @throws the SDK's error after its retries; Error when the listing does not end
   */
  list<P extends { NextToken?: string }, T>(
    operation: string,
    pages: (
      client: SageMakerClient,
      options: { abortSignal: AbortSignal },
    ) => AsyncIterable<P>,
    read: (page: P) => T[],
  ): Promise<T[]> {
    return this.send(async (client, options) => {
      const items: T[] = [];
      const limited = limitPages(
        pages(client, options),
        operation,
        this.#maxPages,
      );
      for await (const page of limited) {
        options.abortSignal.throwIfAborted();
        items.push(...read(page));
      }
      return items;
    });
  }
}
