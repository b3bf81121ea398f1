import type { Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/**
 * What stands in for the catalog: it keeps the entities of one provider as text and gives them back in pages, as they
 * would come over the wire. The catalog's own time and memory are no part of discovery's.
 */
export class KeptEntities {
  #texts: string[] = [];

  /** The provider's way in. */
  readonly connection: EntityProviderConnection = {
    applyMutation: async mutation => {
      if (mutation.type !== 'full') {
        throw new Error('The refresh was not complete');
      }
      this.#texts = mutation.entities.map(({ entity }) =>
        JSON.stringify(entity),
      );
    },
    refresh: async () => {},
  };

  /** The provider's way to ask what is known. */
  readonly catalog: Pick<CatalogService, 'streamEntities'> = {
    streamEntities: request => this.#pages(request?.pageSize ?? 500),
  };

  /** Everything, one after the other. */
  *entities(): Iterable<Entity> {
    for (const text of this.#texts) {
      yield JSON.parse(text);
    }
  }

  async *#pages(size: number): AsyncIterable<Entity[]> {
    for (let from = 0; from < this.#texts.length; from += size) {
      const page = this.#texts.slice(from, from + size).join(',');
      yield JSON.parse(`[${page}]`);
    }
  }
}
