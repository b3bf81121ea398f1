import type {
  InventoryIssue,
  InventoryPage,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { decodeCursor, encodeCursor } from '../fleet/cursor';
import { findIssues, type InventoryContext } from './findIssues';
import type {
  GradedIssue,
  InventoryPlace,
  InventoryQuery,
  InventoryStore,
} from './InventoryStore';

/** What counts, and where it is put right. */
export interface InventoryOptions {
  /** `none` for an issue that is not to be found. */
  severity: Record<InventoryIssue, Severity>;
  /** Where endpoints are registered: absolute, or a path of the portal. */
  registerUrl: string;
}

const PAGE = 500;
const OWNERS = 200;
const CURSOR = 'inventory';

/** Compares what runs with what is registered. */
export class InventoryService {
  readonly #store: InventoryStore;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #options: InventoryOptions;

  static create(options: {
    store: InventoryStore;
    catalog: CatalogService;
    auth: AuthService;
    options: InventoryOptions;
  }): InventoryService {
    return new InventoryService(options);
  }

  private constructor(options: Parameters<typeof InventoryService.create>[0]) {
    this.#store = options.store;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#options = options.options;
  }

  /** Goes through all listed endpoints, and stores what is wrong with them and since when. */
  async evaluate(now: Date, signal: AbortSignal): Promise<void> {
    const owners = await this.#knownOwners(signal);
    const { found, clouds } = await this.#store.discovery();
    let after: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const page = await this.#store.endpoints({ after, limit: PAGE });
      const context: InventoryContext = {
        found,
        foundOnce: await this.#store.foundOnce(
          page.flatMap(({ endpointId, discovered }) =>
            discovered ? [] : endpointId ?? [],
          ),
        ),
        discovering: clouds,
        isOwner: ref => owners.has(ref),
        registerUrl: this.#options.registerUrl,
      };
      await this.#store.put(
        page.map(({ id }) => id),
        page
          .flatMap(endpoint => findIssues(endpoint, context))
          .map(
            (issue): GradedIssue => ({
              ...issue,
              severity: this.#options.severity[issue.issue],
            }),
          )
          .filter(({ severity }) => severity !== 'none'),
        now,
      );
      if (page.length < PAGE) {
        break;
      }
      after = page[page.length - 1].id;
    }
    await this.#store.deleteUnlisted();
  }

  /**
   * A page of findings, the gravest first, with the counts of all issues.
   * @throws InputError when the cursor is not one of this list
   */
  async page(
    query: InventoryQuery & { cursor?: string; limit: number },
  ): Promise<InventoryPage> {
    const { cursor, limit } = query;
    const [rows, counted] = await Promise.all([
      this.#store.page({
        ...query,
        limit: limit + 1,
        after: cursor ? placeOf(cursor) : undefined,
      }),
      this.#store.counts(query),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const counts: InventoryPage['counts'] = {
      unregistered: 0,
      gone: 0,
      'no-owner': 0,
      'capture-off': 0,
    };
    counted.forEach(({ issue, count }) => {
      counts[issue] = count;
    });
    return {
      counts,
      items: page.map(({ finding }) => finding),
      nextCursor:
        rows.length > limit && last ? encodeCursor(CURSOR, last.place) : null,
    };
  }

  /** Refs of owners that are in the catalog. */
  async #knownOwners(signal: AbortSignal): Promise<Set<string>> {
    const refs = (await this.#store.owners()).filter(isRef);
    const known = new Set<string>();
    for (let i = 0; i < refs.length; i += OWNERS) {
      signal.throwIfAborted();
      const batch = refs.slice(i, i + OWNERS);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: batch,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      batch.filter((_, at) => items[at]).forEach(ref => known.add(ref));
    }
    return known;
  }
}

/** What is not a ref cannot be looked up. */
function isRef(text: string): boolean {
  try {
    parseEntityRef(text);
    return true;
  } catch {
    return false;
  }
}

function placeOf(cursor: string): InventoryPlace {
  const [rank, title, modelId, issue] = decodeCursor(CURSOR, 4, cursor);
  if (
    typeof rank !== 'number' ||
    typeof title !== 'string' ||
    typeof modelId !== 'string' ||
    typeof issue !== 'string'
  ) {
    throw new InputError("cursor: must be the 'nextCursor' of an answer");
  }
  return [rank, title, modelId, issue];
}
