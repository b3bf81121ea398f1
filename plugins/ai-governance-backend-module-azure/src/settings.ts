import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_COLLECTIONS = ['model_inputs', 'model_outputs'];

/** How a service of Azure is called. */
export interface ServiceSettings {
  /** URL without a slash at its end, instead of the service's own. */
  endpoint?: string;
  /** Whether the endpoint is an emulator without TLS, to which no token is sent. */
  insecure: boolean;
  /** How often a request is sent before it counts as failed. */
  maxAttempts: number;
}

/** `aiGovernance.azure.blob`. */
export interface BlobSettings extends ServiceSettings {
  accountKey?: string;
  /** Names of the collections that are read. */
  collections: string[];
}

/** `aiGovernance.azure`. */
export interface AzureSettings {
  tenantId?: string;
  clientId?: string;
  clientSecret?: string;
  blob: BlobSettings;
  monitor: ServiceSettings;
}

/**
 * Reads `aiGovernance.azure`.
 * @throws InputError when a setting is not valid
 */
export function readSettings(rootConfig: Config): AzureSettings {
  const key = 'aiGovernance.azure';
  const config = rootConfig.getOptionalConfig(key);
  const blob = config?.getOptionalConfig('blob');
  const settings: AzureSettings = {
    tenantId: config?.getOptionalString('tenantId'),
    clientId: config?.getOptionalString('clientId'),
    clientSecret: config?.getOptionalString('clientSecret'),
    blob: {
      ...readService(blob, `${key}.blob`),
      accountKey: blob?.getOptionalString('accountKey'),
      collections: readCollections(blob, `${key}.blob.collections`),
    },
    monitor: readService(
      config?.getOptionalConfig('monitor'),
      `${key}.monitor`,
    ),
  };
  const { tenantId, clientId, clientSecret } = settings;
  if (clientSecret && !(tenantId && clientId)) {
    throw new InputError(
      `${key}.clientSecret needs ${key}.tenantId and ${key}.clientId`,
    );
  }
  return settings;
}

function readService(config: Config | undefined, key: string): ServiceSettings {
  const endpoint = config?.getOptionalString('endpoint')?.replace(/\/+$/, '');
  const maxAttempts =
    config?.getOptionalNumber('maxAttempts') ?? DEFAULT_ATTEMPTS;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > 20) {
    throw new InputError(
      `${key}.maxAttempts is ${maxAttempts}, expected a whole number from 1 to 20`,
    );
  }
  const insecure =
    endpoint !== undefined && isInsecure(endpoint, `${key}.endpoint`);
  return { endpoint, insecure, maxAttempts };
}

/** @throws InputError when it is no URL, or one without TLS that leads off this machine */
function isInsecure(endpoint: string, key: string): boolean {
  if (
    !URL.canParse(endpoint) ||
    !/^https?:$/.test(new URL(endpoint).protocol)
  ) {
    throw new InputError(
      `${key} is '${endpoint}', expected an http or https URL`,
    );
  }
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === 'http:' && !LOOPBACK.includes(hostname)) {
    throw new InputError(
      `${key} is '${endpoint}': http is for emulators on this machine (${LOOPBACK.join(
        ', ',
      )}), expected https`,
    );
  }
  return protocol === 'http:';
}

function readCollections(config: Config | undefined, key: string): string[] {
  const collections =
    config?.getOptionalStringArray('collections') ?? DEFAULT_COLLECTIONS;
  const wrong = collections.find(name => !/^[\w-]+$/.test(name));
  if (wrong !== undefined || collections.length === 0) {
    throw new InputError(
      `${key} is ${JSON.stringify(
        collections,
      )}, expected names of letters, digits, dashes and underscores`,
    );
  }
  return collections;
}
