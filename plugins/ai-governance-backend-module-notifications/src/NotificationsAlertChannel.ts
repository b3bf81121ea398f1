import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import {
  AlertDeliveryError,
  plainLine,
  type AlertChannel,
  type AlertMessage,
  type DeliveryOptions,
  type DeliveryReference,
} from '@ai-governance/plugin-ai-governance-node';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';

const KEY = 'aiGovernance.notifications.defaultRecipient';
const MAX_TITLE = 200;
const MAX_DESCRIPTION = 1_000;
const MAX_TOPIC = 100;
/** Titles of alerts that a description names. */
const MAX_NAMED = 5;

const SEVERITIES: Record<Severity, NotificationSeverity> = {
  critical: 'critical',
  high: 'high',
  medium: 'normal',
  low: 'low',
  none: 'low',
};

/**
 * Alerts in the portal, by Backstage's own notifications: one per group of alerts and person, which what comes later
 * replaces.
 * @public
 */
export class NotificationsAlertChannel implements AlertChannel {
  readonly id = 'notifications';
  readonly title = 'Backstage notifications';
  // An update would make a read notification unread again, and so call people.
  readonly abilities = { dedupKey: true, acknowledge: false, update: false };
  readonly defaultDestination?: string;
  readonly #notifications: NotificationService;
  readonly #portalUrl: string;

  /**
   * Reads `aiGovernance.notifications` and `app.baseUrl`.
   * @param config - configuration of the whole app
   * @throws InputError when the default recipient is no group or user
   */
  static fromConfig(
    config: Config,
    options: { notifications: NotificationService },
  ): NotificationsAlertChannel {
    const recipient = config.getOptionalString(KEY);
    return new NotificationsAlertChannel({
      ...options,
      defaultDestination:
        recipient === undefined ? undefined : readRecipient(recipient),
      portalUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
        /\/+$/,
        '',
      ),
    });
  }

  private constructor(parts: {
    notifications: NotificationService;
    defaultDestination?: string;
    portalUrl: string;
  }) {
    this.#notifications = parts.notifications;
    this.defaultDestination = parts.defaultDestination;
    this.#portalUrl = parts.portalUrl;
  }

  /** The group or user itself: its members are found when they are notified. */
  destinationOf(owner: Entity): string | undefined {
    return isPeople(owner.kind) ? stringifyEntityRef(owner) : undefined;
  }

  /**
   * Notifies the members of a group, or a user.
   * @returns an empty reference: nothing is needed for the next one
   * @throws AlertDeliveryError, retryable unless the notifications backend refuses the notification itself
   */
  async deliver(
    message: AlertMessage,
    { destination, signal }: DeliveryOptions,
  ): Promise<DeliveryReference> {
    const entityRef = toRecipient(destination);
    if (signal.aborted) {
      throw new AlertDeliveryError('The delivery was stopped', {
        retryable: true,
        cause: signal.reason,
      });
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef },
        payload: this.#toPayload(message),
      });
    } catch (error) {
      throw toDeliveryError(error, entityRef);
    }
    return {};
  }

  #toPayload(message: AlertMessage): NotificationPayload {
    const { transition, reason, title, severity, link, groupKey } = message;
    const resolved = transition === 'resolve';
    const ended = resolved ? 'Resolved: ' : '';
    const prefix = reason === 'test' ? 'Test: ' : ended;
    return {
      title: plainLine(`${prefix}${title}`, MAX_TITLE),
      description: toDescription(message),
      link: this.#toPath(link),
      severity: resolved ? 'low' : SEVERITIES[severity],
      topic: toTopic(message),
      scope: groupKey,
    };
  }

  /** A path within the portal opens in place; what is elsewhere is not linked to. */
  #toPath(link: string): string | undefined {
    return this.#portalUrl && link.startsWith(`${this.#portalUrl}/`)
      ? link.slice(this.#portalUrl.length)
      : undefined;
  }
}

function toDescription(message: AlertMessage): string {
  const { members, counts, summary, acknowledgedBy } = message;
  const names = members
    .slice(0, MAX_NAMED)
    .map(({ title }) => plainLine(title, MAX_TITLE / 2));
  const left = counts.firing - names.length;
  return plainLine(
    [
      summary,
      names.length > 0
        ? `${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}.`
        : '',
      acknowledgedBy ? `Taken on by ${acknowledgedBy}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    MAX_DESCRIPTION,
  );
}

/** What people can switch off in their settings: a type of alerts, where all are of one. */
function toTopic({ groupLabels, members }: AlertMessage): string {
  const types = new Set(members.map(({ labels }) => labels.type));
  const [only] = types.size === 1 ? types : [];
  return plainLine(groupLabels.type || only || 'alerts', MAX_TOPIC);
}

function isPeople(kind: string): boolean {
  return ['group', 'user'].includes(kind.toLocaleLowerCase('en-US'));
}

/** @throws InputError when it is no ref of a group or user */
function readRecipient(ref: string): string {
  try {
    return toRecipient(ref);
  } catch (error) {
    throw new InputError(
      `${KEY} is '${ref}', expected the ref of a group or user`,
      error,
    );
  }
}

/** @throws AlertDeliveryError, not to be tried again, when it is no ref of a group or user */
function toRecipient(ref: string): string {
  let kind = '';
  try {
    const compound = parseEntityRef(ref);
    kind = compound.kind;
    if (isPeople(kind)) {
      return stringifyEntityRef(compound);
    }
  } catch {
    // Told below.
  }
  throw new AlertDeliveryError(
    `'${ref.slice(0, 100)}' is no group or user that can be notified`,
    { retryable: false },
  );
}

/** The client tells the status of a refusal in words only. */
function toDeliveryError(error: unknown, to: string): AlertDeliveryError {
  const message = error instanceof Error ? error.message : String(error);
  const status = Number(/failed with status (\d{3})/.exec(message)?.[1] ?? 500);
  return new AlertDeliveryError(
    `${to} could not be notified in Backstage: ${message}`,
    {
      retryable: status >= 500 || status === 408 || status === 429,
      cause: error,
    },
  );
}
