import {
  DiscoveryEntityProvider,
  DiscoveryTransforms,
} from '@ai-governance/plugin-ai-governance-node';
import type {
  AuthService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createArmClient } from './arm/client';
import { createCredential } from './arm/credential';
import { AzureMlSource } from './AzureMlSource';
import { AzureMlProviderConfig, readProviderConfigs } from './config';
import { PROVIDER } from './entityOptions';
import { EntityNames } from './names';
import type { AzureMlRecord } from './records';
import { studioUrl } from './studio';
import { WorkspaceFilter } from './WorkspaceFilter';

/**
 * Makes one provider per block and subscription of `catalog.providers.azureMl`. Each has a task of its own, so that what
 * fails in one subscription stops no other.
 * @throws InputError when the configuration is not valid
 * @public
 */
export function createAzureMlProviders(
  rootConfig: Config,
  options: {
    logger: LoggerService;
    scheduler: SchedulerService;
    catalog: CatalogService;
    auth: AuthService;
    lifecycle: LifecycleService;
    transforms: DiscoveryTransforms<AzureMlRecord>;
  },
): DiscoveryEntityProvider<AzureMlRecord>[] {
  const { logger, scheduler, ...services } = options;
  return readProviderConfigs(rootConfig).map(config => {
    const name = `azure-ml-provider:${config.id}:${config.subscriptionId}`;
    return DiscoveryEntityProvider.create({
      ...services,
      name,
      locationType: PROVIDER,
      source: createSource(config, logger.child({ entityProvider: name })),
      maxRemovalShare: config.maxRemovalShare,
      maxRemovalShareKey: `${config.key}.maxRemovalShare`,
      taskRunner: scheduler.createScheduledTaskRunner(config.schedule),
      logger,
    });
  });
}

function createSource(
  config: AzureMlProviderConfig,
  logger: LoggerService,
): AzureMlSource {
  const { subscriptionId, endpoint } = config;
  // One for all readings, because it keeps its token.
  const credential = createCredential(config.signIn);
  return AzureMlSource.create({
    createClient: () =>
      createArmClient({ credential, subscriptionId, endpoint }),
    subscriptionId,
    filter: WorkspaceFilter.create({
      only: config.workspaces,
      except: config.excludeWorkspaces,
    }),
    modelScope: config.models,
    concurrency: config.concurrency,
    entities: {
      names: EntityNames.create(config),
      namespace: config.namespace,
      tagRules: config.tagRules,
      defaultOwner: config.defaultOwner,
      studio: studioUrl(endpoint),
    },
    logger,
  });
}
