import {
  DiscoveryTransformExtensionPoint,
  DiscoveryTransforms,
} from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { createAzureMlProviders } from './providers';
import type { AzureMlRecord } from './records';

/**
 * Accepts transforms of what is discovered in Azure ML, for everything that the tag rules cannot say.
 * @public
 */
export const azureMlTransformExtensionPoint = createExtensionPoint<
  DiscoveryTransformExtensionPoint<AzureMlRecord>
>({ id: 'catalog.azureMlTransform' });

/**
 * Adds one entity provider per block and subscription of `catalog.providers.azureMl`.
 * @public
 */
export const catalogModuleAzureMlEntityProvider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'azure-ml-entity-provider',
  register(env) {
    const transforms = new DiscoveryTransforms<AzureMlRecord>();
    env.registerExtensionPoint(azureMlTransformExtensionPoint, transforms);
    env.registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ processing, config, ...services }) {
        processing.addEntityProvider(
          createAzureMlProviders(config, { ...services, transforms }),
        );
      },
    });
  },
});
