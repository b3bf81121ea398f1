import type { Dynalite } from '../dynamodb/Dynalite';
import type { Inference, InferenceSeries } from './InferenceSeries';

/** Items per call, as many as DynamoDB takes. */
const BATCH = 25;
/** How long after it was made an item may be deleted. */
const EXPIRES_SECONDS = 90 * 24 * 3600;

type Item = Record<string, unknown>;

/** Writes the inferences of external models into DynamoDB tables. */
export class DynamoDbTraffic {
  readonly #dynalite: Dynalite;
  readonly #series: InferenceSeries[];
  readonly #now: () => Date;
  #until: number;

  /** @param options - `from`: epoch milliseconds of the first inference */
  constructor(options: {
    dynalite: Dynalite;
    series: InferenceSeries[];
    from: number;
    now: () => Date;
  }) {
    this.#dynalite = options.dynalite;
    this.#series = options.series;
    this.#until = options.from;
    this.#now = options.now;
  }

  /** Makes the tables and writes what was inferred so far. */
  async start(signal: AbortSignal): Promise<void> {
    const tables = new Set(this.#series.flatMap(tableOf));
    for (const table of tables) {
      await this.#call('CreateTable', {
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      });
      await this.#whenActive(table);
    }
    await this.advance(signal);
  }

  /** Writes what was inferred since. */
  async advance(signal: AbortSignal): Promise<void> {
    const until = this.#now().getTime();
    for (const series of this.#series) {
      const [table] = tableOf(series);
      const items = new Map(
        series.between(this.#until, until).map(inference => {
          const item = toItem(series.model.name, inference);
          // Writing an inference twice leaves one item, and a batch may not hold two with the same keys.
          return [`${inference.time}#${inference.id}`, item];
        }),
      );
      const all = [...items.values()];
      for (let i = 0; i < all.length && !signal.aborted; i += BATCH) {
        await this.#call('BatchWriteItem', {
          RequestItems: {
            [table]: all
              .slice(i, i + BATCH)
              .map(Item => ({ PutRequest: { Item } })),
          },
        });
      }
    }
    this.#until = until;
  }

  /** To its end even when all is about to stop: dynalite cannot be closed while it makes a table. */
  async #whenActive(table: string): Promise<void> {
    for (;;) {
      const { Table } = await this.#call('DescribeTable', { TableName: table });
      if (Table.TableStatus === 'ACTIVE') {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  async #call(operation: string, input: Item) {
    const { status, body } = await this.#dynalite.send({
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    if (status !== 200) {
      throw new Error(`DynamoDB's ${operation} failed: ${body}`);
    }
    return JSON.parse(body.toString());
  }
}

function tableOf({ model }: InferenceSeries): string[] {
  return model.target.kind === 'dynamodb' ? [model.target.table] : [];
}

function toItem(model: string, { id, time, input, output }: Inference): Item {
  const expires = Math.floor(Date.parse(time) / 1000) + EXPIRES_SECONDS;
  return {
    pk: { S: `${model}#${time.slice(0, 10)}` },
    sk: { S: `${time}#${id}` },
    request: { S: id },
    features: { M: attributes(input) },
    result: { M: attributes(output) },
    expires: { N: String(expires) },
  };
}

function attributes(values: Inference['input']): Item {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (value === null) {
        return [name, { NULL: true }];
      }
      return [
        name,
        typeof value === 'number' ? { N: String(value) } : { S: value },
      ];
    }),
  );
}
