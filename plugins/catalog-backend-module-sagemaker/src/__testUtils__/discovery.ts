import {
  CloudSimulator,
  demoFleet,
  SimulatedFleet,
} from '@ai-governance/cloud-simulator';
import { DiscoveryTransforms } from '@ai-governance/plugin-ai-governance-node';
import { mockServices } from '@backstage/backend-test-utils';
import {
  componentEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { SageMakerRecord } from '../facts';
import { createSageMakerProviders } from '../providers';
import { MemoryCatalog } from './MemoryCatalog';

/** Account of the demo fleet. */
export const ACCOUNT = '123456789012';

/** A copy of the demo fleet that a test may change, also while the simulator runs. */
export function copyOfDemoFleet(): SimulatedFleet {
  return structuredClone(demoFleet);
}

/** Configuration of the demo, with a block's settings changed. */
export function configFor(
  simulator: Pick<CloudSimulator, 'sagemakerUrl'>,
  block: object = {},
) {
  return {
    aws: {
      accounts: [
        { accountId: ACCOUNT, accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
      ],
    },
    catalog: {
      providers: {
        sagemaker: {
          demo: {
            accountId: ACCOUNT,
            region: 'eu-central-1',
            defaultOwner: 'group:default/ml-platform',
            endpoint: simulator.sagemakerUrl,
            ...block,
          },
        },
      },
    },
  };
}

/**
 * Providers whose mutations are kept, in the order in which they came, with a catalog that has what they make.
 */
export async function startDiscovery(
  simulator: Pick<CloudSimulator, 'sagemakerUrl'>,
  block: object = {},
  config: object = configFor(simulator, block),
) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const catalog = new MemoryCatalog();
  const transforms = new DiscoveryTransforms<SageMakerRecord>();
  const start = async () => {
    const made = createSageMakerProviders(new ConfigReader(config), {
      logger,
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({ run: async () => {} }),
      }),
      catalog: catalogServiceMock.mock({
        streamEntities: (request, options) =>
          catalogServiceMock({ entities: catalog.entities() }).streamEntities(
            request,
            options,
          ),
      }),
      auth: mockServices.auth(),
      lifecycle: mockServices.lifecycle.mock(),
      transforms,
    });
    for (const provider of made) {
      await provider.connect(catalog.connectionOf(provider.getProviderName()));
    }
    return made;
  };
  let providers = await start();
  return {
    logger,
    transforms,
    providers: () => providers,
    mutations: catalog.mutations,
    /** Refreshes all providers, one after the other. */
    async refresh(signal: AbortSignal = new AbortController().signal) {
      for (const provider of providers) {
        await provider.refresh(signal);
      }
    },
    /** Makes the providers anew: whatever they remembered is gone, the catalog is as it was. */
    async restart() {
      providers = await start();
    },
    /** All entities in the catalog. */
    entities: (): Entity[] => catalog.entities(),
    /** The entity of a kind (lower case) and name in the catalog. */
    entity(kind: string, name: string): Entity {
      const found = catalog
        .entities()
        .find(
          ({ kind: itsKind, metadata }) =>
            itsKind.toLocaleLowerCase('en-US') === kind &&
            metadata.name === name,
        );
      if (!found) {
        throw new Error(`There is no ${kind} ${name}`);
      }
      return found;
    },
  };
}

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** Refs of the entities that the catalog would refuse, with its reason. */
export async function findInvalid(entities: Entity[]): Promise<string[]> {
  const problems: string[] = [];
  for (const entity of entities) {
    try {
      await policy.enforce(entity);
      const known =
        (await componentEntityV1alpha1Validator.check(entity)) ||
        (await resourceEntityV1alpha1Validator.check(entity));
      if (!known) {
        problems.push(`${entity.kind} ${entity.metadata.name}: unknown kind`);
      }
    } catch (error) {
      problems.push(`${entity.kind} ${entity.metadata.name}: ${error}`);
    }
  }
  return problems;
}
