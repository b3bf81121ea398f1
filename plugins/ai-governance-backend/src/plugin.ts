import {
  aiGovernanceAlertAcknowledgePermission,
  aiGovernanceAlertReadPermission,
  aiGovernancePermissions,
} from '@ai-governance/plugin-ai-governance-common';
import {
  aiGovernanceAlertChannelsExtensionPoint,
  aiGovernanceGroundTruthExtensionPoint,
  aiGovernanceLogSourcesExtensionPoint,
  aiGovernanceMetricsSourcesExtensionPoint,
  type AlertChannel,
  type EndpointMetricsSource,
  type GroundTruthSource,
  type InferenceLogSource,
} from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { AlertAccess } from './api/AlertAccess';
import { inOrder } from './alerts/config/channelOrder';
import { ModelAccess } from './api/ModelAccess';
import { createRouter } from './api/router';
import { createServices } from './createServices';
import { openDatabase } from './database/migrations';
import { ReadableStore } from './fleet/ReadableStore';
import { ReadScopes } from './fleet/ReadScopes';
import { readHealthOptions } from './health/readHealthOptions';
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
    const metricsSources = new Map<string, EndpointMetricsSource>();
    const groundTruth = new Map<string, GroundTruthSource>();
    const channels = new Map<string, AlertChannel>();
    env.registerExtensionPoint(aiGovernanceLogSourcesExtensionPoint, {
      addLogSource: (...added) => addById(sources, 'log source', added),
    });
    env.registerExtensionPoint(aiGovernanceGroundTruthExtensionPoint, {
      addGroundTruthSource: (...added) =>
        addById(groundTruth, 'source of ground truth', added),
    });
    env.registerExtensionPoint(aiGovernanceMetricsSourcesExtensionPoint, {
      addMetricsSource: (...added) =>
        addById(metricsSources, 'metrics source', added),
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
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auth, catalog, config, lifecycle, logger } = deps;
        const knex = await openDatabase(deps.database);
        const services = await createServices({
          config,
          knex,
          catalog,
          auth,
          auditor: deps.auditor,
          logger,
          sources: [...sources.values()],
          metricsSources: [...metricsSources.values()],
          groundTruth: [...groundTruth.values()],
          channels: inOrder([...channels.values()], config),
          signals: deps.signals,
        });
        deps.permissionsRegistry.addPermissions(aiGovernancePermissions);
        const scopes = (permission?: ResourcePermission) =>
          ReadScopes.create({
            permissions: deps.permissions,
            catalog,
            models: ReadableStore.create({ knex }),
            permission,
          });
        deps.httpRouter.use(
          createRouter({
            ...services,
            scopes: scopes(),
            alertAccess: AlertAccess.create({
              permissions: deps.permissions,
              alerts: services.alerting.store,
              reading: scopes(aiGovernanceAlertReadPermission),
              acknowledging: scopes(aiGovernanceAlertAcknowledgePermission),
            }),
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            access: ModelAccess.create({
              auth,
              permissions: deps.permissions,
              catalog,
              models: services.models,
            }),
          }),
        );
        await scheduleTasks({
          ...services,
          scheduler: deps.scheduler,
          healthFrequency: readHealthOptions(config).frequency,
          sync: { ...services, catalog, auth, logger },
        });
        lifecycle.addShutdownHook(() => services.close());
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
