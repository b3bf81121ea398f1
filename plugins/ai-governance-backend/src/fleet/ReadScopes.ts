import { aiGovernanceReadPermission } from '@ai-governance/plugin-ai-governance-common';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { ReadScope } from './listed';
import type { ReadableEntry, ReadableStore } from './ReadableStore';

/** Models decided on in one request to the permission backend and the catalog. */
const BATCH = 500;
/** How long a decision holds, in milliseconds. */
const KEPT_MS = 30_000;
/** Callers whose decisions are kept. */
const KEPT_CALLERS = 200;

interface Kept {
  until: number;
  scope: Promise<ReadScope>;
}

/**
 * Which models a caller may see in lists: those that both the plugin's permission and the catalog's own read
 * permission allow. A policy that allows or denies every model is asked once. Otherwise each model is decided on, in
 * batches, and the answer holds for 30 seconds for the same caller, so that paging and filtering do not decide anew.
 */
export class ReadScopes {
  readonly #permissions: PermissionsService;
  readonly #catalog: CatalogService;
  readonly #models: ReadableStore;
  readonly #permission: ResourcePermission;
  readonly #kept = new Map<string, Kept>();

  static create(options: {
    permissions: PermissionsService;
    catalog: CatalogService;
    models: ReadableStore;
    /** The plugin's permission that is asked for; default: to see a model's measurements. */
    permission?: ResourcePermission;
  }): ReadScopes {
    return new ReadScopes(options);
  }

  private constructor(options: Parameters<typeof ReadScopes.create>[0]) {
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
    this.#models = options.models;
    this.#permission = options.permission ?? aiGovernanceReadPermission;
  }

  /** What the caller may read. */
  async of(credentials: BackstageCredentials): Promise<ReadScope> {
    const decisions = await this.#permissions.authorizeConditional(
      [
        { permission: this.#permission },
        { permission: catalogEntityReadPermission },
      ],
      { credentials },
    );
    const [ours, catalogs] = decisions.map(({ result }) => result);
    if (ours === AuthorizeResult.DENY || catalogs === AuthorizeResult.DENY) {
      return [];
    }
    const undecided = {
      ours: ours === AuthorizeResult.CONDITIONAL,
      catalogs: catalogs === AuthorizeResult.CONDITIONAL,
    };
    if (!undecided.ours && !undecided.catalogs) {
      return 'all';
    }
    return this.#keep(JSON.stringify(credentials.principal), () =>
      this.#decideEach(credentials, undecided),
    );
  }

  #keep(caller: string, decide: () => Promise<ReadScope>): Promise<ReadScope> {
    const now = Date.now();
    const known = this.#kept.get(caller);
    if (known && known.until > now) {
      return known.scope;
    }
    const scope = decide();
    this.#kept.delete(caller);
    this.#kept.set(caller, { until: now + KEPT_MS, scope });
    // A decision that failed is not one.
    scope.catch(() => this.#kept.delete(caller));
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= KEPT_CALLERS) {
        break;
      }
      this.#kept.delete(oldest);
    }
    return scope;
  }

  async #decideEach(
    credentials: BackstageCredentials,
    undecided: { ours: boolean; catalogs: boolean },
  ): Promise<string[]> {
    const readable: string[] = [];
    let after: string | undefined;
    for (;;) {
      const batch = await this.#models.entries({ after, limit: BATCH });
      let left = batch;
      if (undecided.catalogs) {
        left = await this.#visible(left, credentials);
      }
      if (undecided.ours) {
        left = await this.#allowed(left, credentials);
      }
      readable.push(...left.map(({ id }) => id));
      if (batch.length < BATCH) {
        return readable;
      }
      after = batch[batch.length - 1].id;
    }
  }

  /** Those whose entity the caller finds in the catalog. */
  async #visible(
    entries: ReadableEntry[],
    credentials: BackstageCredentials,
  ): Promise<ReadableEntry[]> {
    if (entries.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: entries.map(({ entityRef }) => entityRef),
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return entries.filter((_, i) => items[i] !== undefined);
  }

  /** Those that the plugin's permission lets the caller see. */
  async #allowed(
    entries: ReadableEntry[],
    credentials: BackstageCredentials,
  ): Promise<ReadableEntry[]> {
    if (entries.length === 0) {
      return [];
    }
    const decisions = await this.#permissions.authorize(
      entries.map(({ entityRef }) => ({
        permission: this.#permission,
        resourceRef: entityRef,
      })),
      { credentials },
    );
    return entries.filter(
      (_, i) => decisions[i].result === AuthorizeResult.ALLOW,
    );
  }
}
