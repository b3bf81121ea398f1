import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import type { AlertingConfig } from '../config/readAlerting';
import { decideGroup, dueAt } from '../engine/decideGroup';
import type { HoldContext } from '../engine/holds';
import { Inhibitor } from '../engine/inhibition';
import { byPath, type Route } from '../engine/routes';
import type { EngineAlert, GroupDecision, GroupState } from '../engine/types';
import { AlertStore, type NewAlertEvent } from '../store/AlertStore';
import { DeliveryStore, type NewDelivery } from '../store/DeliveryStore';
import { GroupStore, type MemberChange } from '../store/GroupStore';
import type { StoredGroup, StoredMember } from '../store/groupRows';
import { SilenceStore } from '../store/SilenceStore';
import { buildContent, listedOf } from './buildContent';

/** Groups that one transaction decides on. */
const BATCH = 1_000;

/** A group, what was decided on it, and its members. */
interface Decided {
  group: StoredGroup;
  members: StoredMember[];
  decision: GroupDecision;
}

/**
 * Decides on all groups that are due. Each batch is one transaction that holds its groups: what was decided, what is to
 * be sent, and why, are stored together or not at all.
 */
export class DecisionRun {
  readonly #knex: Knex;
  readonly #config: AlertingConfig;
  readonly #routes: Map<string, Route>;
  readonly #appBaseUrl: string;

  static create(options: {
    knex: Knex;
    config: AlertingConfig;
    appBaseUrl: string;
  }): DecisionRun {
    return new DecisionRun(options);
  }

  private constructor(options: Parameters<typeof DecisionRun.create>[0]) {
    this.#knex = options.knex;
    this.#config = options.config;
    this.#routes = byPath(options.config.root);
    this.#appBaseUrl = options.appBaseUrl;
  }

  /** @returns how many groups were decided on, and how many messages are to be sent */
  async run(options: {
    now: Date;
    signal: AbortSignal;
  }): Promise<{ groups: number; deliveries: number }> {
    const { now, signal } = options;
    const sum = { groups: 0, deliveries: 0 };
    let context: HoldContext | undefined;
    for (;;) {
      signal.throwIfAborted();
      const due = await GroupStore.create({ knex: this.#knex }).anyDue(
        now.getTime(),
      );
      if (!due) {
        return sum;
      }
      context ??= await this.#context(now);
      const { groups, deliveries } = await this.#decideBatch(context, now);
      sum.groups += groups;
      sum.deliveries += deliveries;
      // None were left that another replica does not hold.
      if (groups < BATCH) {
        return sum;
      }
    }
  }

  /** What holds alerts back. Read once: what changes meanwhile counts with the next run. */
  async #context(now: Date): Promise<HoldContext> {
    const { inhibitRules, maintenances, muteTimes } = this.#config;
    const store = AlertStore.create({ knex: this.#knex });
    const sources = new Map<string, EngineAlert>();
    for (const { source, sourceMatchers } of inhibitRules) {
      for await (const page of store.firing(sourceMatchers)) {
        page.filter(source).forEach(alert => sources.set(alert.id, alert));
      }
    }
    return {
      silences: await SilenceStore.create({ knex: this.#knex }).forDecisions(
        now,
      ),
      maintenances,
      muteTimes,
      inhibitor: Inhibitor.create(inhibitRules, [...sources.values()]),
    };
  }

  async #decideBatch(
    context: HoldContext,
    now: Date,
  ): Promise<{ groups: number; deliveries: number }> {
    return this.#knex.transaction(async tx => {
      const store = GroupStore.create({ knex: tx });
      const groups = await store.takeDue(now.getTime(), BATCH);
      const members = new Map<string, StoredMember[]>();
      for (const member of await store.members(
        groups.map(({ groupKey }) => groupKey),
      )) {
        const known = members.get(member.groupKey);
        if (known) {
          known.push(member);
        } else {
          members.set(member.groupKey, [member]);
        }
      }
      const decided = groups.map((group): Decided => {
        const own = members.get(group.groupKey) ?? [];
        // A group whose route is gone from the configuration goes on with the settings of the first route.
        const route = this.#routes.get(group.path) ?? this.#config.root;
        return {
          group,
          members: own,
          decision: decideGroup({
            now: now.getTime(),
            settings: route.settings,
            group: group.state,
            members: own,
            context,
          }),
        };
      });
      const deliveries = await this.#toDeliveries(tx, decided, now);
      await this.#store(tx, decided, now);
      await DeliveryStore.create({ knex: tx }).add(deliveries, now);
      return { groups: groups.length, deliveries: deliveries.length };
    });
  }

