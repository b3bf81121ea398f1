import { createHash } from 'node:crypto';
import type { Item } from './itemJson';
import type { TableSettings } from './tableSettings';

/**
 * Sums up the items of one variant and hour, in the order in which they are queried: the same items give the same text,
 * one more or one less gives another. An item that is written again under its own keys does not change it.
 */
export class HourDigest {
  count = 0;
  /** Bytes, about. */
  bytes = 0;
  readonly #hash = createHash('sha256');
  readonly #table: TableSettings;

  constructor(table: TableSettings) {
    this.#table = table;
  }

  /** Adds an item. */
  add(item: Item): void {
    const { sortKey, attributes } = this.#table;
    this.count++;
    // The sort key alone is not unique in an index.
    this.#hash.update(
      `${JSON.stringify([
        sortKey && item[sortKey.attribute],
        item[attributes.id],
      ])}\n`,
    );
  }

  /** Ends the sum. */
  etag(): string {
    return `${this.count}-${this.#hash.digest('hex').slice(0, 32)}`;
  }
}
