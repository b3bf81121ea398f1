import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import type { ColumnService } from '../monitors/ColumnService';
import { columnsRequest } from '../monitors/columnsRequest';
import type { ModelAccess } from './ModelAccess';
import { authorOf, parse } from './requests';

/** Adds the routes of `/v1/models/{id}/columns`. */
export function addColumnRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    columns: ColumnService;
  },
): void {
  const { httpAuth, auditor, access, columns } = options;

  router.get('/v1/models/:modelId/columns', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(await columns.get(model));
  });

  router.post(
    '/v1/models/:modelId/columns',
    express.json({ limit: '1mb' }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { modelId } = req.params;
      const event = await auditor.createEvent({
        eventId: 'columns-set',
        severityLevel: 'medium',
        request: req as express.Request,
        meta: { modelId },
      });
      try {
        const model = await access.toConfigure(modelId, credentials);
        const answer = await columns.set(
          model,
          parse(columnsRequest, req.body, 'body'),
          { author: authorOf(credentials), now: new Date() },
        );
        await event.success({
          meta: { version: answer.monitor.version, runId: answer.run?.id },
        });
        res.json(answer);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    },
  );
}
