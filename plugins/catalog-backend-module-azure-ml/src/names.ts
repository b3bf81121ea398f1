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

/** Most characters of all parts together, so that room is left for the name itself. */
const MAX_PARTS = 40;
/** Most of one part: beside the longest name of an endpoint, 32 characters, it fits into an entity's name. */
const MAX_PART = 30;
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
      suffix: toSuffix(this.#place(workspace)),
      // An endpoint's name is part of its host name.
      caseSensitive: false,
    });
  }

  /** Name of the Resource of a model's version. */
  model(workspace: WorkspaceId, name: string, version: string): string {
    return toEntityName(name, {
      suffix: toSuffix([version, ...this.#place(workspace)]),
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

  #place({ workspace, resourceGroup, subscriptionId }: WorkspaceId): string[] {
    const { nameRule, withSubscription } = this.#options;
    // Azure does not tell these names apart by case, and does not always write them alike.
    return [
      workspace,
      ...(nameRule === 'resource-group' ? [resourceGroup] : []),
      ...(withSubscription
        ? [subscriptionId.slice(0, SUBSCRIPTION_LENGTH)]
        : []),
    ].map(part => part.toLocaleLowerCase('en-US'));
  }
}

/** Parts, each behind a dot and itself without dots. Whatever does not fit is told apart by a hash. */
function toSuffix(parts: string[]): string {
  const room = Math.min(MAX_PART, Math.floor(MAX_PARTS / parts.length) - 1);
  return parts.map(part => `.${toPart(part, room)}`).join('');
}

function toPart(text: string, room: number): string {
  if (text.length <= room && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text)) {
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
    .slice(0, room - HASH_LENGTH - 1)
    .replace(/-+$/, '');
  return [head, hash].filter(Boolean).join('-');
}
