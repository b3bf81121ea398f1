import {
  plainLine,
  type AlertInbox,
} from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { checkSignature, readInteraction } from './readInteraction';

/** Path of Slack's calls below `/api/ai-governance`. Slack has no Backstage token: its signature is checked instead. */
export const INTERACTIVITY_PATH = '/v1/channels/slack/interactivity';

/** Largest call: it holds the whole message. */
const MAX_BODY = '1mb';
const MAX_ACTOR = 200;

/** Route of Slack's calls when somebody presses a button. */
export function createRouter(options: {
  secret: string;
  inbox: () => AlertInbox;
  logger: LoggerService;
}): express.Router {
  const { secret, inbox, logger } = options;
  const router = Router();
  router.post(
    INTERACTIVITY_PATH,
    // The signature is of the bytes.
    express.raw({ type: () => true, limit: MAX_BODY }),
    async (req, res) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      checkSignature(
        {
          signature: req.get('x-slack-signature'),
          timestamp: req.get('x-slack-request-timestamp'),
        },
        body,
        secret,
      );
      const pressed = readInteraction(body.toString('utf8'));
      if (pressed) {
        const { groupKey, eventId, actor } = pressed;
        try {
          await inbox().acknowledge({
            channelId: 'slack',
            groupKey,
            actor: { name: plainLine(actor, MAX_ACTOR) },
            eventId,
          });
        } catch (error) {
          if (!isError(error) || error.name !== 'NotFoundError') {
            throw error;
          }
          // A button of long ago: Slack would show an error that nobody can do anything about.
          logger.info(
            `Slack's button of group ${groupKey} was pressed, which is not known any more`,
          );
        }
      }
      // Slack takes an empty answer for done; the message itself is updated by the delivery that follows.
      res.status(200).end();
    },
  );
  return router;
}
