import type {
  FleetFilter,
  FleetOrder,
  HealthState,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type { ModelRow } from '../models/ModelStore';
import { toModel, type Model } from '../models/ModelStore';
import { whereListed, type ReadScope } from './listed';

/** What is asked for: whose models, and which of them. */
export interface FleetQuery {
  scope: ReadScope;
  filter: FleetFilter;
}

/** A place in an ordered list. */
export interface FleetPlace {
  key: string | number;
  id: string;
}

/** Models that have the same state, and how many they are. */
export interface StateCount {
  verdict: Verdict | null;
  health: HealthState;
  capture: Model['capture'];
  count: number;
}

/** Fields whose values are counted. */
export type FacetField = 'owner' | 'cloud' | 'system' | 'lifecycle';

const ORDERS: Record<FleetOrder, string> = {
  title: 'models.title_key',
  verdict: 'models.verdict_rank',
  health: 'models.health_rank',
  lastRunAt: "coalesce(models.last_run_at, '')",
  owner: 'models.owner',
};

/** Columns of a summary: all but the entity, which is long. */
const COLUMNS: (keyof ModelRow)[] = [
  'id',
  'entity_ref',
  'title',
  'provider',
  'verdict',
  'summary',
  'last_run_at',
  'next_run_at',
  'owner',
  'system',
  'lifecycle',
  'cloud',
  'capture',
  'sampling_percent',
  'health',
  'health_reason',
  'health_checked_at',
  'health_hour',
  'replaced_by',
  'problem',
];

/** The table `models` as a list of a fleet: filtered, ordered, paged and counted. */
export class FleetStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FleetStore {
    return new FleetStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * A page of models.
   * @param options - `after`: the last place of the page before
   * @returns models without their entities, each with its place
   */
  async page(
    query: FleetQuery & {
      order: FleetOrder;
      direction: 'asc' | 'desc';
      after?: FleetPlace;
      limit: number;
    },
  ): Promise<{ model: ListedModel; place: FleetPlace }[]> {
    const { direction, after } = query;
    const key = ORDERS[query.order];
    const rows: (ModelRow & { place: string | number })[] = await this.#knex(
      'models',
    )
      .modify(whereListed, query.scope, query.filter)
      .modify(rest => {
        if (after) {
          rest.whereRaw(
            `(${key}, models.id) ${direction === 'asc' ? '>' : '<'} (?, ?)`,
            [after.key, after.id],
          );
        }
      })
      .orderByRaw(`${key} ${direction}, models.id ${direction}`)
      .limit(query.limit)
      .select(COLUMNS.map(column => `models.${column}`))
      .select(this.#knex.raw(`${key} as place`));
    return rows.map(({ place, ...row }) => {
      const { entity: _, ...model } = toModel({
        ...row,
        entity: 'null',
        health_variants: '[]',
      });
      return { model, place: { key: place, id: row.id } };
    });
  }

  /** How many models there are. */
  async count({ scope, filter }: FleetQuery): Promise<number> {
    const row = await this.#knex('models')
      .modify(whereListed, scope, filter)
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** How many models are in which state. */
  async states({ scope, filter }: FleetQuery): Promise<StateCount[]> {
    const rows = await this.#knex('models')
      .modify(whereListed, scope, filter)
      .groupBy('verdict', 'health', 'capture')
      .select('verdict', 'health', 'capture')
      .count({ count: '*' });
    return rows.map(row => ({
      verdict: row.verdict as Verdict | null,
      health: row.health as HealthState,
      capture: row.capture as Model['capture'],
      count: Number(row.count),
    }));
  }

  /** The values of a field, the most frequent first. */
  async facet(
    field: FacetField,
    { scope, filter }: FleetQuery,
  ): Promise<{ value: string | null; count: number }[]> {
    const rows: { value: string | null; count: string | number }[] =
      await this.#knex('models')
        .modify(whereListed, scope, filter)
        .groupBy(field)
        .orderBy([{ column: 'count', order: 'desc' }, { column: field }])
        .select({ value: field })
        .count({ count: '*' });
    return rows.map(row => ({
      value: row.value,
      count: Number(row.count),
    }));
  }

  /** How many findings are open on the models. */
  async openFindings({ scope, filter }: FleetQuery): Promise<number> {
    const row = await this.#knex('findings')
      .where('findings.state', 'open')
      .join('models', 'models.id', 'findings.model_id')
      .modify(whereListed, scope, filter)
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** How many findings are open on each of these models; those without any are left out. */
  async openFindingsOf(ids: string[]): Promise<Map<string, number>> {
    const rows: { model_id: string; count: string | number }[] =
      await this.#knex('findings')
        .where({ state: 'open' })
        .whereIn('model_id', ids)
        .groupBy('model_id')
        .select('model_id')
        .count({ count: '*' });
    return new Map(rows.map(row => [row.model_id, Number(row.count)]));
  }

  /**
   * Verdicts of the comparisons of each of these models by UTC day.
   * @param since - ISO instant: comparisons whose window ends from then on
   */
  async verdictsByDay(
    ids: string[],
    since: string,
  ): Promise<{ id: string; day: string; verdict: Verdict }[]> {
    const rows: { model_id: string; day: string; verdict: string }[] =
      await this.#knex('drift_runs')
        .whereIn('model_id', ids)
        .where('current_to', '>=', since)
        .distinct('model_id', 'verdict')
        .select(this.#knex.raw('substr(current_to, 1, 10) as day'));
    return rows.map(row => ({
      id: row.model_id,
      day: row.day,
      verdict: row.verdict as Verdict,
    }));
  }
}

/** A model as it is read for a list: without its entity. */
export type ListedModel = Omit<Model, 'entity'>;
