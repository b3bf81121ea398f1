import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import type { FleetService } from '../fleet/FleetService';
import type { ReadScopes } from '../fleet/ReadScopes';
import { fleetQuery, listQuery, queryOf } from './fleetQueries';
import { parse } from './requests';

/** Adds the routes that answer for many models at once. */
export function addFleetRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    scopes: ReadScopes;
    fleet: FleetService;
  },
): void {
  const { httpAuth, scopes, fleet } = options;

  router.get('/v1/models', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { order, direction, cursor, limit, ...filter } = parse(
      listQuery,
      queryOf(req),
    );
    const scope = await scopes.of(credentials);
    res.json(
      await fleet.list(
        { scope, filter, order, direction, cursor, limit },
        new Date(),
      ),
    );
  });

  router.get('/v1/fleet', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const filter = parse(fleetQuery, queryOf(req));
    const scope = await scopes.of(credentials);
    res.json(await fleet.summary({ scope, filter }, new Date()));
  });
}
