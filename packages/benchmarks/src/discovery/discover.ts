import type { EndpointDeployment } from '@ai-governance/plugin-ai-governance-common';
import {
  DiscoveryEntityProvider,
  DiscoveryTransforms,
} from '@ai-governance/plugin-ai-governance-node';
import {
  createSageMakerProviders,
  type SageMakerRecord,
} from '@ai-governance/plugin-catalog-backend-module-sagemaker';
import type {
  AuthService,
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { quietLogger } from '../harness/logger';
import { KeptEntities } from './KeptEntities';
import { type FleetShape, REGION } from './largeFleet';

/** What one refresh took. */
export interface Refresh {
  /** From beginning to end, the cloud's time included. */
  seconds: number;
  /** Processor time of this process. */
  cpuSeconds: number;
}

/**
 * Refreshes twice: a catalog that is empty, and one that knows everything already.
 * @param options - `url`: of the simulated clouds; `shape`: what they hold; `directory`: for what stands in for the
 *   catalog
 * @throws Error when something is not in the catalog afterwards
 */
export async function discover(options: {
  url: string;
  shape: FleetShape;
  directory: string;
}): Promise<{ first: Refresh; second: Refresh }> {
  const kept = new KeptEntities(options.directory);
  const provider = createProvider(options.url, kept);
  await provider.connect(kept.connection);
  const refresh = async (): Promise<Refresh> => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    await provider.refresh(new AbortController().signal);
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
    };
  };
  const first = await refresh();
  const second = await refresh();
  await check(kept, options.shape);
  return { first, second };
}

function createProvider(
  url: string,
  kept: KeptEntities,
): DiscoveryEntityProvider<SageMakerRecord> {
  const config = new ConfigReader({
    aws: {
      mainAccount: { accessKeyId: 'AKIABENCH', secretAccessKey: 'x' },
    },
    catalog: {
      providers: {
        sagemaker: {
          bench: {
            region: REGION,
            defaultOwner: 'ml-platform',
            endpoint: `${url}/sagemaker`,
            useSearch: true,
          },
        },
      },
    },
  });
  // Of the portal's services only what a refresh uses.
  const [provider] = createSageMakerProviders(config, {
    logger: quietLogger,
    scheduler: {
      createScheduledTaskRunner: () => ({ run: async () => {} }),
    } as unknown as SchedulerService,
    catalog: kept.catalog as CatalogService,
    auth: {
      getOwnServiceCredentials: async () => ({}),
    } as unknown as AuthService,
    lifecycle: { addStartupHook: () => {} } as unknown as LifecycleService,
    transforms: new DiscoveryTransforms(),
  });
  return provider;
}

/** Every endpoint must be there with a model behind each variant, every model with its version and approval. */
async function check(kept: KeptEntities, shape: FleetShape): Promise<void> {
  let endpoints = 0;
  let models = 0;
  for await (const page of kept.pages()) {
    for (const { kind, metadata, spec } of page) {
      if (kind !== 'Component') {
        models += 1;
        continue;
      }
      endpoints += 1;
      const { variants } = spec?.deployment as unknown as EndpointDeployment;
      if (
        variants.length === 0 ||
        variants.some(variant => variant.models[0]?.version === undefined)
      ) {
        throw new Error(`${metadata.name} has a variant without a model`);
      }
    }
  }
  if (endpoints !== shape.endpoints || models !== shape.models) {
    throw new Error(
      `${endpoints} endpoints and ${models} models were discovered of ${shape.endpoints} and ${shape.models}`,
    );
  }
}
