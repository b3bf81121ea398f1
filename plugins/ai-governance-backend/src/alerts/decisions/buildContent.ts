import {
  graver,
  SEVERITIES,
  type Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type { AlertMember } from '@ai-governance/plugin-ai-governance-node';
import type { AlertContent } from '../delivery/content';
import type { EngineAlert, Notification } from '../engine/types';
import type { StoredAlert } from '../store/alertRows';
import type { StoredGroup } from '../store/groupRows';

/** Members that a message lists; it counts the rest. */
export const MAX_LISTED = 100;

/** The members that a message lists: the gravest. */
export function listedOf(
  ids: string[],
  members: Map<string, EngineAlert>,
): string[] {
  const rank = (id: string) =>
    SEVERITIES.indexOf(members.get(id)?.severity ?? 'none');
  return [...ids].sort((a, b) => rank(b) - rank(a)).slice(0, MAX_LISTED);
}

/** What a notification says. */
export function buildContent(options: {
  group: StoredGroup;
  notification: Notification;
  /** Alerts by id; those at least that are to be listed. */
  alerts: Map<string, StoredAlert>;
  /** All members by id. */
  members: Map<string, EngineAlert>;
  appBaseUrl: string;
  now: Date;
}): AlertContent {
  const { group, notification, alerts, members, appBaseUrl, now } = options;
  const severityOf = (id: string): Severity =>
    members.get(id)?.severity ?? 'none';
  const listed = (ids: string[], state: AlertMember['state']) =>
    listedOf(ids, members)
      .flatMap(id => alerts.get(id) ?? [])
      .sort(byGravity)
      .map(alert => toMember(alert, state, appBaseUrl));
  const all = [...notification.firing, ...notification.resolved]
    .flatMap(id => alerts.get(id) ?? [])
    .sort(byGravity);
  const firing = notification.firing.flatMap(id => alerts.get(id) ?? []);
  const resolves = notification.transition === 'resolve';
  const counted = resolves ? notification.resolved : notification.firing;
  const told = [...notification.firing, ...notification.resolved];
  const common = (label: string) =>
    same(told, id => members.get(id)?.labels[label] || null);
  const acknowledged = firing.map(({ acknowledgement }) => acknowledgement);
  const latest = acknowledged.every(Boolean)
    ? acknowledged.sort((a, b) => (a!.at < b!.at ? 1 : -1))[0]
    : undefined;
  return {
    kind: 'alert',
    transition: notification.transition,
    reason: notification.reason,
    title: titleOf(all),
    summary: summaryOf(notification, firing.length > 0 ? firing : all),
    severity: counted.map(severityOf).reduce(graver, 'none'),
    entityRef: common('entity'),
    owner: common('owner'),
    system: common('system'),
    link: `${appBaseUrl}${
      same(all, alert => alert.link) ?? '/ai-governance/alerts'
    }`,
    groupLabels: group.labels,
    members: listed(notification.firing, 'firing'),
    resolved: listed(notification.resolved, 'resolved'),
    counts: {
      firing: notification.firing.length,
      resolved: notification.resolved.length,
    },
    acknowledgedBy: latest?.by ?? null,
    since: all.map(({ startsAt }) => startsAt).sort()[0] ?? now.toISOString(),
    at: now.toISOString(),
    firing: Object.fromEntries(
      notification.firing.map(id => [id, severityOf(id)]),
    ),
    from:
      notification.transition === 'acknowledge' ? latest?.via ?? null : null,
  };
}

/** The gravest first, of those the oldest, of those by name. */
function byGravity(a: StoredAlert, b: StoredAlert): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    compare(a.startsAt, b.startsAt) ||
    compare(a.title, b.title)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function toMember(
  alert: StoredAlert,
  state: AlertMember['state'],
  appBaseUrl: string,
): AlertMember {
  return {
    id: alert.id,
    state,
    title: alert.title,
    detail: alert.detail,
    severity: alert.severity,
    entityRef: alert.entityRef,
    since: alert.startsAt,
    endedAt: alert.endsAt,
    acknowledgedBy: alert.acknowledgement?.by ?? null,
    link: `${appBaseUrl}${alert.link}`,
    labels: alert.labels,
  };
}

/** Names of the entities. */
function titleOf(alerts: StoredAlert[]): string {
  const names = [...new Set(alerts.map(({ entityTitle }) => entityTitle))];
  const [first = 'Alerts', second, ...rest] = names;
  if (second === undefined) {
    return first;
  }
  return rest.length === 0
    ? `${first} and ${second}`
    : `${first}, ${second} and ${rest.length} more`;
}

const WORDS: Record<string, string> = {
  drift: 'drift',
  bias: 'bias',
  performance: 'performance',
  health: 'health',
  inventory: 'inventory',
  compliance: 'compliance',
  deadline: 'deadlines',
  incident: 'incidents',
  'task-failure': 'failed tasks',
};

/** One sentence: how many of what kind, and which. */
function summaryOf(
  { transition, firing, resolved }: Notification,
  alerts: StoredAlert[],
): string {
  const types = [...new Set(alerts.map(({ type }) => type))].map(type =>
    Object.hasOwn(WORDS, type) ? WORDS[type] : type,
  );
  const names = [...new Set(alerts.map(({ title }) => title))];
  const shown = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  if (transition === 'resolve') {
    const count = resolved.length;
    return `${count} ${
      count === 1 ? 'alert has' : 'alerts have'
    } recovered (${types.join(', ')}): ${shown}${more}.`;
  }
  const count = firing.length;
  return `${count} ${count === 1 ? 'alert' : 'alerts'} (${types.join(
    ', ',
  )}): ${shown}${more}.`;
}

/** What all have in common; null when they differ. */
function same<T>(items: T[], read: (item: T) => string | null): string | null {
  const [value, ...others] = new Set(items.map(read));
  return others.length === 0 ? value ?? null : null;
}
