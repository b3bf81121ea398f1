import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import type { DeliveryReference } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { locked } from '../../database/bulk';

/** What people were told of a model by the release before. */
export interface LegacyGroup {
  groupKey: string;
  modelId: string;
  /** Whether they know something as firing. */
  firing: boolean;
  /** Severities of findings that they know, by id. */
  members: Record<string, Severity>;
  channel: string | null;
  destination: string | null;
  reference: DeliveryReference;
  toldAt: string;
}

/** Table `alert_groups` of the release before: read once, and emptied. */
export class LegacyGroupStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): LegacyGroupStore {
    return new LegacyGroupStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Takes one group, in a transaction; undefined when none is left. */
  async take(): Promise<LegacyGroup | undefined> {
    const [row] = await locked(
      this.#knex('alert_groups').orderBy('group_key').limit(1),
      this.#knex,
      { skip: true },
    );
    if (!row) {
      return undefined;
    }
    await this.#knex('alert_groups')
      .where({ group_key: row.group_key })
      .delete();
    return {
      groupKey: row.group_key,
      modelId: row.model_id,
      firing: row.told_state === 'firing',
      members: JSON.parse(row.told_members),
      channel: row.channel_id,
      destination: row.destination,
      reference: row.reference === null ? {} : JSON.parse(row.reference),
      toldAt: row.updated_at,
    };
  }
}
