import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Target } from '../config/targets';
import type { EntityCache } from './EntityCache';

/** Where a message goes. */
export interface Address {
  channel: AlertChannel;
  destination: string;
  /** Ref of the entity whose address it is; `default` for that of the channel, `fixed` for one of the configuration. */
  owner: string;
}

/** Whom a message is about. */
export interface Concerned {
  entityRef: string | null;
  /** Ref of the owner when the alert began to fire. */
  owner: string | null;
  system: string | null;
}

/** A group may have a parent, that one another; more than this is a circle. */
const MAX_PARENTS = 10;

/**
 * Finds out where a message goes: to the address of the entity itself, else of its owner, else of the owner's parents,
 * else of the owner of its system, else to the channel's default.
 */
export class AddressBook {
  readonly #entities: EntityCache;
  readonly #channels: AlertChannel[];

  static create(options: {
    entities: EntityCache;
    channels: AlertChannel[];
  }): AddressBook {
    return new AddressBook(options.entities, options.channels);
  }

  private constructor(entities: EntityCache, channels: AlertChannel[]) {
    this.#entities = entities;
    this.#channels = channels;
  }

  /** Reads the entities of many messages at once, so that finding their addresses asks the catalog little more. */
  async prepare(concerned: Concerned[]): Promise<void> {
    await this.#entities.get(
      concerned.flatMap(({ entityRef, owner, system }) =>
        [entityRef, owner, system].filter(ref => ref !== null),
      ),
    );
  }

  /** The address of a target, or undefined when it has none. */
  async find(
    target: Target,
    concerned: Concerned,
  ): Promise<Address | undefined> {
    const channels = target.by
      ? this.#channels.filter(({ id }) => id === target.by)
      : this.#channels;
    if (target.fixed) {
      const [channel] = channels;
      return channel && { channel, destination: target.to, owner: 'fixed' };
    }
    for (const owner of await this.#candidates(target.to, concerned)) {
      for (const channel of channels) {
        const destination = await channel.destinationOf(owner, {
          members: () => this.#entities.members(owner),
        });
        if (destination) {
          return { channel, destination, owner: stringifyEntityRef(owner) };
        }
      }
    }
    const channel = channels.find(c => c.defaultDestination);
    // Who asks for a certain group does not want its messages elsewhere.
    const mayDefault = !target.to.includes(':') && target.to !== 'parent';
    return channel && mayDefault
      ? {
          channel,
          destination: channel.defaultDestination as string,
          owner: 'default',
        }
      : undefined;
  }

  /** Entities whose address would do, the best first. */
  async #candidates(to: string, concerned: Concerned): Promise<Entity[]> {
    const { entityRef, owner, system } = concerned;
    switch (to) {
      case 'default':
        return [];
      case 'owner':
        return [
          ...(await this.#get(entityRef)),
          ...(await this.#chain(owner)),
          ...(await this.#systemOwner(system)),
        ];
      case 'parent':
        return (await this.#chain(owner)).slice(1);
      case 'system-owner':
        return this.#systemOwner(system);
      default:
        return this.#chain(to);
    }
  }

  async #systemOwner(system: string | null): Promise<Entity[]> {
    const [entity] = await this.#get(system);
    const owner = entity?.spec?.owner;
    return typeof owner === 'string' ? this.#chain(toRef(owner, entity)) : [];
  }

  /** A group and its parents. */
  async #chain(owner: string | null): Promise<Entity[]> {
    const chain: Entity[] = [];
    let ref = owner;
    while (ref && chain.length < MAX_PARENTS) {
      const [group] = await this.#get(ref);
      if (!group) {
        break;
      }
      chain.push(group);
      const parent = group.spec?.parent;
      ref = typeof parent === 'string' ? toRef(parent, group) : null;
    }
    return chain;
  }

  async #get(ref: string | null): Promise<Entity[]> {
    const entity = ref && (await this.#entities.get([ref])).get(ref);
    return entity ? [entity] : [];
  }
}

/** A full ref of a group; null when it cannot be read. */
function toRef(ref: string, context: Entity): string | null {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: context.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return null;
  }
}
