import type {
  AlertChange,
  BulkAlertResult,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type { AlertSignals } from '../AlertSignals';
import { AlertStore } from '../store/AlertStore';
import { toListed } from '../store/alertRows';
import { GroupStore } from '../store/GroupStore';
import { type Actor, changeAlert } from './changeAlert';

/** What people do to alerts. */
export class AlertActions {
  readonly #knex: Knex;
  readonly #signals: AlertSignals;

  static create(options: { knex: Knex; signals: AlertSignals }): AlertActions {
    return new AlertActions(options.knex, options.signals);
  }

  private constructor(knex: Knex, signals: AlertSignals) {
    this.#knex = knex;
    this.#signals = signals;
  }

  /** Makes the same change of many alerts; their groups are looked at with the next decision. */
  async change(
    ids: string[],
    change: AlertChange,
    options: { actor: Actor; now: Date },
  ): Promise<BulkAlertResult> {
    const result = await this.#knex.transaction(tx =>
      this.changeIn(tx, ids, change, options),
    );
    if (result.changed.length > 0) {
      await this.#signals.changed(options.now);
    }
    return result;
  }

  /** As `change`, in a transaction of the caller's. */
  async changeIn(
    tx: Knex,
    ids: string[],
    change: AlertChange,
    options: { actor: Actor; now: Date },
  ): Promise<BulkAlertResult> {
    const { actor, now } = options;
    const alerts = AlertStore.create({ knex: tx });
    const groups = GroupStore.create({ knex: tx });
    const result: BulkAlertResult = { changed: [], unchanged: [] };
    // Holding their groups, nobody else changes the alerts.
    await groups.poke(ids, now.getTime());
    const found = await alerts.byIds(ids);
    const stored = [];
    const events = [];
    for (const id of new Set(ids)) {
      const alert = found.get(id);
      const outcome = alert
        ? changeAlert(alert, change, actor, now.toISOString())
        : 'There is no such alert';
      if (typeof outcome === 'string') {
        result.unchanged.push({ id, reason: outcome });
      } else {
        stored.push(outcome.alert);
        events.push(...outcome.events);
        result.changed.push(toListed(outcome.alert));
      }
    }
    await alerts.put(stored);
    await alerts.append(events);
    return result;
  }
}
