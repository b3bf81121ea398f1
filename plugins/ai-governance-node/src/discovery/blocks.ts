import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  KubernetesValidatorFunctions,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readTagRules, TagRules } from './tagRules';
import { toOwnerRef } from './tags';

/** What the blocks of all clouds' discoveries have in common, see {@link readDiscoveryBlocks}. @public */
export interface DiscoveryBlock {
  /** Key of the block. */
  id: string;
  /** Where it is in the configuration, for messages. */
  key: string;
  /** The block itself. */
  config: Config;
  /** Namespace of the entities. */
  namespace: string;
  /** Whether its first place's entities bear the shorter names; at most one block of a namespace is. */
  primary: boolean;
  schedule: SchedulerServiceTaskScheduleDefinition;
  tagRules: TagRules;
  /** Full entity ref. */
  defaultOwner: string;
  /** Above 0, up to 1. */
  maxRemovalShare: number;
  /** Requests at a time. */
  concurrency: number;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 20 },
};

// Short enough that a suffix made of it leaves room for a readable name within the 63 characters of an entity name.
const BLOCK_ID = /^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/;

/**
 * Reads what is the same in the blocks of every cloud's discovery.
 * @param rootConfig - configuration of the whole app
 * @param key - of the blocks, for example `catalog.providers.azureMl`
 * @returns empty when nothing is configured
 * @throws InputError that names the key and what is allowed
 * @public
 */
export function readDiscoveryBlocks(
  rootConfig: Config,
  key: string,
): DiscoveryBlock[] {
  const blocks = rootConfig.getOptionalConfig(key);
  if (!blocks) {
    return [];
  }
  const read = blocks
    .keys()
    .map(id => readBlock(id, blocks.getConfig(id), `${key}.${id}`));
  const primaries = choosePrimaries(read, key);
  return read.map(block => ({ ...block, primary: primaries.has(block.id) }));
}

/**
 * Reads a number of a block.
 * @param options - `allowed`: what is valid, in words
 * @throws InputError that names the key and what is allowed
 * @public
 */
export function readBlockNumber(
  block: { key: string; config: Config },
  name: string,
  options: { fallback: number; allowed: string; valid(n: number): boolean },
): number {
  const value = block.config.getOptionalNumber(name) ?? options.fallback;
  if (!options.valid(value)) {
    throw new InputError(
      `${block.key}.${name} is ${value}, expected ${options.allowed}`,
    );
  }
  return value;
}

function readBlock(
  id: string,
  config: Config,
  key: string,
): Omit<DiscoveryBlock, 'primary'> {
  if (!BLOCK_ID.test(id)) {
    throw new InputError(
      `${key} is a block with the key '${id}', expected lower case letters, digits and dashes, at most 20`,
    );
  }
  const block = { id, key, config };
  const owner = config.getString('defaultOwner');
  const defaultOwner = toOwnerRef(owner);
  if (defaultOwner === undefined) {
    throw new InputError(
      `${key}.defaultOwner is '${owner}', expected a group or user such as group:default/ml-platform`,
    );
  }
  return {
    ...block,
    namespace: readNamespace(config, key),
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    tagRules: readTagRules(
      config.getOptionalConfig('tagRules'),
      `${key}.tagRules`,
    ),
    defaultOwner,
    maxRemovalShare: readBlockNumber(block, 'maxRemovalShare', {
      fallback: 0.2,
      allowed: 'a number above 0 and up to 1',
      valid: n => n > 0 && n <= 1,
    }),
    concurrency: readBlockNumber(block, 'concurrency', {
      fallback: 4,
      allowed: 'a whole number from 1 to 32',
      valid: n => Number.isInteger(n) && n >= 1 && n <= 32,
    }),
  };
}

function readNamespace(config: Config, key: string): string {
  const namespace = config.getOptionalString('namespace') ?? DEFAULT_NAMESPACE;
  if (!KubernetesValidatorFunctions.isValidNamespace(namespace)) {
    throw new InputError(
      `${key}.namespace is '${namespace}', expected lower case letters, digits and dashes, at most 63`,
    );
  }
  return namespace;
}

/**
 * Ids of the primary blocks. Names are unique within a namespace, so there is at most one in each. With several blocks
 * it must be said which, because a default would rename entities as blocks come and go.
 */
function choosePrimaries(
  blocks: Omit<DiscoveryBlock, 'primary'>[],
  key: string,
): Set<string> {
  const chosen = new Set<string>();
  for (const namespace of new Set(blocks.map(block => block.namespace))) {
    const here = blocks.filter(block => block.namespace === namespace);
    const said = here.map(({ config }) => config.getOptionalBoolean('primary'));
    const ids = here.map(({ id }) => id);
    const primaries = ids.filter((_, index) => said[index] ?? ids.length === 1);
    if (primaries.length > 1) {
      throw new InputError(
        `${key} has ${
          primaries.length
        } blocks with 'primary: true' in namespace '${namespace}' (${primaries.join(
          ', ',
        )}), at most one is allowed: their entity names would collide`,
      );
    }
    if (ids.length > 1 && said.every(value => value === undefined)) {
      throw new InputError(
        `${key} has ${
          ids.length
        } blocks in namespace '${namespace}' (${ids.join(
          ', ',
        )}): set 'primary: true' on the one whose entities bear the shorter names, or 'primary: false' on all`,
      );
    }
    primaries.forEach(id => chosen.add(id));
  }
  return chosen;
}
