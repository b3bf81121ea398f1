import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Config } from '@backstage/config';
import {
  type AwsSite,
  type ClientSettings,
  readClientSettings,
  SiteClients,
} from '../SiteClients';

/** Clients of DynamoDB. */
export class DynamoDbClients {
  readonly #clients: SiteClients<DynamoDBClient>;
  readonly #settings: ClientSettings;

  private constructor(
    clients: SiteClients<DynamoDBClient>,
    settings: ClientSettings,
  ) {
    this.#clients = clients;
    this.#settings = settings;
  }

  /**
   * Reads `aiGovernance.aws.dynamodb` and the `aws` credentials.
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): DynamoDbClients {
    const settings = readClientSettings(
      rootConfig,
      'aiGovernance.aws.dynamodb',
    );
    const clients = SiteClients.fromConfig(
      rootConfig,
      ({ region }, credentials) =>
        new DynamoDBClient({
          ...settings,
          region,
          credentialDefaultProvider: () => credentials.sdkCredentialProvider,
          customUserAgent: 'backstage-ai-governance',
          requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
        }),
    );
    return new DynamoDbClients(clients, settings);
  }

  /**
   * The client for an account and region.
   * @throws AuthenticationError when no credentials are configured for the account
   */
  async get(site: AwsSite): Promise<DynamoDBClient> {
    return this.#clients.get(site);
  }

  /** Host that requests for the region go to, for messages. */
  hostOf(site: AwsSite): string {
    return this.#settings.endpoint
      ? new URL(this.#settings.endpoint).host
      : `dynamodb.${site.region}.amazonaws.com`;
  }
}
