import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * Changes an entity before it goes into the catalog, by what the cloud says of it.
 * @param options - `entity`: as discovery made it, or the transform before changed it; `record`: what the cloud's API
 *   answered, of the module's own type
 * @returns the entity with whatever was changed but kind, namespace and name, by which others refer to it; undefined to
 *   leave it out of the catalog
 * @throws anything: the entity then stays as the catalog has it, and the refresh fails with the reason
 * @public
 */
export type DiscoveryTransform<TRecord> = (options: {
  entity: Entity;
  record: TRecord;
}) => Entity | undefined | Promise<Entity | undefined>;

/**
 * Accepts transforms; each catalog module of a cloud registers its own extension point of this type.
 * @public
 */
export interface DiscoveryTransformExtensionPoint<TRecord> {
  /** Transforms run in the order in which they were added. */
  addTransform(...transforms: DiscoveryTransform<TRecord>[]): void;
}

/** The transforms of one catalog module. @public */
export class DiscoveryTransforms<TRecord>
  implements DiscoveryTransformExtensionPoint<TRecord>
{
  readonly #transforms: DiscoveryTransform<TRecord>[] = [];

  addTransform(...transforms: DiscoveryTransform<TRecord>[]): void {
    this.#transforms.push(...transforms);
  }

  /**
   * Runs all transforms over a copy of the entity.
   * @returns undefined when one of them leaves it out
   * @throws InputError when a transform changes what the entity is called; whatever a transform throws
   */
  async apply(options: {
    entity: Entity;
    record: TRecord;
  }): Promise<Entity | undefined> {
    const { entity, record } = options;
    if (this.#transforms.length === 0) {
      return entity;
    }
    const ref = stringifyEntityRef(entity);
    let result = structuredClone(entity);
    for (const transform of this.#transforms) {
      const changed = await transform({ entity: result, record });
      if (changed === undefined) {
        return undefined;
      }
      if (stringifyEntityRef(changed) !== ref) {
        throw new InputError(
          `A transform made ${stringifyEntityRef(
            changed,
          )} of ${ref}: kind, namespace and name must stay`,
        );
      }
      result = changed;
    }
    return result;
  }
}
