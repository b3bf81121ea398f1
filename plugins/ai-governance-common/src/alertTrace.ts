import type { AlertEvent, AlertState, Suppression } from './alerts';
import type { AlertMatcher } from './alertRules';
import type { Severity } from './verdicts';

/**
 * What a delivery is about: `trigger` calls people; `update` changes what they were told and calls nobody;
 * `acknowledge` and `resolve` say so.
 * @public
 */
export type AlertTransition = 'trigger' | 'update' | 'acknowledge' | 'resolve';

/** Why people are told. @public */
export type NotifyReason =
  | 'first'
  | 'new-members'
  | 'graver'
  | 'silence-ended'
  | 'escalation'
  | 'repeat'
  | 'some-resolved'
  | 'acknowledged'
  | 'all-resolved'
  | 'test';

/** Why people are not told. @public */
export type HoldReason =
  | 'group-wait'
  | 'group-interval'
  | 'already-told'
  | 'acknowledged'
  | 'silenced'
  | 'maintenance'
  | 'inhibited'
  | 'mute-time'
  | 'never-announced'
  | 'resolve-not-wanted'
  | 'moved'
  | 'no-route';

/**
 * State of a delivery. `superseded`: a later one said more before this one was sent. `skipped`: there was nobody to send
 * it to by this channel, or the channel takes no such messages. `dead`: given up.
 * @public
 */
export type DeliveryState =
  | 'pending'
  | 'sent'
  | 'dead'
  | 'superseded'
  | 'skipped';

/** One try of a delivery. @public */
export interface DeliveryAttempt {
  /** ISO instant. */
  at: string;
  /** Null when it succeeded. */
  error: string | null;
}

/** A message to one destination. @public */
export interface AlertDelivery {
  id: string;
  groupKey: string;
  channel: string | null;
  /** As shown to people, without secrets; null before it was found out. */
  destination: string | null;
  /** `owner`, `parent`, `system-owner`, `default`, an entity ref or a fixed address. */
  to: string;
  transition: AlertTransition | 'change';
  reason: NotifyReason | 'new-version';
  severity: Severity;
  title: string;
  state: DeliveryState;
  createdAt: string;
  sentAt: string | null;
  /** ISO instant of the next try; null when there is none. */
  nextAttemptAt: string | null;
  /** Oldest first; the last 20. */
  attempts: DeliveryAttempt[];
  /** Alerts that it tells of. */
  alertCount: number;
}

/** Answer of `GET /alerts/deliveries`. @public */
export interface AlertDeliveryPage {
  items: AlertDelivery[];
  nextCursor: string | null;
}

/** A route that an alert takes. @public */
export interface TraceRoute {
  /** Names or numbers from the root, such as `root / critical`. */
  path: string;
  /** The matchers on the way. */
  matchers: AlertMatcher[];
}

/** One destination of a group, and what it knows. @public */
export interface TraceTarget {
  to: string;
  channel: string | null;
  destination: string | null;
  /** Ref of the entity whose address it is, or `default`. */
  owner: string | null;
  /** What was last told there; null when nothing was. */
  told: AlertState | null;
  toldAt: string | null;
}

/** An alert's place in one group. @public */
export interface TraceGroup {
  groupKey: string;
  route: TraceRoute;
  /** What the alerts of the group have in common. */
  groupBy: Record<string, string>;
  joinedAt: string;
  /** Since when another route counts for it, and this group tells only of its end; null otherwise. */
  movedAt: string | null;
  /** The latest decision on this alert in this group, and its reason. */
  decision: {
    told: boolean;
    reason: NotifyReason | HoldReason;
    /** One sentence. */
    detail: string;
    at: string;
  } | null;
  /** When the group is looked at next; null when nothing is to come. */
  nextDecisionAt: string | null;
  lastNotifiedAt: string | null;
  /** When people are told again although nothing changed; null when they will not be. */
  repeatDueAt: string | null;
  /** Null when the route has no escalation, or it has ended. */
  escalation: {
    chain: string;
    /** Steps done in this round, of `steps`. */
    step: number;
    steps: number;
    /** Rounds begun, from 1, of `rounds`. */
    round: number;
    rounds: number;
    /** When the next step is due. */
    nextAt: string | null;
  } | null;
  /** Timers of the route, ISO 8601 durations. */
  timers: { groupWait: string; groupInterval: string; repeatInterval: string };
  targets: TraceTarget[];
  /** Newest first, at most 50. */
  deliveries: AlertDelivery[];
}

/** Answer of `GET /alerts/{id}/trace`: why it was, or was not, sent. @public */
export interface AlertTrace {
  alertId: string;
  /** The answer in a few sentences. */
  summary: string;
  suppression: Suppression | null;
  groups: TraceGroup[];
  /** Newest first, at most 200. */
  events: AlertEvent[];
}

/** Health of a channel. `unknown` until it was tried. @public */
export type AlertChannelState = 'ok' | 'failing' | 'unknown';

/** A channel as `GET /alerts/channels` lists it. @public */
export interface AlertChannelInfo {
  id: string;
  title: string;
  abilities: { dedupKey: boolean; acknowledge: boolean; update: boolean };
  /** As shown to people; null when there is none. */
  defaultDestination: string | null;
  state: AlertChannelState;
  /** One sentence. */
  detail: string;
  lastSuccessAt: string | null;
  lastErrorAt: string | null;
  lastError: string | null;
  consecutiveFailures: number;
  /** Deliveries that wait for their first or next try. */
  pending: number;
  /** Deliveries that were given up. */
  dead: number;
}

/** Body of `POST /alerts/channels/{id}/test`. @public */
export interface ChannelTestRequest {
  /** Address in the channel's own form. */
  destination?: string;
  /** Entity whose owner is to get it, found as for an alert. */
  entityRef?: string;
}

/** Answer of `POST /alerts/channels/{id}/test`. @public */
export interface ChannelTestResult {
  ok: boolean;
  /** As shown to people. */
  destination: string;
  /** Null when it succeeded. */
  error: string | null;
}
