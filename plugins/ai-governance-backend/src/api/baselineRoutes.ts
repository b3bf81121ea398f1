import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import type { BaselineService } from '../baselines/BaselineService';
import {
  baselineRequest,
  formatOf,
  uploadRequest,
} from '../baselines/requests';
import type { Model } from '../models/ModelStore';
import type { ModelAccess } from './ModelAccess';
import { authorOf, parse } from './requests';

/** Adds the routes of `/v1/models/{id}/baselines`. */
export function addBaselineRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    baselines: BaselineService;
  },
): void {
  const { httpAuth, auditor, access, baselines } = options;

  router.get('/v1/models/:modelId/baselines', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json({ baselines: await baselines.history(model) });
  });

  /** Lets a caller who may change the baseline in, audits it, and answers with the run. */
  const change =
    (
      eventId: string,
      work: (
        req: express.Request,
        model: Model,
        caller: { author: string; signal: AbortSignal },
      ) => Promise<RunStatus>,
    ): express.RequestHandler<{ modelId: string }> =>
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { modelId } = req.params;
      const event = await auditor.createEvent({
        eventId,
        severityLevel: 'medium',
        request: req as express.Request,
        meta: { modelId },
      });
      const gone = new AbortController();
      res.on('close', () => gone.abort(new Error('The caller has gone')));
      try {
        const model = await access.toConfigure(modelId, credentials);
        const run = await work(req as express.Request, model, {
          author: authorOf(credentials),
          signal: gone.signal,
        });
        await event.success({ meta: { runId: run.id } });
        res.status(202).json(run);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    };

  router.post(
    '/v1/models/:modelId/baselines',
    express.json({ limit: '16kb' }),
    change('baseline-set', (req, model, caller) =>
      baselines.choose(model, parse(baselineRequest, req.body, 'body'), caller),
    ),
  );

  router.post(
    '/v1/models/:modelId/baselines/upload',
    change('baseline-upload', (req, model, caller) =>
      baselines.upload(
        model,
        {
          ...parse(uploadRequest, req.query),
          format: formatOf(req.headers['content-type']),
          body: req,
        },
        caller,
      ),
    ),
  );
}
