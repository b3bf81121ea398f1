import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { SageMakerEntityProvider } from './SageMakerEntityProvider';

/**
 * Adds one entity provider per block and region of `catalog.providers.sagemaker`.
 * @public
 */
export const catalogModuleSagemakerEntityProvider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'sagemaker-entity-provider',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, logger, scheduler }) {
        catalog.addEntityProvider(
          SageMakerEntityProvider.fromConfig(config, { logger, scheduler }),
        );
      },
    });
  },
});
