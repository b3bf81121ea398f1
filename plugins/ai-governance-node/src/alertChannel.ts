import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** One finding within an alert. @public */
export interface AlertMember {
  /** Stable id of the finding. */
  id: string;
  /** Short, for example the name of the drifting column. */
  title: string;
  /** One sentence of evidence. */
  detail: string;
  severity: Severity;
  /** ISO instant. */
  since: string;
}

/**
 * What a channel is asked to tell. All texts are plain text from catalogs and logs: a channel escapes them.
 * @public
 */
export interface AlertMessage {
  /** Stable key of the group of findings, the same from first alert to recovery. */
  groupKey: string;
  state: 'firing' | 'resolved';
  title: string;
  /** One sentence. */
  summary: string;
  severity: Severity;
  entityRef: string;
  /** Absolute URL of the page that shows it. */
  link: string;
  /** Firing members; empty when resolved. */
  members: AlertMember[];
  /** Members that the previous delivery did not tell of. */
  newMembers: AlertMember[];
  /** ISO instant of the decision. */
  at: string;
}

/** What a channel needs to find its earlier message again. Stored as JSON. @public */
export type DeliveryReference = JsonObject;

/**
 * A way to tell people. Delivery is at least once: `deliver` may be repeated after a crash.
 * @public
 */
export interface AlertChannel {
  /** Unique and stable, for example `slack`. */
  readonly id: string;

  /**
   * The channel's address on an owner (a group, or the entity itself), read from its annotations or profile;
   * undefined when the owner has none.
   */
  destinationOf(owner: Entity): string | undefined;

  /** Where alerts go that no owner has an address for; undefined when they go nowhere. */
  readonly defaultDestination?: string;

  /**
   * Tells people, or updates what they were told.
   * @param options - `previous` is what an earlier delivery for the same group returned
   * @returns reference for the next update
   * @throws AlertDeliveryError
   */
  deliver(
    message: AlertMessage,
    options: {
      destination: string;
      previous?: DeliveryReference;
      signal: AbortSignal;
    },
  ): Promise<DeliveryReference>;
}

/**
 * A delivery that failed.
 * @public
 */
export class AlertDeliveryError extends Error {
  readonly name = 'AlertDeliveryError';
  /** Whether the same delivery may succeed later. */
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
