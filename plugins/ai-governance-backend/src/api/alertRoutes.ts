import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import express from 'express';
import type { Alerting } from '../alerts/createAlerting';
import type { AlertAccess } from './AlertAccess';
import { addAlertAdminRoutes } from './alertAdminRoutes';
import {
  alertChangeBody,
  alertListQuery,
  alertSummaryQuery,
  bulkChangeBody,
} from './alertRequests';
import { audited } from './audited';
import { queryOf } from './fleetQueries';
import { authorOf, parse } from './requests';

/** What the routes of alerts need. */
export interface AlertRouteOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  alertAccess: AlertAccess;
  alerting: Alerting;
}

/** Adds the routes of `/v1/alerts`. */
export function addAlertRoutes(
  router: express.Router,
  options: AlertRouteOptions,
): void {
  const { httpAuth, auditor, alertAccess, alerting } = options;
  const { queries, tracer, actions } = alerting;

  router.get('/v1/alerts', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { order, cursor, limit, ...filter } = parse(
      alertListQuery,
      queryOf(req),
    );
    const scope = await alertAccess.scope(credentials);
    res.json(await queries.list({ scope, filter, order, cursor, limit }));
  });

  router.get('/v1/alerts/summary', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const filter = parse(alertSummaryQuery, queryOf(req));
    const scope = await alertAccess.scope(credentials);
    res.json(await queries.summary(scope, filter));
  });

  router.patch(
    '/v1/alerts',
    express.json({ limit: '256kb' }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { ids, ...change } = parse(bulkChangeBody, req.body, 'body');
      await audited(
        auditor,
        { eventId: 'alert-change', req, meta: { ids, ...change } },
        async () => {
          const { allowed, unknown, denied } = await alertAccess.toChange(
            ids,
            credentials,
          );
          const result = await actions.change(allowed, change, {
            actor: { name: authorOf(credentials), via: 'portal' },
            now: new Date(),
          });
          res.json({
            changed: result.changed,
            unchanged: [
              ...result.unchanged,
              ...unknown.map(id => ({ id, reason: 'There is no such alert' })),
              ...denied.map(id => ({ id, reason: 'You may not change it' })),
            ],
          });
        },
      );
    },
  );

  // Before the routes of single alerts, whose ids they would be taken for.
  addAlertAdminRoutes(router, options);

  router.get('/v1/alerts/:alertId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const alert = await alertAccess.toRead(req.params.alertId, credentials);
    res.json(await queries.detail(alert));
  });

  router.get('/v1/alerts/:alertId/trace', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const alert = await alertAccess.toRead(req.params.alertId, credentials);
    res.json(await tracer.trace(alert));
  });

  router.patch(
    '/v1/alerts/:alertId',
    express.json({ limit: '16kb' }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { alertId } = req.params;
      const change = parse(alertChangeBody, req.body, 'body');
      await audited(
        auditor,
        { eventId: 'alert-change', req, meta: { ids: [alertId], ...change } },
        async () => {
          const { unknown, denied } = await alertAccess.toChange(
            [alertId],
            credentials,
          );
          if (unknown.length > 0) {
            throw new NotFoundError(`There is no alert '${alertId}'`);
          }
          if (denied.length > 0) {
            throw new NotAllowedError(
              "You may not do this: permission 'ai-governance.alert.acknowledge' is needed",
            );
          }
          const { changed, unchanged } = await actions.change(
            [alertId],
            change,
            {
              actor: { name: authorOf(credentials), via: 'portal' },
              now: new Date(),
            },
          );
          if (changed.length === 0) {
            throw new InputError(
              `The alert stays as it was: ${unchanged[0]?.reason}`,
            );
          }
          res.json(changed[0]);
        },
      );
    },
  );
}
