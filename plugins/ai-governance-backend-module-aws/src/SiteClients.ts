import type { Config } from '@backstage/config';
import { AuthenticationError, InputError } from '@backstage/errors';
import {
  type AwsCredentialProvider,
  type AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';

/** Where a client's requests go and as whom. */
export interface AwsSite {
  /** AWS account id; undefined for the main account. */
  accountId?: string;
  region: string;
}

/** What can be set for the clients of a service. */
export interface ClientSettings {
  /** Instead of the AWS endpoint. */
  endpoint?: string;
  maxAttempts: number;
}

/** Clients of one service, one per account and region, made when first needed and kept with their connections. */
export class SiteClients<Client> {
  readonly #credentialsManager: AwsCredentialsManager;
  readonly #create: (
    site: AwsSite,
    credentials: AwsCredentialProvider,
  ) => Client;
  readonly #clients = new Map<string, Promise<Client>>();

  /** @param create - makes a client for a site */
  static fromConfig<Client>(
    rootConfig: Config,
    create: (site: AwsSite, credentials: AwsCredentialProvider) => Client,
  ): SiteClients<Client> {
    return new SiteClients(
      DefaultAwsCredentialsManager.fromConfig(rootConfig),
      create,
    );
  }

  private constructor(
    credentialsManager: AwsCredentialsManager,
    create: (site: AwsSite, credentials: AwsCredentialProvider) => Client,
  ) {
    this.#credentialsManager = credentialsManager;
    this.#create = create;
  }

  /**
   * The client for an account and region.
   * @throws AuthenticationError when no credentials are configured for the account
   */
  async get(site: AwsSite): Promise<Client> {
    const key = `${site.accountId ?? ''}/${site.region}`;
    const known = this.#clients.get(key);
    if (known) {
      return known;
    }
    const created = this.#findCredentials(site.accountId).then(credentials =>
      this.#create(site, credentials),
    );
    this.#clients.set(key, created);
    // Credentials that cannot be had now may be there at the next try.
    created.catch(() => this.#clients.delete(key));
    return created;
  }

  async #findCredentials(
    accountId: string | undefined,
  ): Promise<AwsCredentialProvider> {
    try {
      return await this.#credentialsManager.getCredentialProvider(
        accountId ? { accountId } : undefined,
      );
    } catch (error) {
      throw new AuthenticationError(
        `There are no AWS credentials for account ${accountId}: add it to 'aws.accounts' in the configuration`,
        error,
      );
    }
  }
}

/**
 * Reads the settings of a service's clients.
 * @param key - where they are, for example `aiGovernance.aws.s3`
 * @throws InputError when a setting is not valid
 */
export function readClientSettings(
  rootConfig: Config,
  key: string,
): ClientSettings {
  const config = rootConfig.getOptionalConfig(key);
  const endpoint = config?.getOptionalString('endpoint');
  if (endpoint !== undefined && !/^https?:\/\/\S+$/.test(endpoint)) {
    throw new InputError(
      `${key}.endpoint is '${endpoint}', expected an http or https URL`,
    );
  }
  const maxAttempts = config?.getOptionalNumber('maxAttempts') ?? 5;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > 20) {
    throw new InputError(
      `${key}.maxAttempts is ${maxAttempts}, expected a whole number from 1 to 20`,
    );
  }
  return { endpoint, maxAttempts };
}
