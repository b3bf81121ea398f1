import type { Severity } from './verdicts';

/**
 * What a finding is about. The list is open: a plugin may report findings of a type of its own.
 * @public
 */
export type FindingType =
  | 'drift'
  | 'bias'
  | 'performance'
  | 'health'
  | 'inventory'
  | 'compliance'
  | 'deadline'
  | 'incident'
  | 'task-failure'
  | (string & {});

/** Types of findings that the suite itself reports. @public */
export const FINDING_TYPES = [
  'drift',
  'bias',
  'performance',
  'health',
  'inventory',
  'compliance',
  'deadline',
  'incident',
  'task-failure',
] as const;

/** @public */
export type AlertState = 'firing' | 'resolved';

/** Severity of an alert: a finding without severity raises none. @public */
export type AlertSeverity = Exclude<Severity, 'none'>;

/** Severities of alerts, the gravest first. @public */
export const ALERT_SEVERITIES: readonly AlertSeverity[] = [
  'critical',
  'high',
  'medium',
  'low',
];

/** Who took an alert on. It holds for the severity it was given for: an alert that becomes graver has none. @public */
export interface Acknowledgement {
  /** Ref of a user; for people of other systems `<channel>:<name there>`, such as `pagerduty:Jane Doe`. */
  by: string;
  /** ISO instant. */
  at: string;
  /** `portal`, or the id of the channel in which it was given. */
  via: string;
}

/** Why a firing alert is not told at present. @public */
export interface Suppression {
  by: 'silence' | 'maintenance' | 'inhibition' | 'mute-time';
  /** One sentence, with names. */
  detail: string;
  /** Id of the silence or of the inhibiting alert; name of the mute time or of the maintenance. */
  cause: string;
  /** ISO instant of its end; null when that is not known. */
  until: string | null;
}

/** An alert as it stands in a list. Texts are plain text from catalogs and logs. @public */
export interface Alert {
  /** Hash of rule, entity, metric, column and group: the same over all runs and occurrences. 64 hexadecimal digits. */
  id: string;
  type: FindingType;
  /** Name of the rule of which this is a breach, such as `drift` or `monitoring-run`. */
  rule: string;
  entityRef: string;
  /** Id of the model whose entity it is; null for other entities. */
  modelId: string | null;
  /** As shown to people. */
  entityTitle: string;
  /** Measure, such as `psi`; empty when the alert is about all measures together. */
  metric: string;
  /** Column of the payload; empty when the alert is about no single one. */
  column: string;
  /** Variant, or group of people for bias; empty when there are none. */
  group: string;
  state: AlertState;
  severity: AlertSeverity;
  /** Short: a column, or what is wrong. */
  title: string;
  /** One sentence of evidence. */
  detail: string;
  /** Path within the portal of the page that shows it, such as `/catalog/default/component/x/drift`. */
  link: string;
  /** Ref of the owner when it began to fire; null without owner. */
  owner: string | null;
  /** Ref of the system when it began to fire; null without system. */
  system: string | null;
  /** ISO instant at which this occurrence began. */
  startsAt: string;
  /** ISO instant; null while it fires. */
  endsAt: string | null;
  /** ISO instant of the last change. */
  updatedAt: string;
  acknowledgement: Acknowledgement | null;
  /** Ref of a user or group; null when nobody was assigned. */
  assignee: string | null;
  suppression: Suppression | null;
  /** ISO instant at which people were last told of it; null when this occurrence was not told. */
  notifiedAt: string | null;
  /** How often it has begun to fire. */
  occurrences: number;
}

/** What happened to an alert. @public */
export interface AlertEvent {
  /** Grows with time; unique. */
  id: string;
  /** ISO instant. */
  at: string;
  kind:
    | 'fired'
    | 'severity'
    | 'resolved'
    | 'acknowledged'
    | 'unacknowledged'
    | 'assigned'
    | 'routed'
    | 'decision'
    | 'delivered'
    | 'delivery-failed';
  /** Ref of who did it; null when the system did. */
  actor: string | null;
  /** One sentence. */
  detail: string;
}

/** An alert with everything that is known of it. @public */
export interface AlertDetail extends Alert {
  /** What routes, silences and inhibition match on; see docs/alerting.md. */
  labels: Record<string, string>;
  /** Tags of the entity when it began to fire. */
  tags: string[];
  /** Numbers that the finding was made of, such as `psi`. */
  measures: Record<string, number>;
  /** The alert rule that decided on it; null when none did and the finding's own severity holds. */
  decidedBy: { ruleId: string; name: string; version: number } | null;
  /** Newest first, at most 200. */
  timeline: AlertEvent[];
}

/** Orders of `GET /alerts`: gravest first, or latest first. @public */
export const ALERT_ORDERS = ['severity', 'startsAt'] as const;

/** @public */
export type AlertOrder = (typeof ALERT_ORDERS)[number];

/** Filters of `GET /alerts`. Several values of one field are alternatives, fields are all to hold. @public */
export interface AlertFilter {
  state?: AlertState[];
  severity?: AlertSeverity[];
  type?: FindingType[];
  /** Refs of owners; `none` for alerts without one. */
  owner?: string[];
  /** Refs of systems; `none` for alerts without one. */
  system?: string[];
  /** Full entity refs. */
  entityRef?: string[];
  /** Refs of assignees; `none` for alerts that nobody is assigned to. */
  assignee?: string[];
  acknowledged?: boolean;
  /** Whether something holds it back at present. */
  suppressed?: boolean;
  /** Part of title, evidence, entity or column, case-insensitive. */
  search?: string;
}

/** Answer of `GET /alerts`. @public */
export interface AlertPage {
  items: Alert[];
  /** Cursor of the next page, for the same filter and order; null on the last one. */
  nextCursor: string | null;
}

/** Answer of `GET /alerts/summary`: counts of the firing alerts that the caller may read and the filter lets through. @public */
export interface AlertSummary {
  firing: number;
  /** Firing and not acknowledged. */
  unacknowledged: number;
  /** Firing and held back. */
  suppressed: number;
  bySeverity: Record<AlertSeverity, number>;
  byType: Record<string, number>;
}

/** Body of `PATCH /alerts/{id}`. At least one key. @public */
export interface AlertChange {
  /** True to take it on; false to give it back. Of firing alerts only. */
  acknowledged?: boolean;
  /** Ref of a user or group; null for nobody. */
  assignee?: string | null;
  /** Ends it, although its finding is open. It fires again when the finding opens anew or becomes graver. */
  resolved?: true;
  /** Why, in words; at most 1 000 characters. Stands in the timeline. */
  note?: string;
}

/** Body of `PATCH /alerts`: the same change of many alerts. @public */
export interface BulkAlertChange extends AlertChange {
  /** 1 to 500 ids. */
  ids: string[];
}

/** Answer of `PATCH /alerts`. @public */
export interface BulkAlertResult {
  changed: Alert[];
  /** Alerts that stay as they were, each with the reason. */
  unchanged: { id: string; reason: string }[];
}

/** Channel of Backstage signals that says that alerts have changed; the message names none of them. @public */
export const ALERTS_SIGNAL_CHANNEL = 'ai-governance:alerts';

/** Message on {@link ALERTS_SIGNAL_CHANNEL}: whoever shows alerts asks for them again. @public */
export type AlertsSignal = {
  /** ISO instant. */
  at: string;
};
