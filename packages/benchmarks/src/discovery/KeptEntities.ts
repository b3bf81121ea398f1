import type { Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PAGE_SIZE = 500;

/**
 * What stands in for the catalog: it keeps the entities of one provider in files and gives them back in pages, as they
 * would come over the wire. The catalog's own time and memory are no part of discovery's.
 */
export class KeptEntities {
  readonly #directory: string;
  #pageCount = 0;

  /** @param directory - where the files go; made when it is not there */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The provider's way in. */
  readonly connection: EntityProviderConnection = {
    applyMutation: async mutation => {
      if (mutation.type !== 'full') {
        throw new Error('The refresh was not complete');
      }
      await mkdir(this.#directory, { recursive: true });
      const { entities } = mutation;
      this.#pageCount = Math.ceil(entities.length / PAGE_SIZE);
      for (let page = 0; page < this.#pageCount; page++) {
        const from = page * PAGE_SIZE;
        await writeFile(
          this.#file(page),
          JSON.stringify(
            entities.slice(from, from + PAGE_SIZE).map(({ entity }) => entity),
          ),
        );
      }
    },
    refresh: async () => {},
  };

  /** The provider's way to ask for its endpoints; only kind, name and annotations are told of them. */
  readonly catalog: Pick<CatalogService, 'streamEntities'> = {
    streamEntities: () => this.#endpoints(),
  };

  /** Everything, a page after the other. */
  async *pages(): AsyncIterable<Entity[]> {
    for (let page = 0; page < this.#pageCount; page++) {
      yield JSON.parse(await readFile(this.#file(page), 'utf8'));
    }
  }

  async *#endpoints(): AsyncIterable<Entity[]> {
    for await (const page of this.pages()) {
      yield page
        .filter(({ kind }) => kind === 'Component')
        .map(({ apiVersion, kind, metadata }) => ({
          apiVersion,
          kind,
          metadata: { name: metadata.name, annotations: metadata.annotations },
        }));
    }
  }

  #file(page: number): string {
    return join(this.#directory, `page-${page}.json`);
  }
}
