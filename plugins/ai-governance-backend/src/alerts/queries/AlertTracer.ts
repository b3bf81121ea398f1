import type {
  AlertTrace,
  TraceGroup,
} from '@ai-governance/plugin-ai-governance-common';
import { Duration } from 'luxon';
import { parseTargetKey } from '../config/targets';
import { byPath, type Route } from '../engine/routes';
import type { RouteSettings } from '../engine/types';
import type { AlertStore } from '../store/AlertStore';
import type { StoredAlert } from '../store/alertRows';
import type { DeliveryQueryStore } from '../store/DeliveryQueryStore';
import type { DeliveryStore, StoredTarget } from '../store/DeliveryStore';
import type { StoredDelivery } from '../store/deliveryRows';
import type { GroupStore } from '../store/GroupStore';
import { toIso } from '../store/groupRows';
import type { DeliveryQueries } from './DeliveryQueries';

const EVENTS = 200;
const DELIVERIES = 50;

type Place = Awaited<ReturnType<GroupStore['placesOf']>>[0];

/** Answers why an alert was, or was not, sent: from what decisions and deliveries have stored. */
export class AlertTracer {
  readonly #stores: {
    alerts: AlertStore;
    groups: GroupStore;
    outbox: DeliveryStore;
    queries: DeliveryQueryStore;
    deliveries: DeliveryQueries;
  };
  readonly #root: Route;
  readonly #routes: Map<string, Route>;

  static create(options: {
    alerts: AlertStore;
    groups: GroupStore;
    outbox: DeliveryStore;
    queries: DeliveryQueryStore;
    deliveries: DeliveryQueries;
    root: Route;
  }): AlertTracer {
    return new AlertTracer(options);
  }

  private constructor({
    root,
    ...stores
  }: Parameters<typeof AlertTracer.create>[0]) {
    this.#stores = stores;
    this.#root = root;
    this.#routes = byPath(root);
  }

  /** The way of an alert through routes, groups and deliveries. */
  async trace(alert: StoredAlert): Promise<AlertTrace> {
    const { alerts, groups, outbox, queries } = this.#stores;
    const places = await groups.placesOf(alert.id);
    const keys = places.map(({ group }) => group.groupKey);
    const [targets, deliveries, events] = await Promise.all([
      outbox.targets(keys),
      queries.list({ groupKeys: keys, limit: DELIVERIES * 4 }),
      alerts.events(alert.id, EVENTS),
    ]);
    const traced = await Promise.all(
      places.map(place =>
        this.#group(place, {
          targets: [...targets.values()].filter(
            ({ groupKey }) => groupKey === place.group.groupKey,
          ),
          deliveries: deliveries
            .filter(({ groupKey }) => groupKey === place.group.groupKey)
            .slice(0, DELIVERIES),
        }),
      ),
    );
    return {
      alertId: alert.id,
      summary: summaryOf(alert, traced),
      suppression: alert.suppression,
      groups: traced,
      events,
    };
  }

  async #group(
    place: Place,
    known: { targets: StoredTarget[]; deliveries: StoredDelivery[] },
  ): Promise<TraceGroup> {
    const { group, outcome } = place;
    const { state } = group;
    const route = this.#routes.get(group.path) ?? this.#root;
    const { settings } = route;
    const { deliveries } = this.#stores;
    return {
      groupKey: group.groupKey,
      route: { path: group.path, matchers: route.matchers },
      groupBy: group.labels,
      joinedAt: place.joinedAt,
      movedAt: place.movedAt,
      decision: { ...outcome, at: place.outcomeAt },
      nextDecisionAt: toIso(group.dueAt),
      lastNotifiedAt: toIso(state.calledAt),
      repeatDueAt:
        state.calledAt === null || state.toldAcknowledged
          ? null
          : toIso(state.calledAt + settings.repeatIntervalMs),
      escalation: escalationOf(state, settings),
      timers: {
        groupWait: iso(settings.groupWaitMs),
        groupInterval: iso(settings.groupIntervalMs),
        repeatInterval: iso(settings.repeatIntervalMs),
      },
      targets: known.targets.map(target => ({
        to: parseTargetKey(target.target).to,
        channel: target.channel,
        destination: deliveries.describe(target),
        owner: target.owner,
        told: target.state,
        toldAt: target.toldAt,
      })),
      deliveries: await deliveries.show(known.deliveries),
    };
  }
}

function escalationOf(
  { escalation }: Place['group']['state'],
  settings: RouteSettings,
): TraceGroup['escalation'] {
  const chain = settings.escalation;
  return escalation && chain
    ? {
        chain: chain.name,
        step: escalation.step,
        steps: chain.steps.length,
        round: escalation.round,
        rounds: chain.rounds,
        nextAt: toIso(escalation.nextAt),
      }
    : null;
}

function iso(ms: number): string {
  return Duration.fromMillis(ms).rescale().toISO() ?? 'PT0S';
}

/** The answer in a few sentences. */
function summaryOf(alert: StoredAlert, groups: TraceGroup[]): string {
  if (groups.length === 0) {
    return 'No decision was made on it yet.';
  }
  const sentences = groups.flatMap(group => {
    const { decision, deliveries, route, movedAt } = group;
    if (movedAt || !decision) {
      return [];
    }
    const failing = deliveries.find(
      ({ state, attempts }) =>
        state === 'dead' || (state === 'pending' && attempts.length > 0),
    );
    const next =
      alert.state === 'firing' && group.nextDecisionAt && !decision.told
        ? ` The next decision is at ${group.nextDecisionAt}.`
        : '';
    return [
      `${decision.detail} (route ${route.path}, ${decision.at}).${next}`,
      ...(failing
        ? [
            `A delivery to ${failing.destination ?? failing.to} ${
              failing.state === 'dead' ? 'was given up' : 'is tried again'
            }: ${
              failing.attempts.at(-1)?.error ?? 'it has not been tried yet'
            }.`,
          ]
        : []),
    ];
  });
  return sentences.join(' ') || 'Another group tells of it by now.';
}
