import { ANNOTATION_DISCOVERED_BY } from '@ai-governance/plugin-ai-governance-common';
import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Entities in one answer of the catalog. */
const PAGE_SIZE = 500;

/** How a provider asks the catalog for its own entities. */
export interface KnownOptions {
  providerName: string;
  /** Type of the location in the provider's managed-by annotations. */
  locationType: string;
  catalog: CatalogService;
  auth: AuthService;
}

/**
 * The endpoints of one provider that the catalog has: kind, name, namespace and annotations, nothing else, because there
 * may be many.
 * @throws the catalog's error
 */
export async function readKnownEndpoints(
  options: KnownOptions,
): Promise<Entity[]> {
  const endpoints: Entity[] = [];
  const pages = streamKnown(options, {
    kind: 'component',
    fields: [
      'kind',
      'metadata.name',
      'metadata.namespace',
      'metadata.annotations',
    ],
  });
  for await (const page of pages) {
    endpoints.push(...page);
  }
  return endpoints;
}

/**
 * All entities of one provider that the catalog has, in pages, without relations and status.
 * @throws the catalog's error
 */
export function streamKnownEntities(
  options: KnownOptions,
): AsyncIterable<Entity[]> {
  return streamKnown(options, {
    fields: ['apiVersion', 'kind', 'metadata', 'spec'],
  });
}

/**
 * An entity that merely bears the provider's annotation, but was registered from somewhere else, is none of its own: the
 * catalog itself writes where such an entity comes from.
 */
async function* streamKnown(
  { providerName, locationType, catalog, auth }: KnownOptions,
  request: { kind?: string; fields: string[] },
): AsyncIterable<Entity[]> {
  const pages = catalog.streamEntities(
    {
      filter: {
        ...(request.kind && { kind: request.kind }),
        [`metadata.annotations.${ANNOTATION_DISCOVERED_BY}`]: providerName,
      },
      fields: request.fields,
      pageSize: PAGE_SIZE,
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  for await (const page of pages) {
    yield page.filter(({ metadata }) =>
      metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
        `${locationType}:`,
      ),
    );
  }
}
