import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Where an alert goes. */
export interface AlertRoute {
  channel: AlertChannel;
  destination: string;
  /** Ref of the entity whose address it is; `default` when no owner has one. */
  owner: string;
}

/** A group may have a parent, that one another; more than this is a circle. */
const MAX_PARENTS = 10;
/** Of more members than this no channel is told anything. */
const MAX_MEMBERS = 100;

/**
 * Finds out where alerts of an endpoint go: the address of the owning group, else of its parents, else of the owner
 * of the endpoint's system, else the channel's default.
 */
export class OwnerResolver {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #channels: AlertChannel[];

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    channels: AlertChannel[];
  }): OwnerResolver {
    return new OwnerResolver(options.catalog, options.auth, options.channels);
  }

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    channels: AlertChannel[],
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#channels = channels;
  }

  /** The route of an endpoint's alerts, or undefined when there is nowhere to send them. */
  async resolve(entity: Entity): Promise<AlertRoute | undefined> {
    const candidates = [
      entity,
      ...(await this.#withParents(entity.spec?.owner, entity)),
    ];
    if (typeof entity.spec?.system === 'string') {
      const system = await this.#get(entity.spec.system, 'system', entity);
      if (system) {
        candidates.push(
          ...(await this.#withParents(system.spec?.owner, system)),
        );
      }
    }
    for (const owner of candidates) {
      for (const channel of this.#channels) {
        const destination = await channel.destinationOf(owner, {
          members: () => this.#members(owner),
        });
        if (destination) {
          return { channel, destination, owner: stringifyEntityRef(owner) };
        }
      }
    }
    const fallback = this.#channels.find(c => c.defaultDestination);
    return (
      fallback && {
        channel: fallback,
        destination: fallback.defaultDestination as string,
        owner: 'default',
      }
    );
  }

  /** The users that are direct members of a group. */
  async #members(owner: Entity): Promise<Entity[]> {
    if (owner.kind.toLocaleLowerCase('en-US') !== 'group') {
      return [];
    }
    const { items } = await this.#catalog.queryEntities(
      {
        filter: {
          kind: 'user',
          'relations.memberOf': stringifyEntityRef(owner),
        },
        limit: MAX_MEMBERS,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }

  async #withParents(owner: unknown, of: Entity): Promise<Entity[]> {
    const chain: Entity[] = [];
    let ref = owner;
    let context = of;
    while (typeof ref === 'string' && chain.length < MAX_PARENTS) {
      const group = await this.#get(ref, 'group', context);
      if (!group) {
        break;
      }
      chain.push(group);
      ref = group.spec?.parent;
      context = group;
    }
    return chain;
  }

  async #get(
    ref: string,
    defaultKind: string,
    context: Entity,
  ): Promise<Entity | undefined> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return this.#catalog.getEntityByRef(
      parseEntityRef(ref, {
        defaultKind,
        defaultNamespace: context.metadata.namespace ?? 'default',
      }),
      { credentials },
    );
  }
}
