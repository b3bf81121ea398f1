import { Knex } from 'knex';
import { bulkUpdate, bulkUpsert, locked } from '../../database/bulk';
import type { GroupMember, Outcome } from '../engine/types';
import { holdWords } from '../engine/words';
import {
  GROUP_COLUMNS,
  type GroupRow,
  MEMBER_COLUMNS,
  type StoredGroup,
  type StoredMember,
  toGroup,
  toGroupRow,
  toIso,
  toMember,
  toOutcome,
} from './groupRows';

/** An alert's place in a group. */
export interface MembershipRow {
  groupKey: string;
  alertId: string;
  moved: boolean;
  told: boolean;
  ended: boolean;
}

/** A change of a member. */
export interface MemberChange {
  groupKey: string;
  alertId: string;
  told: GroupMember['told'];
  /** Whether nothing is left to tell of it. */
  ended: boolean;
  outcome: Outcome;
  outcomeAt: string;
}

/**
 * Tables `notification_groups` and `notification_members`. Whoever changes a group or the alerts in it holds the group's
 * row until the end of its transaction, so that replicas never decide on one at the same time.
 */
export class GroupStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): GroupStore {
    return new GroupStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Whether any group is due. */
  async anyDue(now: number): Promise<boolean> {
    const row = await this.#knex('notification_groups')
      .where('due_at', '<=', toIso(now) as string)
      .first('group_key');
    return row !== undefined;
  }

  /** Takes groups that are due, those first that are due longest; groups that another replica holds are passed over. */
  async takeDue(now: number, limit: number): Promise<StoredGroup[]> {
    const rows: GroupRow[] = await locked(
      this.#knex<GroupRow>('notification_groups')
        .where('due_at', '<=', toIso(now) as string)
        .orderBy(['due_at', 'group_key'])
        .limit(limit),
      this.#knex,
      { skip: true },
    );
    return rows.map(toGroup);
  }

  /** Takes groups that there are, in the order of their keys, so that two who want the same do not wait for each other. */
  async lock(groupKeys: string[]): Promise<Map<string, StoredGroup>> {
    const groups = new Map<string, StoredGroup>();
    const sorted = [...groupKeys].sort();
    for (let i = 0; i < sorted.length; i += 1_000) {
      const rows: GroupRow[] = await locked(
        this.#knex<GroupRow>('notification_groups')
          .whereIn('group_key', sorted.slice(i, i + 1_000))
          .orderBy('group_key'),
        this.#knex,
      );
      rows.forEach(row => groups.set(row.group_key, toGroup(row)));
    }
    return groups;
  }

  /** One group, or undefined. */
  async get(groupKey: string): Promise<StoredGroup | undefined> {
    const row = await this.#knex<GroupRow>('notification_groups')
      .where({ group_key: groupKey })
      .first();
    return row && toGroup(row);
  }

  /** Adds groups, or overwrites those there are. */
  async put(groups: StoredGroup[]): Promise<void> {
    await bulkUpsert(
      this.#knex,
      'notification_groups',
      groups.map(toGroupRow),
      {
        columns: GROUP_COLUMNS,
        key: ['group_key'],
        overwrite: Object.keys(GROUP_COLUMNS).filter(
          name => !['group_key', 'path', 'labels'].includes(name),
        ),
      },
    );
  }

  /** Sets the timers of groups of which nothing else has changed. */
  async setTimers(groups: StoredGroup[]): Promise<void> {
    await bulkUpdate(
      this.#knex,
      'notification_groups',
      groups.map(({ groupKey, dueAt, state }) => ({
        group_key: groupKey,
        due_at: toIso(dueAt),
        next_at: toIso(state.nextAt),
        looked_at: toIso(state.lookedAt),
      })),
      {
        columns: {
          group_key: 'text',
          due_at: 'text',
          next_at: 'text',
          looked_at: 'text',
        },
        key: ['group_key'],
      },
    );
  }

  /**
   * Lets groups of alerts be looked at now, because something other than a timer has happened. To be called in a
   * transaction.
   */
  async poke(alertIds: string[], now: number): Promise<void> {
    const keys = new Set<string>();
    for (let i = 0; i < alertIds.length; i += 1_000) {
      const found = await this.memberships(alertIds.slice(i, i + 1_000));
      found
        .filter(({ ended }) => !ended)
        .forEach(({ groupKey }) => keys.add(groupKey));
    }
    const groups = await this.lock([...keys]);
    await bulkUpdate(
      this.#knex,
      'notification_groups',
      [...groups.values()]
        .filter(({ state }) => state.nextAt !== null)
        .map(({ groupKey, dueAt }) => ({
          group_key: groupKey,
          // What is due already is not put off.
          due_at: toIso(Math.min(dueAt ?? now, now)),
        })),
      { columns: { group_key: 'text', due_at: 'text' }, key: ['group_key'] },
    );
  }

