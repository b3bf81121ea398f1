import { randomBytes } from 'node:crypto';
import type { PortalCallbacks } from '../callbacks/callbacks';
import {
  htmlResponse,
  jsonResponse,
  ServiceError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import { incidentsPage } from '../pagerduty/inboxPage';
import type { PagerDutyAccount } from '../pagerduty/PagerDutyAccount';
import { ON_CALL, sendWebhook, webhookBody } from '../pagerduty/sendWebhook';
import { inboxPage } from '../slack/inboxPage';
import { pressBody, sendPress } from '../slack/interactivity';
import type { SlackWorkspace } from '../slack/SlackWorkspace';
import { mailPage } from '../smtp/inboxPage';
import type { Mailbox } from '../smtp/Mailbox';

/** Answers one method and path. */
export type Route = (
  request: WireRequest,
) => WireResponse | Promise<WireResponse>;

/** Pages of the inboxes, what their buttons call, and what tests read, by method and path. */
export function inboxRoutes(options: {
  workspace: SlackWorkspace;
  pagerDuty: PagerDutyAccount;
  mailbox: Mailbox;
  callbacks: () => PortalCallbacks;
  now: () => Date;
}): Record<string, Route> {
  const { workspace, pagerDuty, mailbox, callbacks, now } = options;
  return {
    'GET /slack/inbox': () => withNonce(nonce => inboxPage(workspace, nonce)),
    'GET /pagerduty': () =>
      withNonce(nonce =>
        incidentsPage(pagerDuty, nonce, callbacks().pagerDuty !== undefined),
      ),
    'GET /mail': () => withNonce(nonce => mailPage(mailbox, nonce)),

    'GET /_simulator/slack/messages': () =>
      jsonResponse(200, { messages: workspace.messages() }),
    'DELETE /_simulator/slack/messages': () => {
      workspace.clear();
      return jsonResponse(200, { messages: [] });
    },
    'GET /_simulator/slack/revision': () =>
      jsonResponse(200, { revision: workspace.revision }),
    'POST /_simulator/slack/actions': ({ body }) =>
      answerAction(async () => {
        const { ts, channel, action } = readAction(body);
        const message = workspace
          .messages()
          .find(one => one.ts === ts && one.channel === channel);
        if (!message) {
          throw new ServiceError(404, 'not_found', 'There is no such message');
        }
        const callback = callbacks().slack;
        if (!callback) {
          throw notConnected('Slack');
        }
        const at = now();
        return sendPress(callback, pressBody(message, action, at), at);
      }),

    'GET /_simulator/pagerduty/incidents': () =>
      jsonResponse(200, {
        incidents: pagerDuty.incidents(),
        changes: pagerDuty.changes(),
        events: pagerDuty.events(),
      }),
    'DELETE /_simulator/pagerduty/incidents': () => {
      pagerDuty.clear();
      return jsonResponse(200, { incidents: [] });
    },
    'GET /_simulator/pagerduty/revision': () =>
      jsonResponse(200, { revision: pagerDuty.revision }),
    'POST /_simulator/pagerduty/actions': ({ body }) =>
      answerAction(async () => {
        const { incident: id, action } = readAction(body);
        if (action !== 'acknowledge' && action !== 'resolve') {
          throw new ServiceError(
            400,
            'bad_action',
            "'action' must be acknowledge or resolve",
          );
        }
        const incident = pagerDuty.act(id, action, ON_CALL.name);
        if (!incident) {
          throw new ServiceError(
            409,
            'conflict',
            'There is no such incident, or it is so already',
          );
        }
        const callback = callbacks().pagerDuty;
        return callback && sendWebhook(callback, webhookBody(incident, action));
      }),

    'GET /_simulator/mail': () => jsonResponse(200, { mails: mailbox.mails() }),
    'DELETE /_simulator/mail': () => {
      mailbox.clear();
      return jsonResponse(200, { mails: [] });
    },
    'GET /_simulator/mail/revision': () =>
      jsonResponse(200, { revision: mailbox.revision }),
  };
}

function withNonce(render: (nonce: string) => string): WireResponse {
  const nonce = randomBytes(16).toString('base64url');
  return htmlResponse(render(nonce), nonce);
}

/** What a button of a page asks for. Texts that are missing are empty. */
function readAction(body: Buffer): Record<string, string> {
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  return Object.fromEntries(
    Object.entries(parsed ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

/** `{ portal }`, what the portal answered, undefined when it is not told; or `{ error }`. */
async function answerAction(
  run: () => Promise<object | undefined>,
): Promise<WireResponse> {
  try {
    return jsonResponse(200, { portal: await run() });
  } catch (error) {
    const status = error instanceof ServiceError ? error.status : 400;
    return jsonResponse(status, { error: String((error as Error).message) });
  }
}

function notConnected(service: string): ServiceError {
  return new ServiceError(
    409,
    'not_connected',
    `${service} of the demo clouds has no portal to tell`,
  );
}
