import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DynamoDbLogSource } from '../DynamoDbLogSource';

/** A signal that never comes. */
export const never = () => new AbortController().signal;

/** A model that writes to the table of that name. */
export function modelIn(
  table: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'churn',
      annotations: {
        'ai-governance.io/log-source': 'dynamodb',
        'ai-governance.io/dynamodb-table': table,
        'ai-governance.io/aws-account-id': '123456789012',
        'ai-governance.io/aws-region': 'eu-central-1',
        ...annotations,
      },
    },
  };
}

/** The source, reading from a simulator. */
export function sourceOf(
  simulator: Pick<CloudSimulator, 'dynamodbUrl'>,
  tables: JsonObject,
  options: { now?: () => Date } = {},
): DynamoDbLogSource {
  return DynamoDbLogSource.fromConfig(
    new ConfigReader({
      aws: {
        accounts: [
          {
            accountId: '123456789012',
            accessKeyId: 'AKIADEMO',
            secretAccessKey: 'x',
          },
        ],
      },
      aiGovernance: {
        aws: {
          dynamodb: {
            endpoint: simulator.dynamodbUrl,
            maxAttempts: 2,
            tables,
          },
        },
      },
    }),
    options,
  );
}

/** Makes tables and fills them, as a model's server would. */
export class Tables {
  readonly #client: DynamoDBClient;

  constructor(simulator: Pick<CloudSimulator, 'dynamodbUrl'>) {
    this.#client = new DynamoDBClient({
      endpoint: simulator.dynamodbUrl,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
    });
  }

  /** Makes a table. @param keys - attributes and their types, the partition key first */
  async create(
    table: string,
    keys: [name: string, type: 'S' | 'N'][],
    index?: { name: string; keys: [name: string, type: 'S' | 'N'][] },
  ): Promise<void> {
    const schema = (names: [string, string][]) =>
      names.map(([AttributeName], i) => ({
        AttributeName,
        KeyType: i === 0 ? ('HASH' as const) : ('RANGE' as const),
      }));
    await this.#client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [...keys, ...(index?.keys ?? [])].map(
          ([AttributeName, AttributeType]) => ({
            AttributeName,
            AttributeType,
          }),
        ),
        KeySchema: schema(keys),
        GlobalSecondaryIndexes: index && [
          {
            IndexName: index.name,
            KeySchema: schema(index.keys),
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await waitUntilTableExists(
      { client: this.#client, maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.05 },
      { TableName: table },
    );
  }

  /** Writes items. */
  async put(
    table: string,
    items: Record<string, AttributeValue>[],
  ): Promise<void> {
    for (let i = 0; i < items.length; i += 25) {
      await this.#client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [table]: items
              .slice(i, i + 25)
              .map(Item => ({ PutRequest: { Item } })),
          },
        }),
      );
    }
  }
}

/** All pages of a listing, none of which may be empty. */
export async function listAll(
  source: DynamoDbLogSource,
  options: { entity: Entity; since: string; until: string },
): Promise<LogObject[]> {
  const objects: LogObject[] = [];
  for await (const page of source.list({
    entity: options.entity,
    since: new Date(options.since),
    until: new Date(options.until),
    signal: never(),
  })) {
    if (page.length === 0) {
      throw new Error('The listing has an empty page');
    }
    objects.push(...page);
  }
  return objects;
}
