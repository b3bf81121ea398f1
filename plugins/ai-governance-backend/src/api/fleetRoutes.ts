import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import type { FleetService } from '../fleet/FleetService';
import type { ReadScopes } from '../fleet/ReadScopes';
import type { HealthQueries } from '../health/HealthQueries';
import type { InventoryService } from '../inventory/InventoryService';
import type { VersionService } from '../versions/VersionService';
import {
  fleetQuery,
  healthQuery,
  inventoryQuery,
  listQuery,
  modelVersionsQuery,
  queryOf,
  versionsQuery,
} from './fleetQueries';
import type { ModelAccess } from './ModelAccess';
import { parse } from './requests';

/** Adds the routes about the fleet: models and counts, inventory, health and versions. */
export function addFleetRoutes(
  router: express.Router,
  options: {
    httpAuth: HttpAuthService;
    access: ModelAccess;
    scopes: ReadScopes;
    fleet: FleetService;
    inventory: InventoryService;
    health: HealthQueries;
    versions: VersionService;
  },
): void {
  const { httpAuth, access, scopes, fleet, inventory, health, versions } =
    options;

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

  router.get('/v1/inventory', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { issue, cursor, limit, ...filter } = parse(
      inventoryQuery,
      queryOf(req),
    );
    const scope = await scopes.of(credentials);
    res.json(
      await inventory.page({ scope, filter, issues: issue, cursor, limit }),
    );
  });

  router.get('/v1/models/:modelId/health', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(await health.of(model, parse(healthQuery, req.query), new Date()));
  });

  router.get('/v1/models/:modelId/versions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const model = await access.toRead(req.params.modelId, credentials);
    res.json(
      await versions.ofModel(model.id, parse(modelVersionsQuery, req.query)),
    );
  });

  router.get('/v1/versions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parse(versionsQuery, req.query);
    const scope = await scopes.of(credentials);
    res.json(
      await versions.ofFleet({
        ...query,
        since: query.since && new Date(query.since).toISOString(),
        scope,
      }),
    );
  });
}
