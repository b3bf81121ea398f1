import {
  CloudSimulator,
  demoFleet,
  SimulatedFleet,
} from '@ai-governance/cloud-simulator';
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
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { SageMakerEntityProvider } from '../SageMakerEntityProvider';

/** Account of the demo fleet. */
export const ACCOUNT = '123456789012';

/** A copy of the demo fleet that a test may change, also while the simulator runs. */
export function copyOfDemoFleet(): SimulatedFleet {
  return structuredClone(demoFleet);
}

/** Configuration of the demo, with a block's settings changed. */
export function configFor(simulator: CloudSimulator, block: object = {}) {
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

/** Providers whose mutations are kept, in the order in which they came. */
export async function startDiscovery(
  simulator: CloudSimulator,
  block: object = {},
) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const providers = SageMakerEntityProvider.fromConfig(
    new ConfigReader(configFor(simulator, block)),
    {
      logger,
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({ run: async () => {} }),
      }),
    },
  );
  const mutations: EntityProviderMutation[] = [];
  const connection: EntityProviderConnection = {
    async applyMutation(mutation) {
      mutations.push(mutation);
    },
    async refresh() {},
  };
  for (const provider of providers) {
    await provider.connect(connection);
  }
  return {
    logger,
    providers,
    mutations,
    /** Refreshes all providers, one after the other. */
    async refresh(signal: AbortSignal = new AbortController().signal) {
      for (const provider of providers) {
        await provider.refresh(signal);
      }
    },
    /** All entities of all mutations. */
    entities(): Entity[] {
      return mutations.flatMap(mutation =>
        mutation.type === 'full'
          ? mutation.entities.map(({ entity }) => entity)
          : [],
      );
    },
    /** The entity of a kind (lower case) and name in the last mutation that has it. */
    entity(kind: string, name: string): Entity {
      const found = this.entities().findLast(
        ({ kind: itsKind, metadata }) =>
          itsKind.toLocaleLowerCase('en-US') === kind && metadata.name === name,
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
