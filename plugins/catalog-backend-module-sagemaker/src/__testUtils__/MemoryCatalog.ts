import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';

/** What a catalog keeps of providers' mutations, without any processing. */
export class MemoryCatalog {
  /** All, in the order in which they came. */
  readonly mutations: EntityProviderMutation[] = [];
  readonly #byProvider = new Map<string, Map<string, Entity>>();

  /** The connection of one provider. */
  connectionOf(providerName: string): EntityProviderConnection {
    return {
      applyMutation: async mutation => {
        this.mutations.push(mutation);
        const known =
          mutation.type === 'full'
            ? new Map<string, Entity>()
            : this.#byProvider.get(providerName) ?? new Map<string, Entity>();
        const { added, removed } =
          mutation.type === 'full'
            ? { added: mutation.entities, removed: [] }
            : mutation;
        for (const deferred of removed) {
          known.delete(
            'entityRef' in deferred
              ? deferred.entityRef
              : stringifyEntityRef(deferred.entity),
          );
        }
        for (const { entity } of added) {
          known.set(stringifyEntityRef(entity), entity);
        }
        this.#byProvider.set(providerName, known);
      },
      refresh: async () => {},
    };
  }

  /** All entities of all providers. */
  entities(): Entity[] {
    return [...this.#byProvider.values()].flatMap(known => [...known.values()]);
  }
}
