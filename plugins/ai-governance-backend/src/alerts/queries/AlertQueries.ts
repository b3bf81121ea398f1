import type {
  AlertDetail,
  AlertFilter,
  AlertOrder,
  AlertPage,
  AlertSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { decodeCursor, encodeCursor } from '../../fleet/cursor';
import type { ReadScope } from '../../fleet/listed';
import { type AlertQueryStore, placeOf } from '../store/AlertQueryStore';
import type { AlertStore } from '../store/AlertStore';
import { type StoredAlert, toListed } from '../store/alertRows';

/** Events of an alert's history that an answer holds. */
const EVENTS = 200;

/** Answers questions about alerts; changes nothing. */
export class AlertQueries {
  readonly #queries: AlertQueryStore;
  readonly #alerts: AlertStore;

  static create(options: {
    queries: AlertQueryStore;
    alerts: AlertStore;
  }): AlertQueries {
    return new AlertQueries(options.queries, options.alerts);
  }

  private constructor(queries: AlertQueryStore, alerts: AlertStore) {
    this.#queries = queries;
    this.#alerts = alerts;
  }

  /** One page of alerts. @throws InputError when the cursor is none of this order */
  async list(options: {
    scope: ReadScope;
    filter: AlertFilter;
    order: AlertOrder;
    cursor?: string;
    limit: number;
  }): Promise<AlertPage> {
    const { order, cursor, limit } = options;
    const kind = `alerts-${order}`;
    const after = cursor
      ? decodeCursor(kind, order === 'severity' ? 3 : 2, cursor)
      : undefined;
    const found = await this.#queries.list({
      ...options,
      after,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return {
      items: items.map(toListed),
      nextCursor:
        found.length > limit
          ? encodeCursor(kind, placeOf(items[items.length - 1], order))
          : null,
    };
  }

  /** Counts of firing alerts. */
  async summary(scope: ReadScope, filter: AlertFilter): Promise<AlertSummary> {
    return this.#queries.summary(scope, filter);
  }

  /** All that is known of an alert. */
  async detail(alert: StoredAlert): Promise<AlertDetail> {
    const { labels, tags, measures, decidedBy } = alert;
    return {
      ...toListed(alert),
      labels,
      tags,
      measures,
      decidedBy,
      timeline: await this.#alerts.events(alert.id, EVENTS),
    };
  }
}
