import type {
  AlertDelivery,
  AlertDeliveryPage,
  DeliveryState,
} from '@ai-governance/plugin-ai-governance-common';
import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { decodeCursor, encodeCursor } from '../../fleet/cursor';
import { parseTargetKey } from '../config/targets';
import type { DeliveryQueryStore } from '../store/DeliveryQueryStore';
import type { DeliveryStore } from '../store/DeliveryStore';
import type { StoredDelivery } from '../store/deliveryRows';

const CURSOR = 'deliveries';

/** Shows the outbox, without secrets, and lets dead letters be tried again. */
export class DeliveryQueries {
  readonly #queries: DeliveryQueryStore;
  readonly #outbox: DeliveryStore;
  readonly #channels: Map<string, AlertChannel>;

  static create(options: {
    queries: DeliveryQueryStore;
    outbox: DeliveryStore;
    channels: AlertChannel[];
  }): DeliveryQueries {
    return new DeliveryQueries(options);
  }

  private constructor(options: Parameters<typeof DeliveryQueries.create>[0]) {
    this.#queries = options.queries;
    this.#outbox = options.outbox;
    this.#channels = new Map(options.channels.map(c => [c.id, c]));
  }

  /** One page of deliveries, the newest first. */
  async list(options: {
    states?: DeliveryState[];
    channels?: string[];
    cursor?: string;
    limit: number;
  }): Promise<AlertDeliveryPage> {
    const { cursor, limit, ...filter } = options;
    const found = await this.#queries.list({
      ...filter,
      ...(cursor && { before: Number(decodeCursor(CURSOR, 1, cursor)[0]) }),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    return {
      items: await this.show(page),
      nextCursor:
        found.length > limit
          ? encodeCursor(CURSOR, [page[page.length - 1].seq])
          : null,
    };
  }

  /**
   * Makes a dead letter due again.
   * @throws NotFoundError; ConflictError when it is none
   */
  async retry(id: string, now: Date): Promise<AlertDelivery> {
    const before = await this.#queries.get(id);
    if (!before) {
      throw new NotFoundError(`There is no delivery '${id}'`);
    }
    if (!(await this.#outbox.revive(id, now))) {
      throw new ConflictError(
        `The delivery '${id}' is ${before.state}; only dead letters can be tried again`,
      );
    }
    const [shown] = await this.show([
      (await this.#queries.get(id)) as StoredDelivery,
    ]);
    return shown;
  }

  /** Deliveries as people see them. */
  async show(deliveries: StoredDelivery[]): Promise<AlertDelivery[]> {
    const attempts = await this.#queries.attempts(
      deliveries.map(({ id }) => id),
    );
    return deliveries.map(delivery => ({
      id: delivery.id,
      groupKey: delivery.groupKey,
      channel: delivery.channel,
      destination: this.describe(delivery),
      to: parseTargetKey(delivery.target).to,
      transition: delivery.transition,
      reason: delivery.reason,
      severity: delivery.severity,
      title: delivery.title,
      state: delivery.state,
      createdAt: delivery.createdAt,
      sentAt: delivery.sentAt,
      nextAttemptAt: delivery.nextAttemptAt,
      attempts: attempts.get(delivery.id) ?? [],
      alertCount: delivery.alertCount,
    }));
  }

  /** A destination without secrets; those of a channel that is not installed any more are not shown. */
  describe(place: {
    channel: string | null;
    destination: string | null;
  }): string | null {
    const channel = this.#channels.get(place.channel ?? '');
    if (place.destination === null || !channel) {
      return null;
    }
    return (
      channel.describeDestination?.(place.destination) ?? place.destination
    );
  }
}
