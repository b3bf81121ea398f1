import { FAIRNESS_METRICS } from '@ai-governance/plugin-ai-governance-statistics';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import { z } from 'zod/v3';
import { HOUR_MS } from '../database/time';
import type { FairnessService } from '../fairness/FairnessService';
import { thresholdsRequest } from '../fairness/thresholdsRequest';
import type { PerformanceService } from '../performance/PerformanceService';
import type { ModelAccess } from './ModelAccess';
import { authorOf, parse } from './requests';

const DAY_MS = 24 * HOUR_MS;
/** Length of the trend when nobody says, and the most there is in one answer. */
const TREND_MS = 35 * DAY_MS;
const LONGEST_TREND_MS = 400 * DAY_MS;

const instant = z.string().datetime({ offset: true });

const historyQuery = z
  .object({
    variant: z.string().min(1),
    metric: z.enum(FAIRNESS_METRICS).optional(),
    attributes: z
      .union([z.string().transform(name => [name]), z.array(z.string()).max(8)])
      .optional(),
    since: instant.optional(),
    until: instant.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(5000).default(1000),
  })
  .strict(
    'allowed are variant, metric, attributes, since, until, cursor, limit',
  );

const trendQuery = z
  .object({ since: instant.optional(), until: instant.optional() })
  .strict('allowed are since, until')
  .transform(query => {
    const until = query.until ? new Date(query.until) : new Date();
    const since = query.since
      ? new Date(query.since)
      : new Date(until.getTime() - TREND_MS);
    return { since, until };
  })
  .refine(
    ({ since, until }) =>
      since < until && until.getTime() - since.getTime() <= LONGEST_TREND_MS,
    '`since` must lie before `until`, by at most 400 days',
  );

/** Adds the routes of `/v1/models/{id}/bias` and `/performance`. */
export function addOutcomeRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    fairness: FairnessService;
    performance: PerformanceService;
  },
): void {
  const { httpAuth, auditor, access, fairness, performance } = options;

  router.get('/v1/models/:modelId/bias', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json({ runs: await fairness.latest(model, { intersection: false }) });
  });

  router.get('/v1/models/:modelId/bias/intersectional', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json({ runs: await fairness.latest(model, { intersection: true }) });
  });

  router.get('/v1/models/:modelId/bias/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    const { since, until, ...query } = parse(historyQuery, req.query);
    res.json(
      await fairness.history(model, {
        ...query,
        since: new Date(since ?? 0).toISOString(),
        until: (until ? new Date(until) : new Date()).toISOString(),
      }),
    );
  });

  router.post(
    '/v1/models/:modelId/bias/thresholds',
    express.json({ limit: '100kb' }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { modelId } = req.params;
      const event = await auditor.createEvent({
        eventId: 'bias-thresholds-set',
        severityLevel: 'medium',
        request: req as express.Request,
        meta: { modelId },
      });
      try {
        const model = await access.toConfigure(modelId, credentials);
        const request = parse(thresholdsRequest, req.body, 'body');
        const answer = await fairness.setThresholds(model, request, {
          author: authorOf(credentials),
          now: new Date(),
        });
        const { reason, ...changes } = request;
        await event.success({
          meta: { version: answer.settingsVersion, reason, changes },
        });
        res.json(answer);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    },
  );

  router.get('/v1/models/:modelId/performance', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(await performance.answer(model, parse(trendQuery, req.query)));
  });
}