  /** Members of groups with their alerts. */
  async members(groupKeys: string[]): Promise<StoredMember[]> {
    const rows = await this.#knex('notification_members as m')
      .join('alerts as a', 'a.id', 'm.alert_id')
      .whereIn('m.group_key', groupKeys)
      .where('m.ended', false)
      .select(
        'm.group_key',
        'm.moved_at',
        'm.told_severity',
        'm.told_silenced',
        'm.outcome_told',
        'm.outcome_reason',
        'm.outcome_detail',
        'a.id',
        'a.state',
        'a.severity',
        'a.labels',
        'a.tags',
        'a.acknowledged_at',
        'a.suppression',
      );
    return rows.map(toMember);
  }

  /** Which groups alerts are in. @param alertIds - at most 1 000 */
  async memberships(alertIds: string[]): Promise<MembershipRow[]> {
    const rows = await this.#knex('notification_members')
      .whereIn('alert_id', alertIds)
      .select('group_key', 'alert_id', 'moved_at', 'told_severity', 'ended');
    return rows.map(row => ({
      groupKey: row.group_key,
      alertId: row.alert_id,
      moved: row.moved_at !== null,
      told: row.told_severity !== null,
      ended: Boolean(row.ended),
    }));
  }

  /** Adds members; one that had moved away, or of which nothing was left to tell, is back. */
  async join(
    members: { groupKey: string; alertId: string }[],
    now: number,
  ): Promise<void> {
    const at = toIso(now);
    await bulkUpsert(
      this.#knex,
      'notification_members',
      members.map(({ groupKey, alertId }) => ({
        group_key: groupKey,
        alert_id: alertId,
        joined_at: at,
        moved_at: null,
        told_severity: null,
        told_silenced: false,
        ended: false,
        outcome_told: false,
        outcome_reason: 'group-wait',
        outcome_detail: holdWords('group-wait'),
        outcome_at: at,
      })),
      {
        columns: { ...MEMBER_COLUMNS, joined_at: 'text', moved_at: 'text' },
        key: ['group_key', 'alert_id'],
        overwrite: [
          'joined_at',
          'moved_at',
          'ended',
          'outcome_told',
          'outcome_reason',
          'outcome_detail',
          'outcome_at',
        ],
      },
    );
  }

  /** Notes that other groups tell of these members from now on. */
  async leave(
    members: { groupKey: string; alertId: string }[],
    now: number,
  ): Promise<void> {
    await bulkUpdate(
      this.#knex,
      'notification_members',
      members.map(({ groupKey, alertId }) => ({
        group_key: groupKey,
        alert_id: alertId,
        moved_at: toIso(now),
      })),
      {
        columns: { group_key: 'text', alert_id: 'text', moved_at: 'text' },
        key: ['group_key', 'alert_id'],
      },
    );
  }

  /** Stores what people know of members, and why. */
  async change(members: MemberChange[]): Promise<void> {
    await bulkUpdate(
      this.#knex,
      'notification_members',
      members.map(({ groupKey, alertId, told, ended, outcome, outcomeAt }) => ({
        group_key: groupKey,
        alert_id: alertId,
        told_severity: told?.severity ?? null,
        told_silenced: told?.silenced ?? false,
        ended,
        outcome_told: outcome.told,
        outcome_reason: outcome.reason,
        outcome_detail: outcome.detail,
        outcome_at: outcomeAt,
      })),
      {
        columns: MEMBER_COLUMNS,
        key: ['group_key', 'alert_id'],
      },
    );
  }

  /** What the trace of an alert tells of its groups. */
  async placesOf(alertId: string) {
    const rows = await this.#knex('notification_members as m')
      .join('notification_groups as g', 'g.group_key', 'm.group_key')
      .where('m.alert_id', alertId)
      .orderBy('m.joined_at', 'desc')
      .limit(20)
      .select('g.*', 'm.joined_at', 'm.moved_at', 'm.outcome_told')
      .select('m.outcome_reason', 'm.outcome_detail', 'm.outcome_at');
    return rows.map(row => ({
      group: toGroup(row),
      joinedAt: row.joined_at as string,
      movedAt: row.moved_at as string | null,
      outcome: toOutcome(row),
      outcomeAt: row.outcome_at as string,
    }));
  }
}
