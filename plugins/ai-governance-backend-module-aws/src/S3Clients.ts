import { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '@backstage/config';
import { AuthenticationError, InputError } from '@backstage/errors';
import {
  AwsCredentialProvider,
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';

/** Where a client's requests go and as whom. */
export interface S3Site {
  /** AWS account id; undefined for the main account. */
  accountId?: string;
  region: string;
}

interface S3Settings {
  endpoint?: string;
  forcePathStyle: boolean;
  maxAttempts: number;
}

/** S3 clients, one per account and region, made when first needed and kept with their connections. */
export class S3Clients {
  readonly #credentialsManager: AwsCredentialsManager;
  readonly #settings: S3Settings;
  readonly #clients = new Map<string, Promise<S3Client>>();

  private constructor(
    credentialsManager: AwsCredentialsManager,
    settings: S3Settings,
  ) {
    this.#credentialsManager = credentialsManager;
    this.#settings = settings;
  }

  /**
   * Reads `aiGovernance.aws.s3` and the `aws` credentials.
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): S3Clients {
    return new S3Clients(
      DefaultAwsCredentialsManager.fromConfig(rootConfig),
      readSettings(rootConfig),
    );
  }

  /**
   * The client for an account and region.
   * @throws AuthenticationError when no credentials are configured for the account
   */
  async get(site: S3Site): Promise<S3Client> {
    const key = `${site.accountId ?? ''}/${site.region}`;
    const known = this.#clients.get(key);
    if (known) {
      return known;
    }
    const created = this.#create(site);
    this.#clients.set(key, created);
    // Credentials that cannot be had now may be there at the next try.
    created.catch(() => this.#clients.delete(key));
    return created;
  }

  /** Host that requests for the region go to, for messages. */
  hostOf(site: S3Site): string {
    return this.#settings.endpoint
      ? new URL(this.#settings.endpoint).host
      : `s3.${site.region}.amazonaws.com`;
  }

  async #create({ accountId, region }: S3Site): Promise<S3Client> {
    const credentials = await this.#findCredentials(accountId);
    return new S3Client({
      ...this.#settings,
      region,
      // A capture bucket may be in another region than the endpoint.
      followRegionRedirects: true,
      credentialDefaultProvider: () => credentials.sdkCredentialProvider,
      customUserAgent: 'backstage-ai-governance',
      // Long objects take long to download, so only silence is a failure, not duration.
      requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
    });
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

function readSettings(rootConfig: Config): S3Settings {
  const key = 'aiGovernance.aws.s3';
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
  return {
    endpoint,
    forcePathStyle: config?.getOptionalBoolean('forcePathStyle') ?? false,
    maxAttempts,
  };
}
