import {
  CloudSimulator,
  demoFleet,
  SimulatedAzure,
  SimulatedFleet,
} from '@ai-governance/cloud-simulator';
import { ANNOTATION_DISCOVERED_BY } from '@ai-governance/plugin-ai-governance-common';
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
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createAzureMlProviders } from '../providers';
import type { AzureMlRecord } from '../records';

/** Subscription of the demo fleet. */
export const SUBSCRIPTION = demoFleet.azure!.subscriptions[0].id;

/** A copy of the demo fleet that a test may change, also while the simulator runs. */
export function copyOfDemoFleet(): {
  fleet: SimulatedFleet;
  azure: SimulatedAzure;
} {
  const fleet = structuredClone(demoFleet);
  return { fleet, azure: fleet.azure! };
}

/** Configuration of the demo, with a block's settings changed. */
export function configFor(simulator: CloudSimulator, block: object = {}) {
  return {
    catalog: {
      providers: {
        azureMl: {
          demo: {
            subscriptionIds: [SUBSCRIPTION],
            defaultOwner: 'group:default/ml-platform',
            endpoint: simulator.armUrl,
            ...block,
          },
        },
      },
    },
  };
}

/**
 * Providers over a catalog that holds what they wrote, without its processing. Started again with the `held` of an
 * earlier one, they find what that one left.
 */
export async function startDiscovery(
  simulator: CloudSimulator,
  options: { block?: object; held?: Map<string, Entity> } = {},
) {
  const { block, held = new Map<string, Entity>() } = options;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const transforms = new DiscoveryTransforms<AzureMlRecord>();
  const providers = createAzureMlProviders(
    new ConfigReader(configFor(simulator, block)),
    {
      logger,
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({ run: async () => {} }),
      }),
      lifecycle: mockServices.lifecycle.mock(),
      auth: mockServices.auth(),
      // Each question is asked of what is held at that time.
      catalog: catalogServiceMock.mock({
        streamEntities: (request, credentials) =>
          catalogServiceMock({ entities: [...held.values()] }).streamEntities(
            request,
            credentials,
          ),
      }),
      transforms,
    },
  );
  const mutations: EntityProviderMutation[] = [];
  for (const provider of providers) {
    const own = new Set(
      [...held.values()]
        .filter(
          ({ metadata }) =>
            metadata.annotations?.[ANNOTATION_DISCOVERED_BY] ===
            provider.getProviderName(),
        )
        .map(entity => stringifyEntityRef(entity)),
    );
    await provider.connect({
      async applyMutation(mutation) {
        mutations.push(mutation);
        const added =
          mutation.type === 'full' ? mutation.entities : mutation.added;
        const removed =
          mutation.type === 'full'
            ? [...own]
            : mutation.removed.map(item =>
                'entityRef' in item
                  ? item.entityRef
                  : stringifyEntityRef(item.entity),
              );
        removed.forEach(ref => held.delete(ref));
        for (const { entity } of added) {
          const ref = stringifyEntityRef(entity);
          own.add(ref);
          held.set(ref, entity);
        }
      },
      async refresh() {},
    });
  }
  return {
    logger,
    providers,
    mutations,
    transforms,
    held,
    /** Refreshes all providers, one after the other. */
    async refresh(signal: AbortSignal = new AbortController().signal) {
      for (const provider of providers) {
        await provider.refresh(signal);
      }
    },
    /** Names of the entities of a kind, sorted. */
    names(kind: string): string[] {
      return [...held.values()]
        .filter(entity => entity.kind === kind)
        .map(entity => entity.metadata.name)
        .sort();
    },
    /** The entity of a ref. */
    entity(ref: string): Entity {
      const found = held.get(ref);
      if (!found) {
        throw new Error(`There is no ${ref}, but ${[...held.keys()].join()}`);
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
export async function findInvalid(
  entities: Iterable<Entity>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const entity of entities) {
    try {
      await policy.enforce(entity);
      const known =
        (await componentEntityV1alpha1Validator.check(entity)) ||
        (await resourceEntityV1alpha1Validator.check(entity));
      if (!known) {
        problems.push(`${stringifyEntityRef(entity)}: unknown kind`);
      }
    } catch (error) {
      problems.push(`${stringifyEntityRef(entity)}: ${error}`);
    }
  }
  return problems;
}
