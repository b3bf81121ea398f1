import {
  callPortal,
  hmac,
  type CallbackResult,
  type PortalCallbacks,
} from '../callbacks/callbacks';
import { ServiceError } from '../http/wire';
import type { SlackBlock, SlackInboxMessage } from './SlackWorkspace';

/** Who presses buttons in the inbox. */
export const READER = { id: 'U0PRIYA', name: 'Priya Raman' };
const TEAM = { id: 'T0SIMULATED', domain: 'acme' };

/**
 * Body of the call by which Slack tells that somebody pressed a button of a message: a form with one JSON field.
 * @throws ServiceError 404 when the message has no button with the id
 */
export function pressBody(
  message: SlackInboxMessage,
  actionId: string,
  at: Date,
): string {
  const { channel, channelName, ts, threadTs, text } = message;
  const blocks = message.blocks.map((block, index) => ({
    block_id: `b${index}`,
    ...block,
  }));
  const found = blocks
    .flatMap((block: SlackBlock) =>
      (block.type === 'actions' ? block.elements : []).map(
        (element: SlackBlock) => ({ block, element }),
      ),
    )
    .find(({ element }) => element.action_id === actionId);
  if (!found) {
    throw new ServiceError(
      404,
      'no_such_action',
      `The message has no button '${actionId}'`,
    );
  }
  const { block, element } = found;
  const actionTs = `${Math.floor(at.getTime() / 1_000)}.${String(
    (at.getTime() % 1_000) * 1_000,
  ).padStart(6, '0')}`;
  const payload = {
    type: 'block_actions',
    user: {
      id: READER.id,
      username: READER.name.toLowerCase().replace(' ', '.'),
      name: READER.name.toLowerCase().replace(' ', '.'),
      team_id: TEAM.id,
    },
    api_app_id: 'A0GOVERN',
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: false,
    },
    trigger_id: `${actionTs}.${READER.id}`,
    team: TEAM,
    channel: { id: channel, name: channelName },
    message: { type: 'message', ts, thread_ts: threadTs, text, blocks },
    actions: [
      {
        type: element.type,
        action_id: element.action_id,
        block_id: block.block_id,
        value: element.value,
        action_ts: actionTs,
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** Sends the call, signed as Slack signs it at an instant. */
export async function sendPress(
  callback: NonNullable<PortalCallbacks['slack']>,
  body: string,
  at: Date,
): Promise<CallbackResult> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return callPortal(callback.url, body, {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac(
      callback.secret,
      `v0:${timestamp}:${body}`,
    )}`,
  });
}
