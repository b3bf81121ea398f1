import {
  DiscoveryBlock,
  readDiscoveryBlocks,
} from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import type { AzureSignIn } from './arm/credential';
import type { NameRule } from './names';
import type { ModelScope } from './WorkspaceReader';

/** Settings of one provider: one block of the configuration in one subscription. */
export interface AzureMlProviderConfig extends DiscoveryBlock {
  subscriptionId: string;
  signIn: AzureSignIn;
  /** URL instead of `https://management.azure.com`. */
  endpoint?: string;
  /** Names of the workspaces to read; all when undefined. */
  workspaces?: string[];
  excludeWorkspaces: string[];
  models: ModelScope;
  nameRule: NameRule;
  /** Whether names hold a part of the subscription's id. */
  withSubscription: boolean;
}

const CONFIG_KEY = 'catalog.providers.azureMl';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads `catalog.providers.azureMl`.
 * @param rootConfig - configuration of the whole app
 * @returns settings of one provider per block and subscription; empty when nothing is configured
 * @throws InputError that names the key and what is allowed
 */
export function readProviderConfigs(
  rootConfig: Config,
): AzureMlProviderConfig[] {
  const providers = readDiscoveryBlocks(rootConfig, CONFIG_KEY).flatMap(
    readBlock,
  );
  const seen = new Map<string, string>();
  for (const { subscriptionId, key } of providers) {
    const other = seen.get(subscriptionId);
    if (other === key) {
      fail(key, 'subscriptionIds', `names ${subscriptionId} twice`);
    }
    seen.set(subscriptionId, key);
  }
  return providers;
}

function readBlock(block: DiscoveryBlock): AzureMlProviderConfig[] {
  const { config, key, primary } = block;
  const shared = {
    ...block,
    signIn: readSignIn(block),
    endpoint: readEndpoint(block),
    workspaces: config.getOptionalStringArray('workspaces'),
    excludeWorkspaces: config.getOptionalStringArray('excludeWorkspaces') ?? [],
    models: readChoice(block, 'models', ['deployed', 'all']),
    nameRule: readChoice(block, 'names', ['workspace', 'resource-group']),
  };
  const subscriptionIds = config.getStringArray('subscriptionIds');
  if (subscriptionIds.length === 0) {
    fail(key, 'subscriptionIds', 'is empty, expected at least one id');
  }
  return subscriptionIds.map((id, index) => ({
    ...shared,
    subscriptionId: readGuid(block, 'subscriptionIds', id).toLocaleLowerCase(
      'en-US',
    ),
    withSubscription: !primary || index > 0,
  }));
}

function fail(key: string, name: string, problem: string): never {
  throw new InputError(`${key}.${name} ${problem}`);
}

function readGuid(
  { key }: DiscoveryBlock,
  name: string,
  value: string,
): string {
  return GUID.test(value)
    ? value
    : fail(
        key,
        name,
        `has '${value}', expected an id such as 00000000-0000-0000-0000-000000000000`,
      );
}

function readSignIn(block: DiscoveryBlock): AzureSignIn {
  const { config, key } = block;
  const [tenantId, clientId] = ['tenantId', 'clientId'].map(name => {
    const value = config.getOptionalString(name);
    return value === undefined ? undefined : readGuid(block, name, value);
  });
  const clientSecret = config.getOptionalString('clientSecret');
  if (clientSecret !== undefined && !(tenantId && clientId)) {
    fail(key, 'clientSecret', `needs 'tenantId' and 'clientId' beside it`);
  }
  return { tenantId, clientId, clientSecret };
}

/** Tokens go over https only; an emulator on this machine gets none. */
function readEndpoint({ config, key }: DiscoveryBlock): string | undefined {
  const text = config.getOptionalString('endpoint');
  if (text === undefined) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(
    url?.hostname ?? '',
  );
  const usable =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback);
  return usable
    ? text.replace(/\/+$/, '')
    : fail(
        key,
        'endpoint',
        `is '${text}', expected an https URL, or an http URL of this machine for an emulator`,
      );
}

/** @param choices - the first is the default */
function readChoice<T extends string>(
  { config, key }: DiscoveryBlock,
  name: string,
  choices: [T, ...T[]],
): T {
  const value = config.getOptionalString(name) ?? choices[0];
  return (
    choices.find(choice => choice === value) ??
    fail(key, name, `is '${value}', expected ${choices.join(' or ')}`)
  );
}
