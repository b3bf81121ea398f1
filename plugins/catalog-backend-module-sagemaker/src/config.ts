import {
  DiscoveryBlock,
  readDiscoveryBlocks,
} from '@ai-governance/plugin-ai-governance-node';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Settings of one provider: one block of the configuration in one region. */
export interface SageMakerProviderConfig
  extends Omit<DiscoveryBlock, 'config' | 'primary'> {
  /** AWS account id; undefined for the main account. */
  accountId?: string;
  region: string;
  /** What is appended to endpoint names to make entity names; empty for plain names. */
  nameSuffix: string;
  /** URL instead of the AWS endpoint. */
  endpoint?: string;
  /** Search instead of Describe, where it does. */
  useSearch: boolean;
  /** Which models become entities: those that are deployed, or all versions in the registry, too. */
  models: 'deployed' | 'all';
  /** Whether model cards are read. */
  modelCards: boolean;
}

const CONFIG_KEY = 'catalog.providers.sagemaker';

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
  return readDiscoveryBlocks(rootConfig, CONFIG_KEY).flatMap(readBlock);
}

function readBlock(block: DiscoveryBlock): SageMakerProviderConfig[] {
  const { config, primary, ...shared } = block;
  const accountId = config.getOptionalString('accountId');
  if (accountId !== undefined && !ACCOUNT_ID.test(accountId)) {
    fail(block, 'accountId', `is '${accountId}', expected twelve digits`);
  }
  const endpoint = config.getOptionalString('endpoint');
  if (endpoint !== undefined && !/^https?:\/\/\S+$/.test(endpoint)) {
    fail(block, 'endpoint', `is '${endpoint}', expected an http or https URL`);
  }
  const models = config.getOptionalString('models') ?? 'deployed';
  if (models !== 'deployed' && models !== 'all') {
    fail(block, 'models', `is '${models}', expected deployed or all`);
  }
  return readRegions(block).map((region, index) => {
    const otherSuffix = primary ? `.${region}` : `.${block.id}.${region}`;
    return {
      ...shared,
      accountId,
      endpoint,
      models,
      useSearch: config.getOptionalBoolean('useSearch') ?? false,
      modelCards: config.getOptionalBoolean('modelCards') ?? true,
      region,
      nameSuffix: primary && index === 0 ? '' : otherSuffix,
    };
  });
}

function readRegions(block: DiscoveryBlock): string[] {
  const single = block.config.getOptionalString('region');
  const several = block.config.getOptionalStringArray('regions');
  if ((single === undefined) === (several === undefined)) {
    fail(block, 'regions', `or 'region' is required, and only one of them`);
  }
  const regions = several ?? [single!];
  if (regions.length === 0) {
    fail(block, 'regions', 'is empty, expected at least one region');
  }
  for (const region of regions) {
    if (!REGION.test(region)) {
      fail(
        block,
        'regions',
        `has '${region}', expected names such as eu-central-1`,
      );
    }
  }
  if (new Set(regions).size !== regions.length) {
    fail(block, 'regions', 'names a region twice');
  }
  return regions;
}

function fail(block: DiscoveryBlock, key: string, problem: string): never {
  throw new InputError(`${block.key}.${key} ${problem}`);
}
