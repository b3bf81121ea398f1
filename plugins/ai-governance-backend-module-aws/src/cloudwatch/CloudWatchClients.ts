import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Config } from '@backstage/config';
import {
  type AwsSite,
  type ClientSettings,
  readClientSettings,
  SiteClients,
} from '../SiteClients';

/** Clients of CloudWatch. */
export class CloudWatchClients {
  readonly #clients: SiteClients<CloudWatchClient>;
  readonly #settings: ClientSettings;

  private constructor(
    clients: SiteClients<CloudWatchClient>,
    settings: ClientSettings,
  ) {
    this.#clients = clients;
    this.#settings = settings;
  }

  /**
   * Reads `aiGovernance.aws.cloudwatch` and the `aws` credentials.
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): CloudWatchClients {
    const settings = readClientSettings(
      rootConfig,
      'aiGovernance.aws.cloudwatch',
    );
    const clients = SiteClients.fromConfig(
      rootConfig,
      ({ region }, credentials) =>
        new CloudWatchClient({
          ...settings,
          region,
          credentialDefaultProvider: () => credentials.sdkCredentialProvider,
          customUserAgent: 'backstage-ai-governance',
          requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
        }),
    );
    return new CloudWatchClients(clients, settings);
  }

  /**
   * The client for an account and region.
   * @throws AuthenticationError when no credentials are configured for the account
   */
  async get(site: AwsSite): Promise<CloudWatchClient> {
    return this.#clients.get(site);
  }

  /** Host that requests for the region go to, for messages. */
  hostOf(site: AwsSite): string {
    return this.#settings.endpoint
      ? new URL(this.#settings.endpoint).host
      : `monitoring.${site.region}.amazonaws.com`;
  }
}
