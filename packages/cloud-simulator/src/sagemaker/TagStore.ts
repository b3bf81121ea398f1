import { ServiceError } from '../http/wire';
import { checkRange, readToken, writeToken } from './paging';
import type { Scope } from './arn';
import type { SageMakerInventory } from './SageMakerInventory';

/** Most tags that a resource can have. */
const MAX_TAGS = 50;

/** Tags of SageMaker's resources: those of the fleet, and those added since. */
export class TagStore {
  readonly #inventory: SageMakerInventory;
  readonly #added = new Map<string, Record<string, string>>();

  constructor(inventory: SageMakerInventory) {
    this.#inventory = inventory;
  }

  /** ListTags. @throws ServiceError ValidationException when there is no such resource */
  list(
    scope: Scope,
    resourceArn: string,
    input: { MaxResults?: number; NextToken?: string },
  ): object {
    const size = input.MaxResults ?? MAX_TAGS;
    // The API's own minimum is 50.
    checkRange('maxResults', size, 50, 100);
    const from = input.NextToken === undefined ? 0 : readToken(input.NextToken);
    const tags = toList(this.#tags(scope, resourceArn));
    return {
      Tags: tags.slice(from, from + size),
      NextToken:
        from + size < tags.length ? writeToken(from + size) : undefined,
    };
  }

  /** AddTags: adds or replaces. @throws ServiceError ValidationException for an unknown resource or bad tags */
  add(
    scope: Scope,
    resourceArn: string,
    input: { Tags?: { Key: string; Value: string }[] },
  ): object {
    const tags = { ...this.#tags(scope, resourceArn) };
    for (const { Key, Value } of input.Tags ?? []) {
      if (!Key || Key.length > 128 || String(Value ?? '').length > 256) {
        throw new ServiceError(
          400,
          'ValidationException',
          `Invalid tag '${Key}': keys have 1 to 128 characters, values at most 256`,
        );
      }
      tags[Key] = Value ?? '';
    }
    if (Object.keys(tags).length > MAX_TAGS) {
      throw new ServiceError(
        400,
        'ResourceLimitExceeded',
        `A resource can have at most ${MAX_TAGS} tags`,
      );
    }
    this.#added.set(resourceArn, tags);
    return { Tags: toList(tags) };
  }

  /** Tags that a resource has now. @param ofFleet - those that the fleet gives it */
  current(
    resourceArn: string,
    ofFleet: Record<string, string>,
  ): Record<string, string> {
    return this.#added.get(resourceArn) ?? ofFleet;
  }

  #tags(scope: Scope, resourceArn: string): Record<string, string> {
    const tags = this.#inventory.tags(scope).get(resourceArn);
    if (!tags) {
      throw new ServiceError(
        400,
        'ValidationException',
        `Could not find resource "${resourceArn}".`,
      );
    }
    return this.current(resourceArn, tags);
  }
}

function toList(
  tags: Record<string, string>,
): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
