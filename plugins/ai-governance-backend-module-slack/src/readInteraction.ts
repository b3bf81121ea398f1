import {
  hmacSha256,
  isSameSecret,
} from '@ai-governance/plugin-ai-governance-node';
import { AuthenticationError, InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { ACKNOWLEDGE_ACTION } from './message';

/** Calls that were signed longer ago, or later than now, are not taken: as Slack advises. */
const WINDOW_SECONDS = 300;

/** Somebody pressed the button to acknowledge. */
export interface Acknowledgement {
  groupKey: string;
  /** Name of the person in Slack. */
  actor: string;
  /** The same when the same press comes again. */
  eventId: string;
}

const schema = z.object({
  type: z.string(),
  user: z
    .object({
      id: z.string().min(1).max(100),
      name: z.string().optional(),
      username: z.string().optional(),
    })
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().optional(),
        value: z.string().max(255).optional(),
        action_ts: z.string().max(100).optional(),
      }),
    )
    .optional(),
});

/**
 * Checks that Slack sent a call: its signature is HMAC-SHA256 of version, timestamp and body, and fresh.
 * @param headers - `x-slack-signature` and `x-slack-request-timestamp`
 * @param body - bytes as they came
 * @throws AuthenticationError when not
 */
export function checkSignature(
  headers: { signature: string | undefined; timestamp: string | undefined },
  body: Uint8Array,
  secret: string,
  now: Date = new Date(),
): void {
  const { signature = '', timestamp = '' } = headers;
  const age = now.getTime() / 1_000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > WINDOW_SECONDS) {
    throw new AuthenticationError(
      'X-Slack-Request-Timestamp is not within five minutes of now',
    );
  }
  const expected = `v0=${hmacSha256(secret, `v0:${timestamp}:`, body)}`;
  if (!isSameSecret(signature, expected)) {
    throw new AuthenticationError(
      'X-Slack-Signature is not by aiGovernance.slack.signingSecret',
    );
  }
}

/**
 * Reads the body of an interaction: a form with a field `payload` of JSON.
 * @param body - whose signature was found good
 * @returns undefined when it is none of ours, such as a button that opens a link
 * @throws InputError when it is no interaction
 */
export function readInteraction(body: string): Acknowledgement | undefined {
  const parsed = schema.safeParse(
    toJson(new URLSearchParams(body).get('payload')),
  );
  if (!parsed.success) {
    throw new InputError(
      `The interaction cannot be read: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')}`,
    );
  }
  const { type, user, actions } = parsed.data;
  const action = actions?.find(
    ({ action_id }) => action_id === ACKNOWLEDGE_ACTION,
  );
  if (
    type !== 'block_actions' ||
    !user ||
    !action?.value ||
    !action.action_ts
  ) {
    return undefined;
  }
  return {
    groupKey: action.value,
    actor: user.name?.trim() || user.username?.trim() || user.id,
    eventId: `${user.id}:${action.action_ts}`,
  };
}

function toJson(payload: string | null): unknown {
  try {
    return JSON.parse(payload ?? '');
  } catch (error) {
    throw new InputError("The interaction has no 'payload' of JSON", error);
  }
}
