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
import { toOwnerRef } from './tags';

/** Settings of one provider: one block of the configuration in one region. */
export interface SageMakerProviderConfig {
  /** Key of the block. */
  id: string;
  /** AWS account id; undefined for the main account. */
  accountId?: string;
  region: string;
  /** Namespace of the entities. */
  namespace: string;
  /** What is appended to endpoint names to make entity names; empty for plain names. */
  nameSuffix: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
  ownerTag: string;
  systemTag: string;
  environmentTag: string;
  /** Full entity ref. */
  defaultOwner: string;
  /** Above 0, up to 1. */
  maxRemovalShare: number;
  /** URL instead of the AWS endpoint. */
  endpoint?: string;
  /** Requests at a time. */
  concurrency: number;
}

const CONFIG_KEY = 'catalog.providers.sagemaker';
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 20 },
};

// Short enough that `.<id>.<region>` leaves room for a readable name within the 63 characters of an entity name.
const BLOCK_ID = /^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/;
const REGION = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/;
const ACCOUNT_ID = /^\d{12}$/;

/**
 * Reads `catalog.providers.sagemaker`.
 * @param rootConfig - configuration of the whole app
 * @returns settings of one provider per block and region; empty when nothing is configured
 * @throws InputError that names the key and what is allowed
 */
export function readProviderConfigs(
  rootConfig: Config,
): SageMakerProviderConfig[] {
  const blocks = rootConfig.getOptionalConfig(CONFIG_KEY);
  if (!blocks) {
    return [];
  }
  const ids = blocks.keys();
  const primaries = readPrimaries(blocks);
  return ids.flatMap(id =>
    readBlock(id, blocks.getConfig(id), primaries.has(id)),
  );
}

function fail(id: string, key: string, problem: string): never {
  throw new InputError(`${CONFIG_KEY}.${id}.${key} ${problem}`);
}

function readNamespace(id: string, block: Config): string {
  const namespace = block.getOptionalString('namespace') ?? DEFAULT_NAMESPACE;
  return KubernetesValidatorFunctions.isValidNamespace(namespace)
    ? namespace
    : fail(
        id,
        'namespace',
        `is '${namespace}', expected lower case letters, digits and dashes, at most 63`,
      );
}

/**
 * Ids of the blocks whose first region bears plain names. Names are unique within a namespace, so there is at most
 * one in each. With several blocks it must be said which, because a default would rename entities as blocks come and go.
 */
function readPrimaries(blocks: Config): Set<string> {
  const byNamespace = new Map<string, string[]>();
  for (const id of blocks.keys()) {
    const namespace = readNamespace(id, blocks.getConfig(id));
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), id]);
  }
  const primaries = new Set<string>();
  for (const [namespace, ids] of byNamespace) {
    const said = ids.map(id =>
      blocks.getConfig(id).getOptionalBoolean('primary'),
    );
    const chosen = ids.filter((_, index) =>
      ids.length === 1 ? said[index] ?? true : said[index],
    );
    if (chosen.length > 1) {
      throw new InputError(
        `${CONFIG_KEY} has ${
          chosen.length
        } blocks with 'primary: true' in namespace '${namespace}' (${chosen.join(
          ', ',
        )}), at most one is allowed: their entity names would collide`,
      );
    }
    if (ids.length > 1 && said.every(value => value === undefined)) {
      throw new InputError(
        `${CONFIG_KEY} has ${
          ids.length
        } blocks in namespace '${namespace}' (${ids.join(
          ', ',
        )}): set 'primary: true' on the one whose entities bear plain endpoint names, or 'primary: false' on all`,
      );
    }
    chosen.forEach(id => primaries.add(id));
  }
  return primaries;
}

function readRegions(id: string, block: Config): string[] {
  const single = block.getOptionalString('region');
  const several = block.getOptionalStringArray('regions');
  if ((single === undefined) === (several === undefined)) {
    fail(id, 'regions', `or 'region' is required, and only one of them`);
  }
  const regions = several ?? [single!];
  if (regions.length === 0) {
    fail(id, 'regions', 'is empty, expected at least one region');
  }
  for (const region of regions) {
    if (!REGION.test(region)) {
      fail(
        id,
        'regions',
        `has '${region}', expected names such as eu-central-1`,
      );
    }
  }
  if (new Set(regions).size !== regions.length) {
    fail(id, 'regions', 'names a region twice');
  }
  return regions;
}

function readNumber(
  id: string,
  block: Config,
  key: string,
  options: { fallback: number; allowed: string; valid(n: number): boolean },
): number {
  const value = block.getOptionalNumber(key) ?? options.fallback;
  return options.valid(value)
    ? value
    : fail(id, key, `is ${value}, expected ${options.allowed}`);
}

function readBlock(
  id: string,
  block: Config,
  primary: boolean,
): SageMakerProviderConfig[] {
  if (!BLOCK_ID.test(id)) {
    throw new InputError(
      `${CONFIG_KEY} has a block '${id}', expected lower case letters, digits and dashes, at most 20`,
    );
  }
  const accountId = block.getOptionalString('accountId');
  if (accountId !== undefined && !ACCOUNT_ID.test(accountId)) {
    fail(id, 'accountId', `is '${accountId}', expected twelve digits`);
  }
  const endpoint = block.getOptionalString('endpoint');
  if (endpoint !== undefined && !/^https?:\/\/\S+$/.test(endpoint)) {
    fail(id, 'endpoint', `is '${endpoint}', expected an http or https URL`);
  }
  const owner = block.getString('defaultOwner');
  const shared = {
    id,
    accountId,
    namespace: readNamespace(id, block),
    schedule: block.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          block.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    ownerTag: block.getOptionalString('ownerTag') ?? 'owner',
    systemTag: block.getOptionalString('systemTag') ?? 'system',
    environmentTag: block.getOptionalString('environmentTag') ?? 'env',
    defaultOwner:
      toOwnerRef(owner) ??
      fail(
        id,
        'defaultOwner',
        `is '${owner}', expected a group or user such as group:default/ml-platform`,
      ),
    maxRemovalShare: readNumber(id, block, 'maxRemovalShare', {
      fallback: 0.2,
      allowed: 'a number above 0 and up to 1',
      valid: n => n > 0 && n <= 1,
    }),
    endpoint,
    concurrency: readNumber(id, block, 'concurrency', {
      fallback: 4,
      allowed: 'a whole number from 1 to 32',
      valid: n => Number.isInteger(n) && n >= 1 && n <= 32,
    }),
  };
  return readRegions(id, block).map((region, index) => {
    const otherSuffix = primary ? `.${region}` : `.${id}.${region}`;
    return {
      ...shared,
      region,
      nameSuffix: primary && index === 0 ? '' : otherSuffix,
    };
  });
}
