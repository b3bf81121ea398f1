import {
  plainLine,
  type AlertInbox,
} from '@ai-governance/plugin-ai-governance-node';
import { isError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import {
  checkSignature,
  readWebhook,
  type IncidentAction,
} from './readWebhook';

/** Path of the webhook below `/api/ai-governance`. PagerDuty has no Backstage token: its signature is checked instead. */
export const WEBHOOK_PATH = '/v1/channels/pagerduty/webhook';

/** Largest webhook; PagerDuty's are a few kilobytes. */
const MAX_BODY = '256kb';
const MAX_ACTOR = 200;

/**
 * Route of PagerDuty's webhooks (v3). An event that asks for nothing is answered like one that changed something, for
 * PagerDuty repeats calls that are refused and in the end disables the webhook.
 */
export function createRouter(options: {
  secrets: string[];
  inbox: () => AlertInbox;
}): express.Router {
  const { secrets, inbox } = options;
  const router = Router();
  router.post(
    WEBHOOK_PATH,
    // The signature is of the bytes.
    express.raw({ type: () => true, limit: MAX_BODY }),
    async (req, res) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      checkSignature(req.get('x-pagerduty-signature'), body, secrets);
      const action = readWebhook(body.toString('utf8'));
      res.json(
        action.kind === 'ignored'
          ? { outcome: 'ignored', reason: action.reason }
          : await handIn(action, inbox()),
      );
    },
  );
  return router;
}

async function handIn(
  { kind, eventId, groupKey, actor }: IncidentAction,
  inbox: AlertInbox,
): Promise<object> {
  try {
    const { outcome } = await inbox[kind]({
      channelId: 'pagerduty',
      groupKey,
      actor: { name: plainLine(actor, MAX_ACTOR) },
      eventId,
    });
    return { outcome };
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      // The service has incidents of others, too.
      return { outcome: 'ignored', reason: 'the incident is of others' };
    }
    throw error;
  }
}
