import { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '@backstage/config';
import {
  type AwsSite,
  type ClientSettings,
  readClientSettings,
  SiteClients,
} from './SiteClients';

const KEY = 'aiGovernance.aws.s3';

/** Clients of S3. */
export class S3Clients {
  readonly #clients: SiteClients<S3Client>;
  readonly #settings: ClientSettings;

  private constructor(
    clients: SiteClients<S3Client>,
    settings: ClientSettings,
  ) {
    this.#clients = clients;
    this.#settings = settings;
  }

  /**
   * Reads `aiGovernance.aws.s3` and the `aws` credentials.
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): S3Clients {
    const settings = readClientSettings(rootConfig, KEY);
    const forcePathStyle =
      rootConfig.getOptionalBoolean(`${KEY}.forcePathStyle`) ?? false;
    const clients = SiteClients.fromConfig(
      rootConfig,
      ({ region }, credentials) =>
        new S3Client({
          ...settings,
          forcePathStyle,
          region,
          // A capture bucket may be in another region than the endpoint.
          followRegionRedirects: true,
          credentialDefaultProvider: () => credentials.sdkCredentialProvider,
          customUserAgent: 'backstage-ai-governance',
          // Long objects take long to download, so only silence is a failure, not duration.
          requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
        }),
    );
    return new S3Clients(clients, settings);
  }

  /**
   * The client for an account and region.
   * @throws AuthenticationError when no credentials are configured for the account
   */
  async get(site: AwsSite): Promise<S3Client> {
    return this.#clients.get(site);
  }

  /** Host that requests for the region go to, for messages. */
  hostOf(site: AwsSite): string {
    return this.#settings.endpoint
      ? new URL(this.#settings.endpoint).host
      : `s3.${site.region}.amazonaws.com`;
  }
}
