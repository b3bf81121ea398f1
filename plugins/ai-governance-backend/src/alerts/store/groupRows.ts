import type {
  AlertSeverity,
  Suppression,
} from '@ai-governance/plugin-ai-governance-common';
import type { GroupMember, GroupState, Outcome } from '../engine/types';
import { type AlertRow, toEngineAlert } from './alertRows';

/** A group as it is stored. */
export interface StoredGroup {
  groupKey: string;
  /** Path of its route. */
  path: string;
  labels: Record<string, string>;
  state: GroupState;
  /** When it is due; null while it is closed. */
  dueAt: number | null;
}

/** A member as it is stored, with its alert. */
export interface StoredMember extends GroupMember {
  groupKey: string;
  outcome: Outcome;
  suppression: Suppression | null;
}

/** A row of table `notification_groups`. */
export interface GroupRow {
  group_key: string;
  path: string;
  labels: string;
  due_at: string | null;
  next_at: string | null;
  looked_at: string | null;
  called_at: string | null;
  told_acknowledged: boolean;
  escalation_step: number | null;
  escalation_round: number | null;
  escalation_at: string | null;
  reached: string;
}

/** Columns of `notification_groups` with their types. */
export const GROUP_COLUMNS = {
  group_key: 'text',
  path: 'text',
  labels: 'text',
  due_at: 'text',
  next_at: 'text',
  looked_at: 'text',
  called_at: 'text',
  told_acknowledged: 'boolean',
  escalation_step: 'integer',
  escalation_round: 'integer',
  escalation_at: 'text',
  reached: 'text',
} as const;

/** Columns of `notification_members` that change, and its key. */
export const MEMBER_COLUMNS = {
  group_key: 'text',
  alert_id: 'text',
  told_severity: 'text',
  told_silenced: 'boolean',
  ended: 'boolean',
  outcome_told: 'boolean',
  outcome_reason: 'text',
  outcome_detail: 'text',
  outcome_at: 'text',
} as const;

/** A member of a group with its alert. */
export function toMember(
  row: AlertRow & {
    group_key: string;
    moved_at: string | null;
    told_severity: string | null;
    told_silenced: boolean;
    outcome_told: boolean;
    outcome_reason: string;
    outcome_detail: string;
  },
): StoredMember {
  return {
    groupKey: row.group_key,
    alert: toEngineAlert(row),
    told:
      row.told_severity === null
        ? null
        : {
            severity: row.told_severity as AlertSeverity,
            silenced: Boolean(row.told_silenced),
          },
    moved: row.moved_at !== null,
    outcome: toOutcome(row),
    suppression: row.suppression === null ? null : JSON.parse(row.suppression),
  };
}

/** The latest decision on a member. */
export function toOutcome(row: {
  outcome_told: boolean;
  outcome_reason: string;
  outcome_detail: string;
}): Outcome {
  return {
    told: Boolean(row.outcome_told),
    reason: row.outcome_reason as Outcome['reason'],
    detail: row.outcome_detail,
  };
}

/** A group as it is stored. */
export function toGroup(row: GroupRow): StoredGroup {
  return {
    groupKey: row.group_key,
    path: row.path,
    labels: JSON.parse(row.labels),
    dueAt: toMs(row.due_at),
    state: {
      nextAt: toMs(row.next_at),
      lookedAt: toMs(row.looked_at),
      calledAt: toMs(row.called_at),
      toldAcknowledged: Boolean(row.told_acknowledged),
      escalation:
        row.escalation_at === null
          ? null
          : {
              step: row.escalation_step ?? 0,
              round: row.escalation_round ?? 1,
              nextAt: Date.parse(row.escalation_at),
            },
      reached: JSON.parse(row.reached),
    },
  };
}

/** The row of a group. */
export function toGroupRow({
  groupKey,
  path,
  labels,
  dueAt,
  state,
}: StoredGroup) {
  return {
    group_key: groupKey,
    path,
    labels: JSON.stringify(labels),
    due_at: toIso(dueAt),
    next_at: toIso(state.nextAt),
    looked_at: toIso(state.lookedAt),
    called_at: toIso(state.calledAt),
    told_acknowledged: state.toldAcknowledged,
    escalation_step: state.escalation?.step ?? null,
    escalation_round: state.escalation?.round ?? null,
    escalation_at: toIso(state.escalation?.nextAt ?? null),
    reached: JSON.stringify(state.reached),
  };
}

function toMs(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** ISO instant of milliseconds since the epoch. */
export function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
