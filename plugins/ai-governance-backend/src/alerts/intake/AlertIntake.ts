import { Knex } from 'knex';
import { type Finding, FindingStore } from '../../findings/FindingStore';
import { openGroup } from '../engine/decideGroup';
import { changeGroups, type Membership } from '../engine/memberships';
import type { Route } from '../engine/routes';
import { CLOSED } from '../engine/types';
import type { RuleBook } from '../rules/RuleBook';
import { AlertStore } from '../store/AlertStore';
import type { StoredAlert } from '../store/alertRows';
import { GroupStore, type MembershipRow } from '../store/GroupStore';
import type { StoredGroup } from '../store/groupRows';
import { ModelFactsStore } from '../store/ModelFactsStore';
import { type Applied, applyFinding } from './applyFinding';
import { alertId, identityOf } from './identity';

/** Findings that one transaction takes. */
const BATCH = 500;

/**
 * Makes alerts of findings and puts them into the groups in which they are told. A finding stays due until its alert is
 * stored, so that a crash in between loses nothing.
 */
export class AlertIntake {
  readonly #knex: Knex;
  readonly #root: Route;

  static create(options: { knex: Knex; root: Route }): AlertIntake {
    return new AlertIntake(options);
  }

  private constructor(options: Parameters<typeof AlertIntake.create>[0]) {
    this.#knex = options.knex;
    this.#root = options.root;
  }

  /**
   * Takes all findings that are due.
   * @returns how many alerts have changed
   */
  async run(options: {
    rules: RuleBook;
    now: Date;
    signal: AbortSignal;
  }): Promise<number> {
    let changed = 0;
    for (;;) {
      options.signal.throwIfAborted();
      const { taken, stored } = await this.#knex.transaction(tx =>
        this.#takeBatch(tx, options),
      );
      changed += stored;
      if (taken < BATCH) {
        return changed;
      }
    }
  }

  async #takeBatch(
    tx: Knex,
    options: { rules: RuleBook; now: Date },
  ): Promise<{ taken: number; stored: number }> {
    const findings = await FindingStore.create({ knex: tx }).takeAlertDue(
      BATCH,
    );
    return {
      taken: findings.length,
      stored: await this.apply(tx, findings, options),
    };
  }

  /**
   * Brings the alerts of findings up to date, in a transaction.
   * @returns how many alerts have changed
   */
  async apply(
    tx: Knex,
    findings: Finding[],
    { rules, now }: { rules: RuleBook; now: Date },
  ): Promise<number> {
    const models = await ModelFactsStore.create({ knex: tx }).byIds([
      ...new Set(findings.map(({ modelId }) => modelId)),
    ]);
    const known = findings.flatMap(finding => {
      const model = models.get(finding.modelId);
      return model
        ? [
            {
              finding,
              model,
              id: alertId(identityOf(finding, model.entityRef)),
            },
          ]
        : [];
    });
    const ids = known.map(({ id }) => id);
    const groups = GroupStore.create({ knex: tx });
    const alerts = AlertStore.create({ knex: tx });
    const memberships = await groups.memberships(ids);
    const held = await groups.lock([
      ...new Set(memberships.map(({ groupKey }) => groupKey)),
    ]);
    const before = await alerts.byIds(ids);
    const applied = known.flatMap(
      ({ finding, model, id }) =>
        applyFinding({ finding, model, before: before.get(id), rules, now }) ??
        [],
    );
    await alerts.put(applied.map(({ alert }) => alert));
    await alerts.append(applied.flatMap(({ events }) => events));
    await this.#regroup(tx, { applied, memberships, held, now });
    return applied.length;
  }

  async #regroup(
    tx: Knex,
    options: {
      applied: Applied[];
      memberships: MembershipRow[];
      held: Map<string, StoredGroup>;
      now: Date;
    },
  ): Promise<void> {
    const { applied, held } = options;
    const now = options.now.getTime();
    const present = new Map<string, string[]>();
    for (const { alertId: id, groupKey, moved, ended } of options.memberships) {
      if (!moved && !ended) {
        present.set(id, [...(present.get(id) ?? []), groupKey]);
      }
    }
    const joining: { groupKey: string; alertId: string }[] = [];
    const leaving: { groupKey: string; alertId: string }[] = [];
    const joined = new Map<string, Membership>();
    for (const { alert, regroup } of applied) {
      if (!regroup) {
        continue;
      }
      const { join, leave } = changeGroups(
        this.#root,
        toEngine(alert),
        present.get(alert.id) ?? [],
      );
      for (const membership of join) {
        joined.set(membership.groupKey, membership);
        joining.push({ groupKey: membership.groupKey, alertId: alert.id });
      }
      leaving.push(...leave.map(groupKey => ({ groupKey, alertId: alert.id })));
    }
    const groups = GroupStore.create({ knex: tx });
    const others = [...joined.keys()].filter(key => !held.has(key));
    const all = new Map([...held, ...(await groups.lock(others))]);
    await groups.put(
      [...joined.values()].map(({ groupKey, route, labels }) => ({
        groupKey,
        path: route.path,
        labels,
        state: openGroup(
          all.get(groupKey)?.state ?? CLOSED,
          route.settings,
          now,
        ),
        // Looked at once now, so that what holds the alert back is known at once.
        dueAt: now,
      })),
    );
    await groups.join(joining, now);
    await AlertStore.create({ knex: tx }).append(
      joining.map(({ groupKey, alertId: id }) => ({
        alertId: id,
        at: options.now.toISOString(),
        kind: 'routed' as const,
        actor: null,
        detail: routeWords(joined.get(groupKey) as Membership),
      })),
    );
    await groups.leave(leaving, now);
  }
}

function routeWords({ route, labels }: Membership): string {
  const names = Object.keys(labels);
  const alone = names.includes('alert');
  const together =
    names.length > 0
      ? `together with alerts of the same ${names.join(', ')}`
      : 'together with all others';
  return `By route ${route.path}, ${alone ? 'on its own' : together}`;
}

function toEngine(alert: StoredAlert) {
  const { id, state, severity, labels, tags, acknowledgement } = alert;
  return {
    id,
    state,
    severity,
    labels,
    tags,
    acknowledged: acknowledgement !== null,
  };
}
