import {
  hmacSha256,
  isSameSecret,
} from '@ai-governance/plugin-ai-governance-node';
import { AuthenticationError, InputError } from '@backstage/errors';
import { z } from 'zod/v3';

/** Events that are older than this are not acted on: whoever recorded a signed one gains nothing by it later. */
const MAX_AGE_MS = 24 * 3_600_000;

/** What a person did to an incident. */
export interface IncidentAction {
  kind: 'acknowledge' | 'unacknowledge' | 'resolve';
  /** PagerDuty's id of the event. */
  eventId: string;
  /** Dedup key of the incident: the key of the group. */
  groupKey: string;
  /** Name of the person, or of what did it. */
  actor: string;
}

/** A webhook that asks for nothing, and why. */
export interface IgnoredEvent {
  kind: 'ignored';
  reason: string;
}

const schema = z.object({
  event: z.object({
    id: z.string().min(1).max(255),
    event_type: z.string(),
    occurred_at: z.string().datetime({ offset: true }),
    agent: z
      .object({ type: z.string(), summary: z.string().nullish() })
      .nullish(),
    data: z.object({ incident_key: z.string().nullish() }).nullish(),
  }),
});

const KINDS: Record<string, IncidentAction['kind'] | undefined> = {
  'incident.acknowledged': 'acknowledge',
  'incident.unacknowledged': 'unacknowledge',
  'incident.resolved': 'resolve',
};

/**
 * Checks that PagerDuty sent a webhook (v3): one of the signatures of the header, `v1=` and HMAC-SHA256 of the body, is by
 * one of our secrets.
 * @param body - bytes as they came
 * @throws AuthenticationError when not
 */
export function checkSignature(
  header: string | undefined,
  body: Uint8Array,
  secrets: string[],
): void {
  const given = (header ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part.startsWith('v1='));
  const expected = secrets.map(secret => `v1=${hmacSha256(secret, body)}`);
  if (!given.some(one => expected.some(other => isSameSecret(one, other)))) {
    throw new AuthenticationError(
      'X-PagerDuty-Signature is not by a secret of aiGovernance.pagerDuty.webhookSecrets',
    );
  }
}

/**
 * Reads the body of a webhook (v3).
 *
 * Only people acknowledge and resolve: what we sent comes back as an event of an integration, and a resolution of ours that
 * comes back late must not end an alert that fires anew. An acknowledgement also ends by itself, after a time.
 * @param body - JSON whose signature was found good
 * @throws InputError when it is no webhook
 */
export function readWebhook(
  body: string,
  now: Date = new Date(),
): IncidentAction | IgnoredEvent {
  const parsed = schema.safeParse(toJson(body));
  if (!parsed.success) {
    throw new InputError(
      `The webhook cannot be read: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')}`,
    );
  }
  const { id, event_type, occurred_at, agent, data } = parsed.data.event;
  const kind = KINDS[event_type];
  const ignored = (reason: string): IgnoredEvent => ({
    kind: 'ignored',
    reason,
  });
  if (!kind) {
    return ignored(`events of type ${event_type} change nothing here`);
  }
  if (now.getTime() - Date.parse(occurred_at) > MAX_AGE_MS) {
    return ignored('the event is more than a day old');
  }
  if (!data?.incident_key) {
    return ignored('the incident has no dedup key');
  }
  if (kind !== 'unacknowledge' && agent?.type !== 'user_reference') {
    return ignored('no person did it');
  }
  return {
    kind,
    eventId: id,
    groupKey: data.incident_key,
    actor: agent?.summary?.trim() || 'PagerDuty',
  };
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new InputError('The webhook is not JSON', error);
  }
}