  async #toDeliveries(
    tx: Knex,
    decided: Decided[],
    now: Date,
  ): Promise<NewDelivery[]> {
    const telling = decided.filter(
      ({ decision }) => decision.notifications.length > 0,
    );
    const byId = new Map(
      telling.flatMap(({ members }) =>
        members.map(({ alert }) => [alert.id, alert] as const),
      ),
    );
    const listed = telling.flatMap(({ decision }) =>
      decision.notifications.flatMap(({ firing, resolved }) => [
        ...listedOf(firing, byId),
        ...listedOf(resolved, byId),
      ]),
    );
    const alerts = await AlertStore.create({ knex: tx }).byIds([
      ...new Set(listed),
    ]);
    return telling.flatMap(({ group, decision }) =>
      decision.notifications.flatMap(notification => {
        const content = buildContent({
          group,
          notification,
          alerts,
          members: byId,
          appBaseUrl: this.#appBaseUrl,
          now,
        });
        return notification.targets.map(target => ({
          groupKey: group.groupKey,
          target,
          content,
        }));
      }),
    );
  }

  async #store(tx: Knex, decided: Decided[], now: Date): Promise<void> {
    const at = now.toISOString();
    const groups = GroupStore.create({ knex: tx });
    const alerts = AlertStore.create({ knex: tx });
    const changes: MemberChange[] = [];
    const events: NewAlertEvent[] = [];
    const suppressions = new Map<string, StoredMember['suppression']>();
    for (const { group, members, decision } of decided) {
      for (const member of members) {
        const change = changeOf(member, decision, at);
        if (change) {
          changes.push(change);
          events.push(...eventOf(member, change, group));
        }
        const { id } = member.alert;
        const holds = decision.suppressions.get(id);
        if (
          holds !== undefined &&
          (holds ?? member.suppression) !== null &&
          JSON.stringify(holds) !== JSON.stringify(member.suppression)
        ) {
          suppressions.set(id, holds);
        }
      }
    }
    const after = decided.map(({ group, decision }) => ({
      before: group.state,
      group: {
        ...group,
        state: decision.group,
        dueAt: dueAt(decision.group),
      },
    }));
    // Most groups are looked at, and nothing has changed.
    const same: StoredGroup[] = [];
    const changed: StoredGroup[] = [];
    for (const { before, group } of after) {
      const isSame = isDeepStrictEqual(timeless(before), timeless(group.state));
      (isSame ? same : changed).push(group);
    }
    await groups.setTimers(same);
    await groups.put(changed);
    await groups.change(changes);
    await alerts.suppress(suppressions);
    await alerts.append(events);
  }
}

/** A state without the timers that move on with every look. */
function timeless({ nextAt: _next, lookedAt: _looked, ...rest }: GroupState) {
  return rest;
}

/** What is to be stored of a member; undefined when it is as it was. */
function changeOf(
  member: StoredMember,
  decision: GroupDecision,
  at: string,
): MemberChange | undefined {
  const { alert } = member;
  const told = decision.told.has(alert.id)
    ? decision.told.get(alert.id) ?? null
    : member.told;
  const outcome = decision.outcomes.get(alert.id) ?? member.outcome;
  const ended =
    told === null &&
    (member.moved ||
      (alert.state === 'resolved' && decision.outcomes.has(alert.id)));
  const same =
    !ended &&
    told?.severity === member.told?.severity &&
    told?.silenced === member.told?.silenced &&
    outcome.reason === member.outcome.reason &&
    outcome.detail === member.outcome.detail;
  return same
    ? undefined
    : {
        groupKey: member.groupKey,
        alertId: alert.id,
        told,
        ended,
        outcome,
        outcomeAt: at,
      };
}

/** The history tells of decisions that are other than the last. */
function eventOf(
  member: StoredMember,
  { outcome, outcomeAt }: MemberChange,
  group: StoredGroup,
): NewAlertEvent[] {
  const repeated =
    outcome.reason === member.outcome.reason &&
    outcome.detail === member.outcome.detail;
  return repeated && outcome.reason !== 'repeat'
    ? []
    : [
        {
          alertId: member.alert.id,
          at: outcomeAt,
          kind: 'decision',
          actor: null,
          detail: `${outcome.detail} (route ${group.path})`,
        },
      ];
}
