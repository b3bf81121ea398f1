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
import type { SageMakerRecord } from './facts';
import { createSageMakerProviders } from './providers';

/**
 * Accepts transforms of what is discovered in SageMaker, for everything that the tag rules cannot say.
 * @public
 */
export const sagemakerTransformExtensionPoint = createExtensionPoint<
  DiscoveryTransformExtensionPoint<SageMakerRecord>
>({ id: 'catalog.sagemakerTransform' });

/**
 * Adds one entity provider per block and region of `catalog.providers.sagemaker`.
 * @public
 */
export const catalogModuleSagemakerEntityProvider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'sagemaker-entity-provider',
  register(env) {
    const transforms = new DiscoveryTransforms<SageMakerRecord>();
    env.registerExtensionPoint(sagemakerTransformExtensionPoint, transforms);
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
          createSageMakerProviders(config, { ...services, transforms }),
        );
      },
    });
  },
});
