import { AuthService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** How long an entity is taken to be as it was, in milliseconds. */
const KEPT_MS = 60_000;
const KEPT_ENTITIES = 5_000;
/** Refs that one request asks for. */
const REFS = 500;
/** Of more members than this nobody is told anything. */
const MAX_MEMBERS = 100;

interface Kept<T> {
  until: number;
  value: T;
}

/** Entities of the catalog, kept for a minute, so that a storm of alerts does not become one of requests. */
export class EntityCache {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #entities = new Map<string, Kept<Entity | undefined>>();
  readonly #members = new Map<string, Kept<Entity[]>>();

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): EntityCache {
    return new EntityCache(options.catalog, options.auth);
  }

  private constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /** Entities by their full refs; undefined for those that are not in the catalog. */
  async get(refs: string[]): Promise<Map<string, Entity | undefined>> {
    const now = Date.now();
    const wanted = [...new Set(refs)];
    const found = new Map<string, Entity | undefined>();
    const missing: string[] = [];
    for (const ref of wanted) {
      const kept = this.#entities.get(ref);
      if (kept && kept.until > now) {
        found.set(ref, kept.value);
      } else {
        missing.push(ref);
      }
    }
    for (let i = 0; i < missing.length; i += REFS) {
      const batch = missing.slice(i, i + REFS);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: batch,
          fields: ['kind', 'apiVersion', 'metadata', 'spec'],
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      batch.forEach((ref, j) => {
        found.set(ref, items[j]);
        keep(this.#entities, ref, items[j]);
      });
    }
    return found;
  }

  /** The users that are direct members of a group, at most 100; none when it is no group. */
  async members(owner: Entity): Promise<Entity[]> {
    if (owner.kind.toLocaleLowerCase('en-US') !== 'group') {
      return [];
    }
    const ref = stringifyEntityRef(owner);
    const kept = this.#members.get(ref);
    if (kept && kept.until > Date.now()) {
      return kept.value;
    }
    const { items } = await this.#catalog.queryEntities(
      {
        filter: { kind: 'user', 'relations.memberOf': ref },
        limit: MAX_MEMBERS,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    keep(this.#members, ref, items);
    return items;
  }
}

function keep<T>(kept: Map<string, Kept<T>>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, { until: Date.now() + KEPT_MS, value });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_ENTITIES) {
      break;
    }
    kept.delete(oldest);
  }
}
