import { toEntityName } from '@ai-governance/plugin-ai-governance-node';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import type { WorkspaceId } from './arm/ids';

/** By what an entity's name is told apart from that of the same name in another workspace. */
export type NameRule = 'workspace' | 'resource-group';

/** How entities are named. */
export interface NamingOptions {
  /** Namespace of the entities. */
  namespace: string;
  nameRule: NameRule;
  /** Whether names hold a part of the subscription's id, too. */
  withSubscription: boolean;
}

const MAX_PART = 20;
const HASH_LENGTH = 6;
const SUBSCRIPTION_LENGTH = 8;

/**
 * Names of the entities of one subscription: `<endpoint>.<workspace>` and `<model>.<version>.<workspace>`, with the
 * resource group or a part of the subscription behind it where told. A name depends on nothing but where its endpoint
 * or model is, so it never changes because others come and go.
 */
export class EntityNames {
  readonly #options: NamingOptions;

  private constructor(options: NamingOptions) {
    this.#options = options;
  }

  static create(options: NamingOptions): EntityNames {
    return new EntityNames(options);
  }

  /** Name of an endpoint's Component. */
  endpoint(workspace: WorkspaceId, name: string): string {
    return toEntityName(name, {
      suffix: this.#suffix(workspace),
      // An endpoint's name is part of its host name.
      caseSensitive: false,
    });
  }

  /** Name of the Resource of a model's version. */
  model(workspace: WorkspaceId, name: string, version: string): string {
    return toEntityName(name, {
      suffix: `.${toPart(version)}${this.#suffix(workspace)}`,
      caseSensitive: true,
    });
  }

  /** Ref of an endpoint's Component. */
  endpointRef(workspace: WorkspaceId, name: string): string {
    return stringifyEntityRef({
      kind: 'component',
      namespace: this.#options.namespace,
      name: this.endpoint(workspace, name),
    });
  }

  /** Ref of the Resource of a model's version. */
  modelRef(workspace: WorkspaceId, name: string, version: string): string {
    return stringifyEntityRef({
      kind: 'resource',
      namespace: this.#options.namespace,
      name: this.model(workspace, name, version),
    });
  }

  #suffix(place: WorkspaceId): string {
    const { nameRule, withSubscription } = this.#options;
    // Azure does not tell these names apart by case, and does not always write them alike.
    const parts = [
      place.workspace.toLocaleLowerCase('en-US'),
      ...(nameRule === 'resource-group'
        ? [place.resourceGroup.toLocaleLowerCase('en-US')]
        : []),
      ...(withSubscription
        ? [
            place.subscriptionId
              .slice(0, SUBSCRIPTION_LENGTH)
              .toLocaleLowerCase('en-US'),
          ]
        : []),
    ];
    return parts.map(part => `.${toPart(part)}`).join('');
  }
}

/** A part of a name, without dots, of at most 20 characters; whatever does not fit is told apart by a hash. */
function toPart(text: string): string {
  if (text.length <= MAX_PART && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text)) {
    return text;
  }
  const hash = createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const head = text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_PART - HASH_LENGTH - 1)
    .replace(/-+$/, '');
  return [head, hash].filter(Boolean).join('-');
}
