import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import type { PushService } from '../push/PushService';
import { readBody } from '../push/readBody';
import type { ModelAccess } from './ModelAccess';
import { authorOf } from './requests';

/** Adds the routes of `/v1/models/{id}/inferences` and `/labels`. */
export function addPushRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    push: PushService;
    labels: PushService<'no-label'>;
  },
): void {
  addPushRoute(router, { ...options, what: 'inferences' });
  addPushRoute(router, { ...options, what: 'labels', push: options.labels });
}

function addPushRoute<R extends string>(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    what: 'inferences' | 'labels';
    push: PushService<R>;
  },
): void {
  const { httpAuth, auditor, access, what, push } = options;

  router.post(`/v1/models/:modelId/${what}`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { modelId } = req.params;
    const event = await auditor.createEvent({
      eventId: `${what}-push`,
      severityLevel: 'medium',
      request: req,
      meta: { modelId },
    });
    try {
      const model = await access.toPush(modelId, credentials);
      const answer = await push.receive(model, {
        body: readBody(req),
        idempotencyKey: req.header('idempotency-key'),
        author: authorOf(credentials),
        now: new Date(),
      });
      await event.success({
        meta: {
          requestId: answer.requestId,
          accepted: answer.accepted,
          rejected: answer.rejectedCount,
        },
      });
      res.status(202).json(answer);
    } catch (error) {
      await event.fail({ error: error as Error });
      // A body that was not read to its end would be taken for the next request.
      res.set('Connection', 'close');
      throw error;
    }
  });
}
