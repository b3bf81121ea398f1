import {
  isWebLink,
  plainLine,
  type AlertMember,
  type AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';

/** Largest body, in bytes. */
const MAX_BODY = 1024 * 1024;
const MAX_TEXT = 1_000;
const MAX_LABELS = 50;
/** What Alertmanager writes for alerts that still fire. */
const NO_END = '0001-01-01T00:00:00Z';

/** Body of a webhook of Prometheus Alertmanager, version 4. */
export interface AlertmanagerBody {
  version: '4';
  groupKey: string;
  truncatedAlerts: number;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Record<string, string>;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: {
    status: 'firing' | 'resolved';
    labels: Record<string, string>;
    annotations: Record<string, string>;
    startsAt: string;
    endsAt: string;
    generatorURL: string;
    fingerprint: string;
  }[];
}

/**
 * The JSON that tells a group of alerts, in the format of Alertmanager's webhooks: the alerts that fire, and those that
 * have recovered since the last call. What does not fit is left out, the mildest first, and counted in `truncatedAlerts`.
 * @param receiver - name of the receiver
 */
export function toBody(message: AlertMessage, receiver: string): string {
  const members = [...message.members, ...message.resolvedMembers];
  const total = message.counts.firing + message.resolvedMembers.length;
  for (let count = members.length; ; count = Math.floor(count / 2)) {
    const kept = members.slice(0, count);
    const body = JSON.stringify({
      version: '4',
      groupKey: message.groupKey,
      truncatedAlerts: Math.max(0, total - kept.length),
      status: message.transition === 'resolve' ? 'resolved' : 'firing',
      receiver,
      groupLabels: toLabels(message.groupLabels),
      commonLabels: commonLabels(kept),
      commonAnnotations: {
        summary: plainLine(message.title, MAX_TEXT),
        description: plainLine(message.summary, MAX_TEXT),
        ...(message.acknowledgedBy && {
          acknowledgedBy: plainLine(message.acknowledgedBy, MAX_TEXT),
        }),
      },
      externalURL: isWebLink(message.link) ? message.link : '',
      alerts: kept.map(toAlert),
    } satisfies AlertmanagerBody);
    if (count === 0 || Buffer.byteLength(body) <= MAX_BODY) {
      return body;
    }
  }
}

function toAlert(member: AlertMember): AlertmanagerBody['alerts'][number] {
  return {
    status: member.state,
    labels: labelsOf(member),
    annotations: {
      summary: plainLine(member.title, MAX_TEXT),
      description: plainLine(member.detail, MAX_TEXT),
      ...(member.acknowledgedBy && {
        acknowledgedBy: plainLine(member.acknowledgedBy, MAX_TEXT),
      }),
    },
    startsAt: member.since,
    endsAt: member.endedAt ?? NO_END,
    generatorURL: isWebLink(member.link) ? member.link : '',
    fingerprint: member.id,
  };
}

/** Receivers of Alertmanager's webhooks look for `alertname` and `severity`. */
function labelsOf(member: AlertMember): Record<string, string> {
  return toLabels({
    alertname: member.labels.rule || member.labels.type || 'ai-governance',
    entity: member.entityRef,
    ...member.labels,
    severity: member.severity,
  });
}

function toLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .slice(0, MAX_LABELS)
      .map(([name, value]) => [
        plainLine(name, MAX_TEXT),
        plainLine(value, MAX_TEXT),
      ]),
  );
}

/** Labels that all alerts have with one value. */
function commonLabels(members: AlertMember[]): Record<string, string> {
  const [first, ...rest] = members.map(labelsOf);
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([name, value]) =>
      rest.every(labels => labels[name] === value),
    ),
  );
}
