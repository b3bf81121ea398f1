import type {
  AlertEvent,
  AlertMatcher,
  Suppression,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import {
  bulkInsert,
  bulkUpdate,
  bulkUpsert,
  locked,
} from '../../database/bulk';
import type { EngineAlert } from '../engine/types';
import {
  ALERT_COLUMNS,
  type AlertRow,
  type StoredAlert,
  toAlert,
  toAlertRow,
  toEngineAlert,
} from './alertRows';

/** Something to be added to an alert's history. */
export type NewAlertEvent = Omit<AlertEvent, 'id'> & { alertId: string };

/** Columns that hold labels as they are. */
const MATCHED: Record<string, string> = {
  type: 'type',
  severity: 'severity',
  rule: 'rule',
  entity: 'entity_ref',
  owner: 'owner',
  system: 'system',
};

/** Ids that one statement asks for. */
const IDS = 1_000;

/** Tables `alerts` and `alert_events`. */
export class AlertStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AlertStore {
    return new AlertStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One alert, or undefined. */
  async get(id: string): Promise<StoredAlert | undefined> {
    const row = await this.#knex<AlertRow>('alerts').where({ id }).first();
    return row && toAlert(row);
  }

  /** Those of the alerts that there are, by their ids. */
  async byIds(ids: string[]): Promise<Map<string, StoredAlert>> {
    const found = new Map<string, StoredAlert>();
    for (let i = 0; i < ids.length; i += IDS) {
      const rows = await this.#knex<AlertRow>('alerts').whereIn(
        'id',
        ids.slice(i, i + IDS),
      );
      rows.forEach(row => found.set(row.id, toAlert(row)));
    }
    return found;
  }

  /** Adds alerts, or overwrites those there are. Whoever changes alerts of groups holds their groups. */
  async put(alerts: StoredAlert[]): Promise<void> {
    const rows = alerts.map(toAlertRow).sort((a, b) => (a.id < b.id ? -1 : 1));
    await bulkUpsert(this.#knex, 'alerts', rows, {
      columns: ALERT_COLUMNS,
      key: ['id'],
      overwrite: Object.keys(ALERT_COLUMNS).filter(name => name !== 'id'),
    });
  }

  /** Adds to the history of alerts. */
  async append(events: NewAlertEvent[]): Promise<void> {
    await bulkInsert(
      this.#knex,
      'alert_events',
      events.map(({ alertId, at, kind, actor, detail }) => ({
        alert_id: alertId,
        at,
        kind,
        actor,
        detail,
      })),
      {
        alert_id: 'text',
        at: 'text',
        kind: 'text',
        actor: 'text',
        detail: 'text',
      },
    );
  }

  /** The latest of an alert's history, the newest first. */
  async events(alertId: string, limit: number): Promise<AlertEvent[]> {
    const rows = await this.#knex('alert_events')
      .where({ alert_id: alertId })
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(row => ({
      id: String(row.id),
      at: row.at,
      kind: row.kind,
      actor: row.actor,
      detail: row.detail,
    }));
  }

  /** Stores what holds alerts back now. */
  async suppress(changes: Map<string, Suppression | null>): Promise<void> {
    await this.#lock([...changes.keys()]);
    await bulkUpdate(
      this.#knex,
      'alerts',
      [...changes].map(([id, suppression]) => ({
        id,
        suppression: suppression && JSON.stringify(suppression),
      })),
      { columns: { id: 'text', suppression: 'text' }, key: ['id'] },
    );
  }

  /** Stores that people were told of alerts. */
  async notified(ids: string[], at: string): Promise<void> {
    await this.#lock(ids);
    await bulkUpdate(
      this.#knex,
      'alerts',
      ids.map(id => ({ id, notified_at: at })),
      { columns: { id: 'text', notified_at: 'text' }, key: ['id'] },
    );
  }

  /** Takes rows in the order of their ids, so that two who change many of them do not wait for each other. */
  async #lock(ids: string[]): Promise<void> {
    const sorted = [...ids].sort();
    for (let i = 0; i < sorted.length; i += IDS) {
      await locked(
        this.#knex('alerts')
          .whereIn('id', sorted.slice(i, i + IDS))
          .orderBy('id')
          .select('id'),
        this.#knex,
      );
    }
  }

  /**
   * Firing alerts as far as decisions go, in pages: all that match, and perhaps others, since only what columns tell is
   * looked at here.
   */
  async *firing(matchers: AlertMatcher[]): AsyncGenerator<EngineAlert[]> {
    const equal = matchers.filter(
      ({ label, operator, value }) =>
        operator === '=' && value !== '' && Object.hasOwn(MATCHED, label),
    );
    let after = '';
    for (;;) {
      const rows: AlertRow[] = await this.#knex('alerts')
        .where('state', 'firing')
        .where('id', '>', after)
        .modify(query => {
          for (const { label, value } of equal) {
            query.where(MATCHED[label], value);
          }
        })
        .orderBy('id')
        .limit(5_000)
        .select('id', 'state', 'severity', 'labels', 'tags', 'acknowledged_at');
      if (rows.length > 0) {
        yield rows.map(toEngineAlert);
        after = rows[rows.length - 1].id;
      }
      if (rows.length < 5_000) {
        return;
      }
    }
  }

  /** Ids of alerts by the ids of their findings. @param findingIds - at most 1 000 */
  async idsOfFindings(findingIds: string[]): Promise<Map<string, string>> {
    const rows = await this.#knex<AlertRow>('alerts')
      .whereIn('finding_id', findingIds)
      .select('finding_id', 'id');
    return new Map(rows.map(row => [row.finding_id, row.id]));
  }

  /** Ids of the models of alerts, by the alerts' ids. */
  async modelsOf(ids: string[]): Promise<Map<string, string | null>> {
    const found = new Map<string, string | null>();
    for (let i = 0; i < ids.length; i += IDS) {
      const rows = await this.#knex<AlertRow>('alerts')
        .whereIn('id', ids.slice(i, i + IDS))
        .select('id', 'model_id');
      rows.forEach(row => found.set(row.id, row.model_id));
    }
    return found;
  }

  /** Ids of firing alerts whose model is no longer in the catalog. */
  async orphans(limit: number): Promise<string[]> {
    return this.#knex('alerts')
      .join('models', 'models.id', 'alerts.model_id')
      .where('alerts.state', 'firing')
      .whereNotNull('models.removed_at')
      .limit(limit)
      .pluck('alerts.id');
  }
}
