import type { FleetFilter } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { lower } from '../models/upsertModels';

/** Which models a caller may read: every one, or those with these ids. */
export type ReadScope = 'all' | readonly string[];

/** Columns of `models` that take a list of alternatives. */
const FIELDS = [
  'owner',
  'cloud',
  'system',
  'lifecycle',
  'verdict',
  'health',
] as const;

/** Columns in which a missing value can be asked for. */
const WITH_NONE = new Set<string>(['system', 'verdict']);

/**
 * Narrows a query on `models` down to what is listed, may be read and is let through by a filter.
 * @param query - on table `models`
 * @param scope - what the caller may read
 */
export function whereListed(
  query: Knex.QueryBuilder,
  scope: ReadScope,
  filter: FleetFilter = {},
): void {
  query.whereNull('models.removed_at').whereNull('models.replaced_by');
  if (scope !== 'all') {
    whereIdIn(query, 'models.id', scope);
  }
  for (const field of FIELDS) {
    const wanted = filter[field];
    if (wanted?.length) {
      query.where(either => {
        const present = WITH_NONE.has(field)
          ? wanted.filter(value => value !== 'none')
          : wanted;
        if (present.length > 0) {
          either.whereIn(`models.${field}`, present);
        }
        if (present.length < wanted.length) {
          either.orWhereNull(`models.${field}`);
        }
      });
    }
  }
  if (filter.search) {
    query.whereRaw("models.search_text like ? escape '\\'", [
      `%${lower(filter.search).replace(/[\\%_]/g, '\\$&')}%`,
    ]);
  }
}

/** As `in (…)`, for more values than a statement may have parameters: they are one. */
export function whereIdIn(
  query: Knex.QueryBuilder,
  column: string,
  ids: readonly string[],
): void {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = any(?::text[])', [column, [...ids]]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(ids),
    ]);
  }
}
