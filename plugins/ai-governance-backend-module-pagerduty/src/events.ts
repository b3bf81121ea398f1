import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import {
  durationText,
  isWebLink,
  plainLine,
  utcText,
  type AlertMember,
  type AlertMessage,
  type ModelChangeMessage,
} from '@ai-governance/plugin-ai-governance-node';
import type { AlertEvent, ChangeEvent } from './EventsClient';

/** What PagerDuty takes: characters of a summary, bytes of an event. */
const MAX_SUMMARY = 1_024;
const MAX_EVENT_BYTES = 512 * 1024;
/** Longer than these nobody reads in an incident; the page behind the link has everything. */
const MAX_NAME = 255;
const MAX_TITLE = 200;
const MAX_DETAIL = 500;
const MAX_LABELS = 30;

const SEVERITIES: Record<Severity, 'critical' | 'error' | 'warning' | 'info'> =
  {
    critical: 'critical',
    high: 'error',
    medium: 'warning',
    low: 'info',
    none: 'info',
  };

/** The event that tells a group of alerts. An `update` is not told: it calls nobody. */
export function toAlertEvent(
  message: AlertMessage,
  routingKey: string,
): AlertEvent {
  const keys = { routing_key: routingKey, dedup_key: message.groupKey };
  switch (message.transition) {
    case 'acknowledge':
    case 'resolve':
      return { ...keys, event_action: message.transition };
    default:
      return withinSize(message.members, members => ({
        ...keys,
        event_action: 'trigger',
        payload: {
          summary: summaryOf(message),
          source: plainLine(sourceOf(message), MAX_NAME),
          severity: SEVERITIES[message.severity],
          timestamp: message.at,
          ...named(
            'component',
            message.groupLabels.entity ?? message.entityRef,
          ),
          ...named('group', message.groupLabels.system ?? message.owner),
          ...named('class', message.groupLabels.type),
          custom_details: detailsOf(message, members),
        },
        ...linkTo(message.link),
        client: 'AI governance in Backstage',
        ...(isWebLink(message.link) && { client_url: message.link }),
      }));
  }
}

/** The event that tells of a new version. */
export function toChangeEvent(
  change: ModelChangeMessage,
  routingKey: string,
): ChangeEvent {
  return {
    routing_key: routingKey,
    payload: {
      summary: plainLine(
        [change.title, change.summary].filter(Boolean).join(': '),
        MAX_SUMMARY,
      ),
      source: plainLine(change.entityRef, MAX_NAME),
      timestamp: change.at,
      custom_details: toDetails(change.details),
    },
    links: linkTo(change.link).links ?? [],
  };
}

function summaryOf({ reason, title, summary }: AlertMessage): string {
  const line = [title, summary].filter(text => text.trim()).join(': ');
  return plainLine(
    `${reason === 'test' ? 'Test: ' : ''}${line || 'Alert'}`,
    MAX_SUMMARY,
  );
}

/** PagerDuty wants a source in every event. */
function sourceOf({ entityRef, owner }: AlertMessage): string {
  return entityRef || owner || 'AI governance';
}

function detailsOf(message: AlertMessage, members: AlertMember[]): object {
  const { severity, reason, owner, since, at, counts, groupLabels } = message;
  const left = counts.firing - members.length;
  return {
    severity,
    reason,
    ...(owner && { owner: plainLine(owner, MAX_NAME) }),
    since: `${utcText(since)} (${durationText(since, at)})`,
    firing: counts.firing,
    alerts: members.map(({ title, detail, severity: gravity }) =>
      plainLine(`[${gravity}] ${title}: ${detail}`, MAX_TITLE + MAX_DETAIL),
    ),
    ...(left > 0 && { more: `…and ${left} more` }),
    labels: toDetails(groupLabels),
  };
}

function toDetails(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .slice(0, MAX_LABELS)
      .map(([name, value]) => [
        plainLine(name, MAX_TITLE),
        plainLine(value, MAX_DETAIL),
      ]),
  );
}

function named<K extends string>(
  key: K,
  value: string | null | undefined,
): Partial<Record<K, string>> {
  return value
    ? ({ [key]: plainLine(value, MAX_NAME) } as Record<K, string>)
    : {};
}

/** A link that PagerDuty would refuse must not cost the whole event. */
function linkTo(link: string): Pick<AlertEvent, 'links'> {
  return isWebLink(link)
    ? { links: [{ href: link, text: 'Open in Backstage' }] }
    : {};
}

/** Leaves out members, the mildest first, until the event is small enough. */
function withinSize(
  members: AlertMember[],
  build: (members: AlertMember[]) => AlertEvent,
): AlertEvent {
  for (let count = members.length; ; count = Math.floor(count / 2)) {
    const event = build(members.slice(0, count));
    if (
      count === 0 ||
      Buffer.byteLength(JSON.stringify(event)) <= MAX_EVENT_BYTES
    ) {
      return event;
    }
  }
}
