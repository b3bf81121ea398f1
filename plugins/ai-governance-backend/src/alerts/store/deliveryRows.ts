import type {
  AlertDelivery,
  DeliveryState,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type { DeliveryContent } from '../delivery/content';

/** A message in the outbox. */
export interface StoredDelivery {
  /** Order in which messages were added. */
  seq: number;
  id: string;
  groupKey: string;
  /** Key of the target. */
  target: string;
  content: DeliveryContent;
  transition: AlertDelivery['transition'];
  reason: AlertDelivery['reason'];
  severity: Severity;
  title: string;
  alertCount: number;
  state: DeliveryState;
  channel: string | null;
  destination: string | null;
  owner: string | null;
  /** Tries so far. */
  attempts: number;
  nextAttemptAt: string | null;
  leaseOwner: string | null;
  createdAt: string;
  sentAt: string | null;
}

/** A row of table `notification_deliveries`. */
export interface DeliveryRow {
  /** PostgreSQL's bigint comes as text. */
  seq: number | string;
  id: string;
  group_key: string;
  target: string;
  transition: string;
  reason: string;
  severity: string;
  title: string;
  message: string;
  alert_count: number;
  state: string;
  channel: string | null;
  destination: string | null;
  owner: string | null;
  attempts: number;
  next_attempt_at: string | null;
  lease_owner: string | null;
  created_at: string;
  sent_at: string | null;
}

/** Columns of a new delivery with their types. */
export const DELIVERY_COLUMNS = {
  id: 'text',
  group_key: 'text',
  target: 'text',
  kind: 'text',
  transition: 'text',
  reason: 'text',
  severity: 'text',
  title: 'text',
  message: 'text',
  alert_count: 'integer',
  state: 'text',
  attempts: 'integer',
  next_attempt_at: 'text',
  created_at: 'text',
} as const;

/** A delivery as it is stored. */
export function toDelivery(row: DeliveryRow): StoredDelivery {
  return {
    seq: Number(row.seq),
    id: row.id,
    groupKey: row.group_key,
    target: row.target,
    content: JSON.parse(row.message),
    transition: row.transition as AlertDelivery['transition'],
    reason: row.reason as AlertDelivery['reason'],
    severity: row.severity as Severity,
    title: row.title,
    alertCount: row.alert_count,
    state: row.state as DeliveryState,
    channel: row.channel,
    destination: row.destination,
    owner: row.owner,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    leaseOwner: row.lease_owner,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  };
}
