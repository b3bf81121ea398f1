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
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { readProviderConfigs } from './config';
import type { SageMakerRecord } from './facts';
import { SageMakerSource } from './SageMakerSource';

/**
 * Makes one provider per block and region of `catalog.providers.sagemaker`. Each has a task of its own, so that what
 * fails in one account stops no other.
 * @throws InputError when the configuration is not valid
 * @public
 */
export function createSageMakerProviders(
  rootConfig: Config,
  options: {
    logger: LoggerService;
    scheduler: SchedulerService;
    catalog: CatalogService;
    auth: AuthService;
    lifecycle: LifecycleService;
    transforms: DiscoveryTransforms<SageMakerRecord>;
  },
): DiscoveryEntityProvider<SageMakerRecord>[] {
  const { logger, scheduler, ...services } = options;
  const credentialsManager =
    DefaultAwsCredentialsManager.fromConfig(rootConfig);
  return readProviderConfigs(rootConfig).map(config => {
    const name = `sagemaker-provider:${config.id}:${config.region}`;
    return DiscoveryEntityProvider.create({
      ...services,
      name,
      locationType: 'sagemaker',
      source: new SageMakerSource({
        config,
        credentialsManager,
        logger: logger.child({ entityProvider: name }),
      }),
      maxRemovalShare: config.maxRemovalShare,
      maxRemovalShareKey: `${config.key}.maxRemovalShare`,
      taskRunner: scheduler.createScheduledTaskRunner(config.schedule),
      logger,
    });
  });
}
