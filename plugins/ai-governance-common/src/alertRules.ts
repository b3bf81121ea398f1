import type { AlertSeverity, FindingType, Alert } from './alerts';

/** Operators of matchers. Regular expressions match the whole value. @public */
export const MATCH_OPERATORS = ['=', '!=', '=~', '!~'] as const;

/** @public */
export type MatchOperator = (typeof MATCH_OPERATORS)[number];

/**
 * Labels that every alert has; one without a value is empty. Labels that alert rules add come on top. `tags` is matched
 * by tag: `tags = pii` holds when one of the entity's tags is `pii`, `tags != pii` when none is.
 * @public
 */
export const ALERT_LABELS = [
  'type',
  'severity',
  'rule',
  'entity',
  'namespace',
  'owner',
  'system',
  'lifecycle',
  'cloud',
  'tags',
  'metric',
  'column',
  'group',
] as const;

/** A condition on one label. @public */
export interface AlertMatcher {
  /** One of {@link ALERT_LABELS}, or a label that a rule adds. */
  label: string;
  operator: MatchOperator;
  /** At most 500 characters; a regular expression for `=~` and `!~`. */
  value: string;
}

/** What an alert rule makes of a finding: this severity, the finding's own, or no alert. @public */
export type AlertRuleOutcome = AlertSeverity | 'as-found' | 'no-alert';

/** Body of `POST /alerts/rules`. Of all enabled rules, the first that matches a finding decides on it. @public */
export interface AlertRuleInput {
  /** Unique, 1 to 100 characters. */
  name: string;
  /** At most 1 000 characters. */
  description: string;
  enabled: boolean;
  /** Rules are tried from the lowest to the highest; those of one position by name. 0 to 10 000. */
  position: number;
  /** All must hold, on the labels of the finding; `severity` is the finding's own. At most 20. */
  matchers: AlertMatcher[];
  /**
   * All must hold, on the finding's measures, such as `psi > 0.25`: a name, one of `>`, `>=`, `<`, `<=`, and a number. A
   * condition on a measure that the finding does not have does not hold. At most 20.
   */
  conditions: string[];
  outcome: AlertRuleOutcome;
  /** Labels that the alert gets, for routes and silences. At most 10. */
  labels: Record<string, string>;
}

/** A rule as it is in force. @public */
export interface AlertRule extends AlertRuleInput {
  id: string;
  /** From 1. Every change is a new version. */
  version: number;
  /** `config` for rules of the configuration, which cannot be changed here and are tried after all others. */
  origin: 'api' | 'config';
  /** Who made this version. */
  author: string;
  /** Why; empty for rules of the configuration. */
  reason: string;
  /** ISO instant of this version; null for rules of the configuration. */
  changedAt: string | null;
  /** True for the version that ends the rule; only in its history. */
  deleted: boolean;
}

/** Body of `POST /alerts/rules/dry-run`. @public */
export interface AlertRuleDryRunRequest {
  rule: AlertRuleInput;
  /** Rule in whose stead it is tried; absent for a new one. */
  ruleId?: string;
}

/** A finding on which the tried rule would have decided. @public */
export interface DryRunMatch {
  /** Id that the alert has or would have. */
  alertId: string;
  type: FindingType;
  entityRef: string;
  entityTitle: string;
  column: string;
  group: string;
  title: string;
  detail: string;
  /** ISO instant at which the finding came to be so. */
  at: string;
  /** Outcome by the rules in force; null is no alert. */
  before: AlertSeverity | null;
  /** Outcome with the tried rule; null is no alert. */
  after: AlertSeverity | null;
}

/** Answer of `POST /alerts/rules/dry-run`. @public */
export interface AlertRuleDryRun {
  /** ISO instants: the last seven days. */
  from: string;
  to: string;
  /** States of findings that were looked at. */
  findings: number;
  /** Of them, those on which the rule would have decided. */
  matched: number;
  /** Of those, the ones with another outcome than by the rules in force. */
  changed: number;
  /** Alerts that the rule would have raised, by severity; `no-alert`: that it would have kept back. */
  outcomes: Record<AlertSeverity | 'no-alert', number>;
  /** Per UTC day of the window, oldest first: states matched. */
  days: { day: string; matched: number }[];
  /** Newest first, at most 100, of entities that the caller may read. */
  matches: DryRunMatch[];
}

/** Body of `POST /alerts/silences`. @public */
export interface SilenceInput {
  /** All must hold; 1 to 20. */
  matchers: AlertMatcher[];
  /** ISO instant, default now. */
  startsAt?: string;
  /** ISO instant, after the start. */
  endsAt: string;
  /** Why; 1 to 1 000 characters. */
  comment: string;
  /** `maintenance`: work on a system; one matcher must be `system = <ref>`. Default `silence`. */
  kind?: 'silence' | 'maintenance';
}

/** A silence. Alerts that match it are not told; if they still fire at its end, they are told then. @public */
export interface Silence {
  id: string;
  kind: 'silence' | 'maintenance';
  matchers: AlertMatcher[];
  startsAt: string;
  endsAt: string;
  author: string;
  comment: string;
  createdAt: string;
  state: 'pending' | 'active' | 'expired';
  /** Who ended it before its time; null otherwise. */
  endedBy: string | null;
}

/** Answer of `POST /alerts/silences/preview`. @public */
export interface SilencePreview {
  /** Firing alerts that match and that the caller may read. */
  total: number;
  /** The gravest first, at most 50. */
  items: Alert[];
}
