import type { DeliveryReference } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import type { Told } from './decide';

/** A group of findings that people are told of together. */
export interface AlertGroup {
  groupKey: string;
  modelId: string;
  told: Told;
  /** Channel and destination that the last delivery went to; recovery goes there, too. */
  channelId: string | null;
  destination: string | null;
  reference: DeliveryReference | null;
  /** Failed tries of the delivery that is due. */
  attempts: number;
  /** When the next try is due; null when nothing is to be delivered. */
  nextAttemptAt: string | null;
  lastError: string | null;
}

interface AlertGroupRow {
  group_key: string;
  model_id: string;
  told_state: string;
  told_members: string;
  channel_id: string | null;
  destination: string | null;
  reference: string | null;
  attempts: number;
  next_attempt_at: string | null;
  last_error: string | null;
  lease_until: string | null;
  updated_at: string;
}

/** Table `alert_groups`: what was told, and what is still to be told. It is its own outbox. */
export class AlertStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AlertStore {
    return new AlertStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Notes that a group may have something to tell. */
  async markDue(options: {
    groupKey: string;
    modelId: string;
    at: Date;
  }): Promise<void> {
    const at = options.at.toISOString();
    await this.#knex<AlertGroupRow>('alert_groups')
      .insert({
        group_key: options.groupKey,
        model_id: options.modelId,
        told_state: 'none',
        told_members: '{}',
        attempts: 0,
        next_attempt_at: at,
        updated_at: at,
      })
      .onConflict('group_key')
      .merge({ next_attempt_at: at, updated_at: at });
  }

  /** Takes groups whose delivery is due; each is given to one caller only, until the lease ends. */
  async claimDue(options: {
    now: Date;
    leaseMs: number;
    limit: number;
  }): Promise<AlertGroup[]> {
    const now = options.now.toISOString();
    const free = (query: Knex.QueryBuilder) =>
      query.whereNull('lease_until').orWhere('lease_until', '<=', now);
    const due = await this.#knex<AlertGroupRow>('alert_groups')
      .where('next_attempt_at', '<=', now)
      .where(free)
      .orderBy('next_attempt_at')
      .limit(options.limit);
    const claimed: AlertGroup[] = [];
    for (const row of due) {
      const taken = await this.#knex<AlertGroupRow>('alert_groups')
        .where({ group_key: row.group_key })
        .where('next_attempt_at', '<=', now)
        .where(free)
        .update({
          lease_until: new Date(
            options.now.getTime() + options.leaseMs,
          ).toISOString(),
        });
      if (taken) {
        claimed.push(toGroup(row));
      }
    }
    return claimed;
  }

  /**
   * Stores that people were told, or that there was nothing to tell. What was noted as due since the group was
   * claimed stays due.
   */
  async settle(group: AlertGroup, at: Date): Promise<void> {
    await this.#knex.transaction(async tx => {
      await this.#update(tx, group, at, { last_error: null });
      await tx<AlertGroupRow>('alert_groups')
        .where({
          group_key: group.groupKey,
          next_attempt_at: group.nextAttemptAt,
        })
        .update({ next_attempt_at: null });
    });
  }

  /** Stores that a delivery failed, and when to try again; never, when `retryAt` is absent. */
  async fail(
    group: AlertGroup,
    options: { error: string; retryAt?: Date; at: Date },
  ): Promise<void> {
    await this.#update(this.#knex, group, options.at, {
      next_attempt_at: options.retryAt?.toISOString() ?? null,
      last_error: options.error,
    });
  }

  /** The groups of a model. */
  async ofModel(modelId: string): Promise<AlertGroup[]> {
    const rows = await this.#knex<AlertGroupRow>('alert_groups').where({
      model_id: modelId,
    });
    return rows.map(toGroup);
  }

  async #update(
    knex: Knex,
    group: AlertGroup,
    at: Date,
    outcome: Partial<Pick<AlertGroupRow, 'next_attempt_at' | 'last_error'>>,
  ): Promise<void> {
    await knex<AlertGroupRow>('alert_groups')
      .where({ group_key: group.groupKey })
      .update({
        told_state: group.told.state,
        told_members: JSON.stringify(group.told.members),
        channel_id: group.channelId,
        destination: group.destination,
        reference: group.reference && JSON.stringify(group.reference),
        attempts: group.attempts,
        lease_until: null,
        updated_at: at.toISOString(),
        ...outcome,
      });
  }
}

function toGroup(row: AlertGroupRow): AlertGroup {
  return {
    groupKey: row.group_key,
    modelId: row.model_id,
    told: {
      state: row.told_state as Told['state'],
      members: JSON.parse(row.told_members),
    },
    channelId: row.channel_id,
    destination: row.destination,
    reference: row.reference === null ? null : JSON.parse(row.reference),
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error,
  };
}
