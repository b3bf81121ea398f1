import type { TokenCredential } from '@azure/core-auth';
import {
  AnonymousCredential,
  ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { BlobSettings } from '../settings';
import type { CollectorLocation } from './collectorLocation';

const RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 20_000;

/** Clients of blob containers, made when first needed and kept with their connections. */
export class Containers {
  readonly #settings: BlobSettings;
  readonly #credential: () => TokenCredential;
  readonly #clients = new Map<string, ContainerClient>();

  /** @param options - `credential` is asked for when the first client is made that sends tokens */
  constructor(options: {
    settings: BlobSettings;
    credential: () => TokenCredential;
  }) {
    this.#settings = options.settings;
    this.#credential = options.credential;
  }

  /** The client of the container of a location. */
  get(location: CollectorLocation): ContainerClient {
    const url = this.#urlOf(location);
    const known = this.#clients.get(url);
    if (known) {
      return known;
    }
    const client = new ContainerClient(url, this.#credentialFor(location), {
      retryOptions: {
        maxTries: this.#settings.maxAttempts,
        retryDelayInMs: RETRY_DELAY_MS,
        maxRetryDelayInMs: MAX_RETRY_DELAY_MS,
      },
      userAgentOptions: { userAgentPrefix: 'backstage-ai-governance' },
    });
    this.#clients.set(url, client);
    return client;
  }

  /** How often a request is sent before it counts as failed. */
  get maxAttempts(): number {
    return this.#settings.maxAttempts;
  }

  /** Host that requests for a location go to, for messages. */
  hostOf(location: CollectorLocation): string {
    return new URL(this.#urlOf(location)).host;
  }

  #urlOf({ account, container, containerUrl }: CollectorLocation): string {
    const { endpoint } = this.#settings;
    return endpoint ? `${endpoint}/${account}/${container}` : containerUrl;
  }

  #credentialFor({ account }: CollectorLocation) {
    const { accountKey, insecure } = this.#settings;
    if (accountKey) {
      return new StorageSharedKeyCredential(account, accountKey);
    }
    return insecure ? new AnonymousCredential() : this.#credential();
  }
}
