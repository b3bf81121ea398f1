import { aiGovernancePermissions } from '@ai-governance/plugin-ai-governance-common';
import {
  aiGovernanceAlertChannelsExtensionPoint,
  aiGovernanceLogSourcesExtensionPoint,
  type AlertChannel,
  type InferenceLogSource,
} from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { join } from 'node:path';
import { AlertService } from './alerts/AlertService';
import { AlertStore } from './alerts/AlertStore';
import { OwnerResolver } from './alerts/OwnerResolver';
import { ModelAccess } from './api/ModelAccess';
import { ModelQueries } from './api/ModelQueries';
import { createRouter } from './api/router';
import { openDatabase } from './database/migrations';
import { DriftService } from './drift/DriftService';
import { DriftStore } from './drift/DriftStore';
import { FindingService } from './findings/FindingService';
import { FindingStore } from './findings/FindingStore';
import { IngestionService } from './ingestion/IngestionService';
import { LogFetcher } from './ingestion/LogFetcher';
import { ModelStore } from './models/ModelStore';
import { MonitorService } from './monitors/MonitorService';
import { MonitorStore } from './monitors/MonitorStore';
import { BaselineStore } from './profiles/BaselineStore';
import { GridStore } from './profiles/GridStore';
import { ProfileStore } from './profiles/ProfileStore';
import { DuckDbProfilingEngine } from './profiling/DuckDbProfilingEngine';
import { readOptions } from './readOptions';
import { RunStore } from './runs/RunStore';
import { MonitoringRun } from './tasks/MonitoringRun';
import { MonitoringService } from './tasks/MonitoringService';
import { scheduleTasks } from './tasks/schedule';

/**
 * The AI governance backend plugin.
 *
 * @public
 */
export const aiGovernancePlugin = createBackendPlugin({
  pluginId: 'ai-governance',
  register(env) {
    const sources = new Map<string, InferenceLogSource>();
    const channels = new Map<string, AlertChannel>();
    env.registerExtensionPoint(aiGovernanceLogSourcesExtensionPoint, {
      addLogSource: (...added) => addById(sources, 'log source', added),
    });
    env.registerExtensionPoint(aiGovernanceAlertChannelsExtensionPoint, {
      addAlertChannel: (...added) => addById(channels, 'alert channel', added),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, config, lifecycle, logger } = deps;
        const options = readOptions(config);
        const knex = await openDatabase(deps.database);

        const models = ModelStore.create({ knex });
        const runs = RunStore.create({ knex });
        const grids = GridStore.create({ knex });
        const profiles = ProfileStore.create({ knex });
        const driftStore = DriftStore.create({ knex });
        const monitors = await MonitorService.fromConfig(config, {
          store: MonitorStore.create({ knex }),
          logger,
        });
        const engine = await DuckDbProfilingEngine.create({
          ...options.engine,
          tempDirectory: join(options.tempDirectory, 'duckdb'),
          logger,
        });
        const findings = FindingService.create({
          store: FindingStore.create({ knex }),
        });
        const alerts = AlertService.create({
          store: AlertStore.create({ knex }),
          findings,
          models,
          owners: OwnerResolver.create({
            catalog,
            auth,
            channels: [...channels.values()],
          }),
          channels: [...channels.values()],
          appBaseUrl: config.getString('app.baseUrl').replace(/\/$/, ''),
          logger,
        });
        const monitoring = MonitoringService.create({
          models,
          runs,
          alerts,
          logger,
          options: options.monitoring,
          run: MonitoringRun.create({
            monitors,
            ingestion: IngestionService.create({
              sources: [...sources.values()],
              engine,
              fetcher: LogFetcher.create({
                tempDirectory: options.tempDirectory,
                concurrency: options.downloads,
              }),
              monitors,
              grids,
              profiles,
              logger,
              options: options.ingestion,
            }),
            drift: DriftService.create({
              profiles,
              baselines: BaselineStore.create({ knex }),
              store: driftStore,
            }),
            findings,
            alerts,
            models,
            runs,
            logger,
          }),
        });

        deps.permissionsRegistry.addPermissions(aiGovernancePermissions);
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            access: ModelAccess.create({
              permissions: deps.permissions,
              catalog,
              models,
            }),
            queries: ModelQueries.create({
              monitors,
              grids,
              profiles,
              drift: driftStore,
              findings,
              runs,
            }),
            models,
            runs,
            monitoring,
          }),
        );
        await scheduleTasks({
          scheduler: deps.scheduler,
          sync: { catalog, auth, models, logger },
          monitoring,
          alerts,
        });
        lifecycle.addShutdownHook(async () => {
          await monitoring.stop();
          await engine.close();
        });
      },
    });
  },
});

function addById<T extends { id: string }>(
  known: Map<string, T>,
  what: string,
  added: T[],
): void {
  for (const item of added) {
    if (known.has(item.id)) {
      throw new ConflictError(`There is a ${what} '${item.id}' already`);
    }
    known.set(item.id, item);
  }
}
