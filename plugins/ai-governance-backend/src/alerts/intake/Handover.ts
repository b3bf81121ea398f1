import type { AlertSeverity } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { FindingStore } from '../../findings/FindingStore';
import { parseTargetKey } from '../config/targets';
import { byPath, type Route } from '../engine/routes';
import type { RuleBook } from '../rules/RuleBook';
import { AlertStore } from '../store/AlertStore';
import { DeliveryStore } from '../store/DeliveryStore';
import { GroupStore } from '../store/GroupStore';
import { type LegacyGroup, LegacyGroupStore } from '../store/LegacyGroupStore';
import type { AlertIntake } from './AlertIntake';

/**
 * Takes over what the release before had told: its messages are known to the new groups, so that nobody is told a second
 * time, and recovery is told where the beginning was.
 */
export class Handover {
  readonly #knex: Knex;
  readonly #intake: AlertIntake;
  readonly #root: Route;
  #done = false;

  static create(options: {
    knex: Knex;
    intake: AlertIntake;
    root: Route;
  }): Handover {
    return new Handover(options);
  }

  private constructor(options: Parameters<typeof Handover.create>[0]) {
    this.#knex = options.knex;
    this.#intake = options.intake;
    this.#root = options.root;
  }

  /** Takes over all that is left; does nothing from the second time on. */
  async run(options: { rules: RuleBook; now: Date }): Promise<void> {
    while (!this.#done) {
      this.#done = await this.#knex.transaction(async tx => {
        const legacy = await LegacyGroupStore.create({ knex: tx }).take();
        if (legacy?.firing && legacy.channel && legacy.destination !== null) {
          await this.#takeOver(tx, legacy, options);
        }
        return !legacy;
      });
    }
  }

  async #takeOver(
    tx: Knex,
    legacy: LegacyGroup,
    options: { rules: RuleBook; now: Date },
  ): Promise<void> {
    const findings = FindingStore.create({ knex: tx });
    const told = await findings.byIds(Object.keys(legacy.members));
    // What has recovered meanwhile fires for now: then its recovery is told like any other.
    await this.#intake.apply(
      tx,
      told.map(finding => ({ ...finding, state: 'open', resolvedAt: null })),
      options,
    );
    await findings.markAlertDue(told.map(({ id }) => id));
    const ids = await AlertStore.create({ knex: tx }).idsOfFindings(
      told.map(({ id }) => id),
    );
    const groups = GroupStore.create({ knex: tx });
    const memberships = (await groups.memberships([...ids.values()])).filter(
      ({ moved, ended }) => !moved && !ended,
    );
    const findingOf = new Map([...ids].map(([finding, id]) => [id, finding]));
    const severityOf = (alertId: string) =>
      legacy.members[findingOf.get(alertId) ?? ''] as AlertSeverity;
    await groups.change(
      memberships.map(({ groupKey, alertId }) => ({
        groupKey,
        alertId,
        told: { severity: severityOf(alertId), silenced: false },
        ended: false,
        outcome: {
          told: true,
          reason: 'first',
          detail: 'Told before alerts had groups',
        },
        outcomeAt: legacy.toldAt,
      })),
    );
    const toldAt = Date.parse(legacy.toldAt);
    const held = await groups.lock([
      ...new Set(memberships.map(({ groupKey }) => groupKey)),
    ]);
    await groups.put(
      [...held.values()].map(group => ({
        ...group,
        state: { ...group.state, calledAt: toldAt, lookedAt: toldAt },
      })),
    );
    const outbox = DeliveryStore.create({ knex: tx });
    const routes = byPath(this.#root);
    for (const { groupKey, path } of held.values()) {
      const { notify } = (routes.get(path) ?? this.#root).settings;
      const target = notify.find(key => {
        const { by } = parseTargetKey(key);
        return by === undefined || by === legacy.channel;
      });
      await outbox.setTarget({
        groupKey,
        target: target ?? notify[0],
        channel: legacy.channel as string,
        destination: legacy.destination as string,
        owner: 'before',
        reference: legacy.reference,
        state: 'firing',
        members: Object.fromEntries(
          memberships
            .filter(member => member.groupKey === groupKey)
            .map(({ alertId }) => [alertId, severityOf(alertId)]),
        ),
        toldAt: legacy.toldAt,
      });
    }
  }
}
