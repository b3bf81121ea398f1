import type { SimulatedAzure } from '../../fleet/azureTypes';

/** What Resource Manager tells of the reads that are left when a subscription is not limited. */
const UNLIMITED = 11_999;

/** Token buckets for reads, one per subscription. */
export class ReadLimiter {
  readonly #limit: SimulatedAzure['readLimit'];
  readonly #now: () => Date;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param limit - not limited when undefined */
  constructor(limit: SimulatedAzure['readLimit'], now: () => Date) {
    this.#limit = limit;
    this.#now = now;
  }

  /**
   * Takes one read.
   * @returns reads that are left, and when to come again if there was none to take
   */
  take(subscriptionId: string): { left: number; retryAfterSeconds?: number } {
    if (!this.#limit) {
      return { left: UNLIMITED };
    }
    const { burst, perSecond } = this.#limit;
    const now = this.#now().getTime();
    const last = this.#buckets.get(subscriptionId) ?? {
      tokens: burst,
      at: now,
    };
    const gained = ((now - last.at) / 1000) * perSecond;
    const tokens = Math.min(burst, last.tokens + gained);
    const taken = tokens >= 1;
    this.#buckets.set(subscriptionId, {
      tokens: taken ? tokens - 1 : tokens,
      at: now,
    });
    return taken
      ? { left: Math.floor(tokens - 1) }
      : { left: 0, retryAfterSeconds: Math.ceil((1 - tokens) / perSecond) };
  }
}
