import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type PartitionQuery, sortKeyBounds } from './hourQueries';
import type { Item } from './itemJson';
import type { TableSettings } from './tableSettings';

/** A page of items. */
export interface ItemPage {
  items: Item[];
  /** Bytes that were read for it, items that a filter left out included; about. */
  bytes: number;
}

/** Bytes of a capacity unit: 4 KB read twice, because reads are eventually consistent. */
const UNIT_BYTES = 8192;

/**
 * Queries the items of some hours of a partition, page by page. Pages may be empty: DynamoDB filters after it has made
 * them. Items whose time to live is over are left out, whether or not DynamoDB has deleted them already.
 * @param options - `attributes`: which of the items' attributes are needed
 * @throws errors of the AWS SDK
 */
export async function* queryItems(
  client: DynamoDBClient,
  options: {
    table: TableSettings;
    query: PartitionQuery;
    attributes: (string | undefined)[];
    now: Date;
    signal: AbortSignal;
  },
): AsyncGenerator<ItemPage> {
  const input = queryInput(options);
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({ ...input, ExclusiveStartKey }),
      { abortSignal: options.signal },
    );
    yield {
      items: page.Items ?? [],
      bytes: (page.ConsumedCapacity?.CapacityUnits ?? 0) * UNIT_BYTES,
    };
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

function queryInput(
  options: Parameters<typeof queryItems>[1],
): QueryCommandInput {
  const { table, query, now } = options;
  const { partitionKey, sortKey, attributes } = table;
  // Every name goes through a placeholder: many plain words, such as "timestamp", are reserved.
  const names: Record<string, string> = {};
  const name = (attribute: string) => {
    const placeholder = `#a${Object.keys(names).length}`;
    const known = Object.entries(names).find(([, used]) => used === attribute);
    if (known) {
      return known[0];
    }
    names[placeholder] = attribute;
    return placeholder;
  };
  const values: Item = { ':partition': { S: query.partition } };
  let condition = `${name(partitionKey.attribute)} = :partition`;
  if (sortKey) {
    const [from, to] = sortKeyBounds(sortKey, query);
    values[':from'] = from;
    values[':to'] = to;
    condition += ` AND ${name(sortKey.attribute)} BETWEEN :from AND :to`;
  }
  let filter: string | undefined;
  if (attributes.expiresAt) {
    const expires = name(attributes.expiresAt);
    values[':number'] = { S: 'N' };
    values[':now'] = { N: String(Math.floor(now.getTime() / 1000)) };
    // As DynamoDB does: what is no number has no effect.
    filter = `attribute_not_exists(${expires}) OR NOT attribute_type(${expires}, :number) OR ${expires} > :now`;
  }
  return {
    TableName: table.tableName,
    IndexName: table.index,
    KeyConditionExpression: condition,
    FilterExpression: filter,
    ProjectionExpression: options.attributes
      .filter(attribute => attribute !== undefined)
      .map(name)
      .filter((placeholder, i, all) => all.indexOf(placeholder) === i)
      .join(', '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ReturnConsumedCapacity: 'TOTAL',
  };
}
