import type {
  Alert,
  AlertDelivery,
  AlertEvent,
  AlertMatcher,
  AlertRuleOutcome,
  DeliveryState,
  FindingType,
  Suppression,
} from '@ai-governance/plugin-ai-governance-common';
import { SEVERITY_WORDS, formatInstant, formatRelative } from '../format';

const TYPES: Record<string, string> = {
  drift: 'Drift',
  bias: 'Bias',
  performance: 'Performance',
  health: 'Health',
  inventory: 'Inventory',
  compliance: 'Compliance',
  deadline: 'Deadline',
  incident: 'Incident',
  'task-failure': 'Failed check',
};

/** What an alert is about, in a word; types of other plugins as they are. */
export function typeWords(type: FindingType): string {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : type;
}

/** Whether text is the ref of something in the catalog, and not a name that another system knows somebody by. */
export function isCatalogRef(text: string): boolean {
  return /^(user|group|system|component|resource|api|domain):[^/\s]+\/\S+$/.test(
    text,
  );
}

/** How somebody is called: a ref's name, or `Jane Doe (pagerduty)`. */
export function nameOf(ref: string): string {
  if (isCatalogRef(ref)) {
    return ref.replace(/^.*\//, '');
  }
  const [, channel, name] = /^([a-z0-9-]+):(.+)$/.exec(ref) ?? [];
  return name ? `${name} (${channel})` : ref;
}

/** What holds an alert back, in a word. */
export const SUPPRESSION_WORDS: Record<Suppression['by'], string> = {
  silence: 'Silenced',
  maintenance: 'In maintenance',
  inhibition: 'Explained by another',
  'mute-time': 'Mute time',
};

/** What an alert's group, a person or a silence makes of it, in a word and a sentence. */
export interface Standing {
  kind: 'resolved' | 'held' | 'taken' | 'told' | 'waiting';
  word: string;
  /** With times and names. */
  detail: string;
}

/** How it stands with an alert: ended, held back, taken on, told, or not told yet. */
export function standingOf(alert: Alert, now?: number): Standing {
  const { suppression, acknowledgement, notifiedAt, endsAt } = alert;
  if (alert.state === 'resolved') {
    return {
      kind: 'resolved',
      word: 'Resolved',
      detail: formatInstant(endsAt, now),
    };
  }
  if (acknowledgement) {
    return {
      kind: 'taken',
      word: 'Taken on',
      detail: `by ${nameOf(acknowledgement.by)} ${formatRelative(
        acknowledgement.at,
        now,
      )}`,
    };
  }
  if (suppression) {
    return {
      kind: 'held',
      word: SUPPRESSION_WORDS[suppression.by],
      detail: suppression.until
        ? `until ${formatInstant(suppression.until, now)}`
        : suppression.detail,
    };
  }
  return notifiedAt
    ? { kind: 'told', word: 'Told', detail: formatRelative(notifiedAt, now) }
    : { kind: 'waiting', word: 'Not told', detail: 'nobody has been told yet' };
}

/** What happened, in a word. */
export const EVENT_WORDS: Record<AlertEvent['kind'], string> = {
  fired: 'Began to fire',
  severity: 'Severity changed',
  resolved: 'Resolved',
  acknowledged: 'Taken on',
  unacknowledged: 'Given back',
  assigned: 'Assigned',
  routed: 'Routed',
  decision: 'Decided',
  delivered: 'Delivered',
  'delivery-failed': 'Delivery failed',
};

/** How it stands with a delivery, in a word. */
export const DELIVERY_WORDS: Record<DeliveryState, string> = {
  pending: 'Waiting',
  sent: 'Sent',
  dead: 'Given up',
  superseded: 'Overtaken by a later one',
  skipped: 'Nobody to send it to',
};

/** What a delivery tells. */
export const TRANSITION_WORDS: Record<AlertDelivery['transition'], string> = {
  trigger: 'Call',
  update: 'Update',
  acknowledge: 'Taken on',
  resolve: 'Resolved',
  change: 'New model version',
};

/** A matcher as people write it: `owner = group:default/risk`. */
export function formatMatcher(matcher: AlertMatcher): string {
  const { label, operator, value } = matcher;
  return `${label} ${operator} ${value === '' ? '""' : value}`;
}

/** What a rule makes of a finding. */
export function outcomeWords(outcome: AlertRuleOutcome): string {
  switch (outcome) {
    case 'as-found':
      return 'Severity as found';
    case 'no-alert':
      return 'No alert';
    default:
      return `${SEVERITY_WORDS[outcome]} alert`;
  }
}
