import { DRIFT_METHODS } from '@ai-governance/plugin-ai-governance-common';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v3';
import type { FleetService } from '../fleet/FleetService';
import type { ReadScopes } from '../fleet/ReadScopes';
import type { HealthQueries } from '../health/HealthQueries';
import type { InventoryService } from '../inventory/InventoryService';
import type { VersionService } from '../versions/VersionService';
import type { RunStore } from '../runs/RunStore';
import type { MonitoringService } from '../tasks/MonitoringService';
import type { BaselineService } from '../baselines/BaselineService';
import type { FairnessService } from '../fairness/FairnessService';
import type { PerformanceService } from '../performance/PerformanceService';
import type { PushService } from '../push/PushService';
import type { ColumnService } from '../monitors/ColumnService';
import { addAlertRoutes, type AlertRouteOptions } from './alertRoutes';
import { addBaselineRoutes } from './baselineRoutes';
import { addFleetRoutes } from './fleetRoutes';
import { addColumnRoutes } from './columnRoutes';
import type { ModelAccess } from './ModelAccess';
import type { ModelQueries } from './ModelQueries';
import { addOutcomeRoutes } from './outcomeRoutes';
import { addPushRoutes } from './pushRoutes';
import { authorOf, parse } from './requests';

const historyQuery = z
  .object({
    variant: z.string().min(1),
    column: z.string().min(1).optional(),
    method: z.enum(DRIFT_METHODS).optional(),
    since: z.string().datetime({ offset: true }).optional(),
    until: z.string().datetime({ offset: true }).optional(),
  })
  .strict();

const distributionQuery = z
  .object({ variant: z.string().min(1), column: z.string().min(1) })
  .strict();

const rootCauseQuery = z.object({ variant: z.string().min(1) }).strict();

/** Routes of `/api/ai-governance/v1`. */
export function createRouter(
  options: AlertRouteOptions & {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    access: ModelAccess;
    queries: ModelQueries;
    scopes: ReadScopes;
    fleet: FleetService;
    inventory: InventoryService;
    health: HealthQueries;
    versions: VersionService;
    runs: RunStore;
    monitoring: MonitoringService;
    baselines: BaselineService;
    push: PushService;
    labels: PushService<'no-label'>;
    fairness: FairnessService;
    performance: PerformanceService;
    columns: ColumnService;
  },
): express.Router {
  const { httpAuth, auditor, access, queries, runs, monitoring } = options;
  const router = Router();

  router.get('/v1/models/:modelId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(await queries.detail(model));
  });

  router.get('/v1/models/:modelId/drift', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json({ runs: await queries.drift(model) });
  });

  router.get('/v1/models/:modelId/drift/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    const { since, until, ...query } = parse(historyQuery, req.query);
    const points = await queries.history(model, {
      ...query,
      since: new Date(since ?? 0).toISOString(),
      until: (until ? new Date(until) : new Date()).toISOString(),
    });
    res.json({ points });
  });

  router.get('/v1/models/:modelId/drift/distribution', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(
      await queries.distribution(model, parse(distributionQuery, req.query)),
    );
  });

  router.get('/v1/models/:modelId/drift/root-cause', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json({
      rootCause: await queries.rootCause(
        model,
        parse(rootCauseQuery, req.query),
      ),
    });
  });

  router.post('/v1/models/:modelId/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { modelId } = req.params;
    const event = await auditor.createEvent({
      eventId: 'run-start',
      severityLevel: 'medium',
      request: req,
      meta: { modelId },
    });
    try {
      const model = await access.toRun(modelId, credentials);
      const run = await monitoring.start(model.id, authorOf(credentials));
      await event.success({ meta: { runId: run.id } });
      res.status(202).json(run);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.get('/v1/models/:modelId/runs/:runId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    const run = await runs.get(req.params.runId);
    if (run.modelId !== model.id) {
      throw new NotFoundError(
        `There is no run '${run.id}' of model '${model.id}'`,
      );
    }
    res.json(run);
  });

  addFleetRoutes(router, options);
  addAlertRoutes(router, options);
  addBaselineRoutes(router, options);
  addPushRoutes(router, options);
  addColumnRoutes(router, options);
  addOutcomeRoutes(router, options);
  return router;
}
