import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type { LoggedValue } from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import { keyedCellsSql, positionalCellsSql } from './payloadRows';
import { integerLiteral, jsonPointer } from './sql';

/** Where a key's value is looked for: a key that is spelled so, then nested keys. */
export function pointersOf(key: string): string[] {
  return key.includes('.')
    ? [jsonPointer([key]), jsonPointer(key.split('.'))]
    : [jsonPointer([key])];
}

/** What the monitored columns take out of the rows of one side of a record. */
export class SideCells {
  readonly #names: { kind: string; row: string };
  readonly #prefix: string;
  readonly #pointers: string[] = [];
  readonly #keys = new Map<string, number[]>();
  #positions = 0;
  /** What a row must have for the monitored columns. */
  readonly #needed: { positions: number; keys: boolean };

  /** @param others - places whose values are taken, too, where they are there */
  constructor(
    columns: readonly MonitoredColumn[],
    role: MonitoredColumn['role'],
    names: { kind: string; row: string },
    prefix: string,
    others: readonly LoggedValue[] = [],
  ) {
    this.#names = names;
    this.#prefix = prefix;
    this.#take(columns.filter(column => column.role === role));
    this.#needed = {
      positions: this.#positions,
      keys: this.#pointers.length > 0,
    };
    this.#take(others.filter(place => place.role === role));
  }

  #take(places: readonly { name?: string; at: number | string }[]): void {
    for (const { name = 'of an outcome', at } of places) {
      if (typeof at === 'string' && this.#keys.has(at)) {
        continue;
      }
      if (typeof at === 'string') {
        this.#keys.set(
          at,
          pointersOf(at).map(pointer => this.#pointers.push(pointer)),
        );
      } else if (Number.isSafeInteger(at) && at >= 0) {
        this.#positions = Math.max(this.#positions, at + 1);
      } else {
        throw new InputError(
          `Column ${JSON.stringify(
            name,
          )} stands at ${at}; allowed are positions from 0 and keys`,
        );
      }
    }
  }

  /** Lists of the cells that columns are taken from. */
  lists(): string[] {
    const { kind, row } = this.#names;
    return [
      ...(this.#positions > 0
        ? [`${positionalCellsSql(kind, row)} AS ${this.#prefix}_cells`]
        : []),
      ...(this.#pointers.length > 0
        ? [
            `${keyedCellsSql(kind, row, this.#pointers)} AS ${
              this.#prefix
            }_keyed`,
          ]
        : []),
    ];
  }

  /** True for a row that cannot hold all columns. */
  incompleteSql(): string {
    return (
      [
        ...(this.#needed.positions > 0
          ? [
              `coalesce(len(${this.#prefix}_cells), 0) < ${integerLiteral(
                this.#needed.positions,
              )}`,
            ]
          : []),
        ...(this.#needed.keys ? [`${this.#prefix}_keyed IS NULL`] : []),
      ].join(' OR ') || 'false'
    );
  }

  cellSql({ at }: Pick<MonitoredColumn, 'at'>): string {
    if (typeof at === 'number') {
      return `${this.#prefix}_cells[${integerLiteral(at + 1)}]`;
    }
    const places = this.#keys.get(at) ?? [];
    return `coalesce(${places
      .map(place => `${this.#prefix}_keyed[${place}]`)
      .join(', ')})`;
  }
}
