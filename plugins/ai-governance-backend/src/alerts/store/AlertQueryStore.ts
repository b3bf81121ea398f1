import type {
  AlertFilter,
  AlertOrder,
  AlertSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { ALERT_SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { type ReadScope, whereIdIn } from '../../fleet/listed';
import { lower } from '../../models/upsertModels';
import { type AlertRow, type StoredAlert, toAlert } from './alertRows';

/** What the alerts of a page come behind. */
export type AlertPlace = (string | number)[];

/** What each order goes by, the last first. */
const ORDERS: Record<AlertOrder, string[]> = {
  severity: ['severity_rank', 'starts_at', 'id'],
  startsAt: ['starts_at', 'id'],
};

const FIELDS = {
  state: 'state',
  severity: 'severity',
  type: 'type',
  owner: 'owner',
  system: 'system',
  entityRef: 'entity_ref',
  assignee: 'assignee',
} as const;

/** Questions of pages to table `alerts`. */
export class AlertQueryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AlertQueryStore {
    return new AlertQueryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Alerts in an order, behind a place. */
  async list(options: {
    scope: ReadScope;
    filter: AlertFilter;
    order: AlertOrder;
    after?: AlertPlace;
    limit: number;
  }): Promise<StoredAlert[]> {
    const columns = ORDERS[options.order];
    const rows: AlertRow[] = await this.#knex('alerts')
      .modify(whereAlerts, options.scope, options.filter)
      .modify(query => {
        if (options.after) {
          query.whereRaw(
            `(${columns.join(', ')}) < (${columns.map(() => '?').join(', ')})`,
            options.after,
          );
        }
      })
      .orderBy(columns.map(column => ({ column, order: 'desc' as const })))
      .limit(options.limit);
    return rows.map(toAlert);
  }

  /** Counts of firing alerts. */
  async summary(scope: ReadScope, filter: AlertFilter): Promise<AlertSummary> {
    const rows = await this.#knex('alerts')
      .modify(whereAlerts, scope, { ...filter, state: ['firing'] })
      .groupBy('severity', 'type')
      .select('severity', 'type')
      .count({ n: '*' })
      .count({ acknowledged: 'acknowledged_at' })
      .count({ suppressed: 'suppression' });
    const summary: AlertSummary = {
      firing: 0,
      unacknowledged: 0,
      suppressed: 0,
      bySeverity: { critical: 0, high: 0, medium: 0, low: 0 },
      byType: {},
    };
    for (const row of rows) {
      const count = Number(row.n);
      summary.firing += count;
      summary.unacknowledged += count - Number(row.acknowledged);
      summary.suppressed += Number(row.suppressed);
      summary.bySeverity[row.severity as (typeof ALERT_SEVERITIES)[number]] +=
        count;
      summary.byType[row.type] = (summary.byType[row.type] ?? 0) + count;
    }
    return summary;
  }
}

/** The place of an alert in an order. */
export function placeOf(alert: StoredAlert, order: AlertOrder): AlertPlace {
  const rank = [...ALERT_SEVERITIES].reverse().indexOf(alert.severity) + 1;
  return order === 'severity'
    ? [rank, alert.startsAt, alert.id]
    : [alert.startsAt, alert.id];
}

function whereAlerts(
  query: Knex.QueryBuilder,
  scope: ReadScope,
  filter: AlertFilter,
): void {
  if (scope !== 'all') {
    whereIdIn(query, 'model_id', scope);
  }
  for (const [field, column] of Object.entries(FIELDS)) {
    const wanted = filter[field as keyof typeof FIELDS];
    if (wanted?.length) {
      const present = wanted.filter(value => value !== 'none');
      query.where(either => {
        if (present.length === 1) {
          either.where(column, present[0]);
        } else {
          either.whereIn(column, present);
        }
        if (present.length < wanted.length) {
          either.orWhereNull(column);
        }
      });
    }
  }
  whereSet(query, 'acknowledged_at', filter.acknowledged);
  whereSet(query, 'suppression', filter.suppressed);
  if (filter.search) {
    query.whereRaw("search_text like ? escape '\\'", [
      `%${lower(filter.search).replace(/[\\%_]/g, '\\$&')}%`,
    ]);
  }
}

function whereSet(
  query: Knex.QueryBuilder,
  column: string,
  set: boolean | undefined,
): void {
  if (set === true) {
    query.whereNotNull(column);
  } else if (set === false) {
    query.whereNull(column);
  }
}
