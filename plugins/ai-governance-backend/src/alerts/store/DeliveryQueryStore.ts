import type {
  DeliveryAttempt,
  DeliveryState,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import {
  type DeliveryRow,
  type StoredDelivery,
  toDelivery,
} from './deliveryRows';

const ATTEMPTS = 20;

interface CountRow {
  channel: string | null;
  target: string;
  state: 'pending' | 'dead';
  n: number | string;
}

/** Questions of pages to the outbox. */
export class DeliveryQueryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeliveryQueryStore {
    return new DeliveryQueryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Deliveries, the newest first, before a sequence number. */
  async list(options: {
    states?: DeliveryState[];
    channels?: string[];
    groupKeys?: string[];
    before?: number;
    limit: number;
  }): Promise<StoredDelivery[]> {
    const { states, channels, groupKeys, before, limit } = options;
    const rows = await this.#knex<DeliveryRow>('notification_deliveries')
      .modify(query => {
        if (states?.length) {
          query.whereIn('state', states);
        }
        if (channels?.length) {
          query.whereIn('channel', channels);
        }
        if (groupKeys) {
          query.whereIn('group_key', groupKeys);
        }
        if (before !== undefined) {
          query.where('seq', '<', before);
        }
      })
      .orderBy('seq', 'desc')
      .limit(limit);
    return rows.map(toDelivery);
  }

  /** One delivery, or undefined. */
  async get(id: string): Promise<StoredDelivery | undefined> {
    const row = await this.#knex<DeliveryRow>('notification_deliveries')
      .where({ id })
      .first();
    return row && toDelivery(row);
  }

  /** The last tries of deliveries by their ids, the oldest first. @param ids - at most 500 */
  async attempts(ids: string[]): Promise<Map<string, DeliveryAttempt[]>> {
    const rows = await this.#knex('delivery_attempts')
      .whereIn('delivery_id', ids)
      .orderBy('id')
      .select('delivery_id', 'at', 'error');
    const found = new Map<string, DeliveryAttempt[]>();
    for (const row of rows) {
      const tries = found.get(row.delivery_id) ?? [];
      tries.push({ at: row.at, error: row.error });
      found.set(row.delivery_id, tries.slice(-ATTEMPTS));
    }
    return found;
  }

  /** How many deliveries wait, and how many were given up, by channel; `''` for those without one yet. */
  async counts(): Promise<Map<string, { pending: number; dead: number }>> {
    const rows: CountRow[] = await this.#knex('notification_deliveries')
      .whereIn('state', ['pending', 'dead'])
      .groupBy('channel', 'target', 'state')
      .select('channel', 'target', 'state')
      .count({ n: '*' });
    const found = new Map<string, { pending: number; dead: number }>();
    for (const row of rows) {
      // Before its first try a delivery has no channel; its target may name one.
      const named = row.target.split('|', 1)[0].replace('*', '');
      const channel = row.channel ?? named;
      const counts = found.get(channel) ?? { pending: 0, dead: 0 };
      counts[row.state] += Number(row.n);
      found.set(channel, counts);
    }
    return found;
  }
}
