import type { DeliveryState } from '@ai-governance/plugin-ai-governance-common';
import type { DeliveryReference } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { bulkInsert, isPostgres } from '../../database/bulk';
import type { DeliveryContent, ToldState } from '../delivery/content';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  type StoredDelivery,
  toDelivery,
} from './deliveryRows';
import { supersede } from './supersede';

/** A message to be delivered. */
export interface NewDelivery {
  groupKey: string;
  /** Key of the target. */
  target: string;
  content: DeliveryContent;
}

/** What a destination of a group was told last, and where that is. */
export interface StoredTarget extends ToldState {
  groupKey: string;
  target: string;
  channel: string;
  destination: string;
  /** Ref of the entity whose address it is, or `default`. */
  owner: string;
  reference: DeliveryReference;
  toldAt: string;
}

/** Tables `notification_deliveries` (the outbox), `delivery_attempts` and `notification_targets`. */
export class DeliveryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeliveryStore {
    return new DeliveryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Adds messages to the outbox. What waits for the same destination and says less is superseded. To be called in the
   * transaction of the decision.
   */
  async add(deliveries: NewDelivery[], now: Date): Promise<void> {
    if (deliveries.length === 0) {
      return;
    }
    const at = now.toISOString();
    const kept = await supersede(this.#knex, deliveries, at);
    await bulkInsert(
      this.#knex,
      'notification_deliveries',
      kept.map(({ groupKey, target, content }) => {
        const alert = content.kind === 'alert' ? content : undefined;
        return {
          id: randomUUID(),
          group_key: groupKey,
          target,
          kind: content.kind,
          transition: alert?.transition ?? 'change',
          reason: alert?.reason ?? 'new-version',
          severity: alert?.severity ?? 'none',
          title: content.title,
          message: JSON.stringify(content),
          alert_count: alert ? alert.counts.firing + alert.counts.resolved : 0,
          state: 'pending',
          attempts: 0,
          next_attempt_at: at,
          created_at: at,
        };
      }),
      DELIVERY_COLUMNS,
    );
  }

  /**
   * Takes messages that are due, the oldest first; each is given to one caller only, until the lease ends. Of those to one
   * destination of a group only the first is given.
   */
  async claim(options: {
    owner: string;
    now: Date;
    leaseMs: number;
    limit: number;
  }): Promise<StoredDelivery[]> {
    const { owner, now, leaseMs, limit } = options;
    const at = now.toISOString();
    const rows = await this.#knex.raw(
      `update notification_deliveries set lease_owner = ?, lease_until = ? where seq in (
         select seq from notification_deliveries d
         where state = 'pending' and next_attempt_at <= ? and (lease_until is null or lease_until <= ?)
           and not exists (
             select 1 from notification_deliveries e
             where e.group_key = d.group_key and e.target = d.target and e.state = 'pending' and e.seq < d.seq)
         order by seq limit ? ${
           isPostgres(this.#knex) ? 'for update skip locked' : ''
         }) returning *`,
      [owner, new Date(now.getTime() + leaseMs).toISOString(), at, at, limit],
    );
    const claimed: DeliveryRow[] = isPostgres(this.#knex) ? rows.rows : rows;
    return claimed.map(toDelivery).sort((a, b) => a.seq - b.seq);
  }

  /** What destinations of groups know, by {@link targetId}. */
  async targets(groupKeys: string[]): Promise<Map<string, StoredTarget>> {
    const rows = await this.#knex('notification_targets').whereIn(
      'group_key',
      groupKeys,
    );
    return new Map(
      rows.map(row => {
        const target: StoredTarget = {
          groupKey: row.group_key,
          target: row.target,
          channel: row.channel,
          destination: row.destination,
          owner: row.owner,
          reference: JSON.parse(row.reference),
          state: row.told_state,
          members: JSON.parse(row.told_members),
          toldAt: row.told_at,
        };
        return [targetId(target), target];
      }),
    );
  }

  /** Stores what a destination knows now. */
  async setTarget(target: StoredTarget): Promise<void> {
    await this.#knex('notification_targets')
      .insert({
        group_key: target.groupKey,
        target: target.target,
        channel: target.channel,
        destination: target.destination,
        owner: target.owner,
        reference: JSON.stringify(target.reference),
        told_state: target.state,
        told_members: JSON.stringify(target.members),
        told_at: target.toldAt,
      })
      .onConflict(['group_key', 'target'])
      .merge();
  }

  /**
   * Ends a try. Nothing happens when the lease was lost to another caller.
   * @returns whether the lease was held
   */
  async settle(
    delivery: StoredDelivery,
    outcome: {
      state: DeliveryState;
      at: Date;
      error: string | null;
      /** When the next try is due; null for none. */
      retryAt: Date | null;
      channel: string | null;
      destination: string | null;
      owner: string | null;
    },
  ): Promise<boolean> {
    const at = outcome.at.toISOString();
    const held = await this.#knex('notification_deliveries')
      .where({
        id: delivery.id,
        state: 'pending',
        lease_owner: delivery.leaseOwner,
      })
      .update({
        state: outcome.state,
        attempts: delivery.attempts + 1,
        next_attempt_at: outcome.retryAt?.toISOString() ?? null,
        lease_owner: null,
        lease_until: null,
        last_error: outcome.error,
        channel: outcome.channel,
        destination: outcome.destination,
        owner: outcome.owner,
        sent_at: outcome.state === 'sent' ? at : null,
      });
    if (held) {
      await this.#knex('delivery_attempts').insert({
        delivery_id: delivery.id,
        at,
        error: outcome.error,
      });
    }
    return held > 0;
  }

  /** Gives back what was claimed and not tried. */
  async release(ids: string[], owner: string): Promise<void> {
    await this.#knex('notification_deliveries')
      .whereIn('id', ids)
      .where({ lease_owner: owner })
      .update({ lease_owner: null, lease_until: null });
  }

  /** Makes a dead letter due again. @returns false when it is none */
  async revive(id: string, now: Date): Promise<boolean> {
    const revived = await this.#knex('notification_deliveries')
      .where({ id, state: 'dead' })
      .update({
        state: 'pending',
        next_attempt_at: now.toISOString(),
        created_at: now.toISOString(),
      });
    return revived > 0;
  }

  /** Whether another message of a group was sent or waits since an instant. */
  async hasOther(delivery: StoredDelivery): Promise<boolean> {
    const other = await this.#knex('notification_deliveries')
      .where({ group_key: delivery.groupKey })
      .whereIn('state', ['pending', 'sent'])
      .whereNot({ target: delivery.target })
      .where('created_at', '>=', delivery.createdAt)
      .first('id');
    return other !== undefined;
  }
}

/** Names a destination of a group. */
export function targetId({
  groupKey,
  target,
}: {
  groupKey: string;
  target: string;
}): string {
  return `${groupKey}|${target}`;
}
