import type {
  AlertTransition,
  NotifyReason,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { AlertInbox } from './alertInbox';

/** One alert within a message. Texts are plain text from catalogs and logs. @public */
export interface AlertMember {
  /** Id of the alert, stable over all its occurrences. */
  id: string;
  state: 'firing' | 'resolved';
  /** Short, for example the name of the drifting column. */
  title: string;
  /** One sentence of evidence. */
  detail: string;
  severity: Severity;
  entityRef: string;
  /** ISO instant at which it began to fire. */
  since: string;
  /** ISO instant; null while it fires. */
  endedAt: string | null;
  /** Who took it on: a user ref, or `<channel>:<name>`; null when nobody did. */
  acknowledgedBy: string | null;
  /** Absolute URL of the page that shows it. */
  link: string;
  labels: Record<string, string>;
}

/**
 * What a channel is asked to tell: the state of a group of alerts as a whole, so that a message that is lost or
 * repeated is mended by the next one. All texts are plain text from catalogs and logs: a channel escapes and clamps them.
 * @public
 */
export interface AlertMessage {
  /**
   * SHA-256 of the group's identity, 64 hexadecimal digits: the same from first alert to recovery, and again when the
   * group fires anew. Fit as a deduplication key.
   */
  groupKey: string;
  /**
   * What it is about. `trigger`: call people, for the reason given. `update`: change what they were told, and call
   * nobody. `acknowledge`: somebody took on all that fires. `resolve`: nothing fires any more.
   */
  transition: AlertTransition;
  /** Why people are told now; `test` for a test that somebody asked for, which must say that it is one. */
  reason: NotifyReason;
  title: string;
  /** One sentence. May be empty. */
  summary: string;
  /** The gravest of the members; that of the gravest there was when resolved. */
  severity: Severity;
  /** The entity when all members are of one; null otherwise. */
  entityRef: string | null;
  /** Ref of the owner of all members; null when there is none or they differ. */
  owner: string | null;
  /** Absolute URL of the page that shows it. */
  link: string;
  /** Labels and values that the group is made by. */
  groupLabels: Record<string, string>;
  /** Firing members, the gravest first, at most 100; empty when resolved. */
  members: AlertMember[];
  /** Firing members that the previous delivery to this destination did not tell of, or told of as milder. */
  newMembers: AlertMember[];
  /** Members of which the previous delivery told as firing and which have recovered, at most 100. */
  resolvedMembers: AlertMember[];
  /** How many there are in all, beyond those listed. */
  counts: { firing: number; resolved: number };
  /** Who took on the firing members, the latest; null when any of them is not taken on. */
  acknowledgedBy: string | null;
  /** ISO instant at which the first member began to fire. */
  since: string;
  /** ISO instant of the decision. */
  at: string;
}

/** A change of a model that is no alert: a new version behind an endpoint. @public */
export interface ModelChangeMessage {
  /** Stable id of the change. */
  id: string;
  entityRef: string;
  title: string;
  /** One sentence. */
  summary: string;
  /** Absolute URL of the page that shows it. */
  link: string;
  /** Names and values of what is new, such as `version: 8`. */
  details: Record<string, string>;
  /** ISO instant at which it was seen. */
  at: string;
}

/** What a channel needs to find its earlier message again. Stored as JSON, at most 4 KB. @public */
export type DeliveryReference = JsonObject;

/** What a channel can do; the core asks for nothing else. @public */
export interface AlertChannelAbilities {
  /** The service itself takes repeated deliveries of one `groupKey` and transition as one. */
  dedupKey: boolean;
  /** `acknowledge` transitions are delivered. */
  acknowledge: boolean;
  /**
   * `update` transitions are delivered, and an earlier message is changed instead of a further one being sent. Without
   * it a channel gets `trigger`, `resolve` and what else it is able to.
   */
  update: boolean;
}

/** What a channel may ask for while it looks for an address. @public */
export interface OwnerContext {
  /** The users that are direct members of the owner, at most 100; none when it is no group. */
  members(): Promise<Entity[]>;
}

/** How a message is to be delivered. @public */
export interface DeliveryOptions {
  /** Address in the channel's own form. Follow-ups go where the first delivery of the group went. */
  destination: string;
  /** What the previous delivery to this destination returned, while the group has not recovered in between. */
  previous?: DeliveryReference;
  /** Id of this delivery, the same when it is tried again, at most 64 characters. */
  deliveryId: string;
  signal: AbortSignal;
}

/**
 * A way to tell people. Delivery is at least once: after a crash `deliver` may be called again with the same
 * `deliveryId`. At most one delivery per group and destination is under way at a time.
 * @public
 */
export interface AlertChannel {
  /** Unique and stable, for example `slack`. At most 64 characters. */
  readonly id: string;
  /** As shown to people, for example `Slack`. */
  readonly title: string;
  readonly abilities: AlertChannelAbilities;

  /**
   * The channel's address on an owner, read from its annotations or profile; undefined when it has none. Asked for the
   * entity itself, its owner, the owner's parents, and the owner of its system, in this order.
   * @param owner - entity of any kind
   */
  destinationOf(
    owner: Entity,
    context: OwnerContext,
  ): string | undefined | Promise<string | undefined>;

  /** Where alerts go that no owner has an address for; undefined when they go nowhere. */
  readonly defaultDestination?: string;

  /** A destination as it is shown to people and logged; needed when it is a secret. Default: as it is. */
  describeDestination?(destination: string): string;

  /**
   * Tells people, or updates what they were told. A test is a `trigger` with the reason `test`, followed by a
   * `resolve` when it succeeded and the channel has a dedup key or updates.
   * @returns reference for the next delivery to this destination
   * @throws AlertDeliveryError
   */
  deliver(
    message: AlertMessage,
    options: DeliveryOptions,
  ): Promise<DeliveryReference>;

  /**
   * Tells of a change that is no alert. Without it such changes are not told there.
   * @throws AlertDeliveryError
   */
  announceChange?(
    change: ModelChangeMessage,
    options: Omit<DeliveryOptions, 'previous'>,
  ): Promise<void>;

  /**
   * Asks the service whether it would take messages, without sending one. Without it health is that of the deliveries.
   * @returns one sentence on what is right
   * @throws AlertDeliveryError that says what is wrong
   */
  probe?(options: { signal: AbortSignal }): Promise<string>;

  /**
   * Called once before the first delivery. What people do in the channel, such as pressing a button, is handed to the
   * inbox. HTTP routes are the module's own, on `coreServices.httpRouter` below `/v1/channels/<id>/`.
   */
  connect?(inbox: AlertInbox): void;
}

/**
 * A delivery that failed.
 * @public
 */
export class AlertDeliveryError extends Error {
  readonly name = 'AlertDeliveryError';
  /** Whether the same delivery may succeed later; if not, it becomes a dead letter. */
  readonly retryable: boolean;
  /** Milliseconds to wait before the next try, when the service said so. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    options: { retryable: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
