import type {
  AlertTransition,
  NotifyReason,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertMember,
  AlertMessage,
  ModelChangeMessage,
} from '@ai-governance/plugin-ai-governance-node';

/**
 * What a delivery says, as it stands in the outbox: the state of a group as a whole. What is new in it is found out when
 * it is delivered, by what the destination was told last.
 */
export interface AlertContent {
  kind: 'alert';
  transition: AlertTransition;
  reason: NotifyReason;
  title: string;
  summary: string;
  severity: Severity;
  entityRef: string | null;
  owner: string | null;
  system: string | null;
  /** Absolute URL. */
  link: string;
  groupLabels: Record<string, string>;
  /** Firing and resolved members, the gravest first, at most 100 of each. */
  members: AlertMember[];
  resolved: AlertMember[];
  counts: { firing: number; resolved: number };
  acknowledgedBy: string | null;
  since: string;
  at: string;
  /** Severities of all firing members by id. */
  firing: Record<string, Severity>;
  /** Id of the channel that the news comes from, and that is not told of it; null when it comes from none. */
  from: string | null;
}

/** A change of a model, as it stands in the outbox. */
export interface ChangeContent extends ModelChangeMessage {
  kind: 'change';
  owner: string | null;
  system: string | null;
}

/** What a delivery says. */
export type DeliveryContent = AlertContent | ChangeContent;

/** What a destination was told last. */
export interface ToldState {
  state: 'firing' | 'resolved';
  /** Severities of the members that it knew as firing, by id. */
  members: Record<string, Severity>;
}

/** The message of a delivery to a destination that knows of the group what it was told last. */
export function toMessage(
  groupKey: string,
  content: AlertContent,
  told: ToldState | undefined,
): AlertMessage {
  const known = told?.state === 'firing' ? told.members : {};
  const {
    kind: _kind,
    system: _system,
    firing: _firing,
    resolved,
    from: _from,
    ...rest
  } = content;
  return {
    ...rest,
    groupKey,
    newMembers: content.members.filter(({ id, severity }) =>
      isNews(known[id], severity),
    ),
    resolvedMembers: resolved.filter(
      ({ id }) => !told || known[id] !== undefined,
    ),
  };
}

const ORDER: Severity[] = ['none', 'low', 'medium', 'high', 'critical'];

function isNews(known: Severity | undefined, severity: Severity): boolean {
  return known === undefined || ORDER.indexOf(severity) > ORDER.indexOf(known);
}
