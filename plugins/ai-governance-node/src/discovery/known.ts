import { ANNOTATION_DISCOVERED_BY } from '@ai-governance/plugin-ai-governance-common';
import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Entities in one answer of the catalog. */
const PAGE_SIZE = 500;

/**
 * The entities of one provider that the catalog has, read in pages. An entity that merely bears the annotation, but was
 * registered from somewhere else, is none of them: the catalog itself writes where such an entity comes from.
 * @param options - `locationType`: type of the location in the provider's managed-by annotations
 * @returns entities without relations and status
 * @throws the catalog's error
 */
export async function readKnown(options: {
  providerName: string;
  locationType: string;
  catalog: CatalogService;
  auth: AuthService;
}): Promise<Entity[]> {
  const { providerName, locationType, catalog, auth } = options;
  const pages = catalog.streamEntities(
    {
      filter: {
        [`metadata.annotations.${ANNOTATION_DISCOVERED_BY}`]: providerName,
      },
      fields: ['apiVersion', 'kind', 'metadata', 'spec'],
      pageSize: PAGE_SIZE,
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  const known: Entity[] = [];
  for await (const page of pages) {
    known.push(
      ...page.filter(({ metadata }) =>
        metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
          `${locationType}:`,
        ),
      ),
    );
  }
  return known;
}
