import {
  type AlertSeverity,
  SEVERITIES,
} from '@ai-governance/plugin-ai-governance-common';
import type { Finding } from '../../findings/FindingStore';
import type { NewAlertEvent } from '../store/AlertStore';
import type { StoredAlert } from '../store/alertRows';
import type { RuleBook } from '../rules/RuleBook';
import { alertId, identityOf } from './identity';
import { labelsOf, linkOf, type ModelFacts } from './labels';

/** What becomes of a finding's alert. */
export interface Applied {
  alert: StoredAlert;
  events: NewAlertEvent[];
  /** Whether the groups that it belongs to may be others now. */
  regroup: boolean;
}

/** Labels that stay as they were when the alert began to fire, so that it stays with those who know of it. */
const PINNED = ['owner', 'system', 'lifecycle', 'cloud', 'namespace'];

/**
 * Brings the alert of a finding up to date.
 * @param before - the alert as it is stored; undefined when there is none
 * @returns undefined when there is nothing to store
 */
export function applyFinding(options: {
  finding: Finding;
  model: ModelFacts;
  before: StoredAlert | undefined;
  rules: RuleBook;
  now: Date;
}): Applied | undefined {
  const { finding, model, before, rules } = options;
  const at = options.now.toISOString();
  const { labels, tags } = labelsOf(finding, model);
  const decision = rules.decide({
    labels,
    tags,
    severity: finding.severity,
    measures: finding.measures,
  });
  const severity = finding.state === 'open' ? decision.severity : null;
  if (severity === null) {
    return before?.state === 'firing'
      ? ended(before, at, {
          detail:
            finding.state === 'open'
              ? `The rule '${decision.rule?.name}' raises no alert for it`
              : finding.detail,
        })
      : undefined;
  }
  if (before?.state === 'resolved' && staysEnded(before, finding, severity)) {
    return undefined;
  }
  const facts = {
    findingId: finding.id,
    title: finding.title.slice(0, 300),
    detail: finding.detail,
    measures: finding.measures,
    entityTitle: model.title,
    decidedBy: decision.rule && {
      ruleId: decision.rule.id,
      name: decision.rule.name,
      version: decision.rule.version,
    },
    updatedAt: at,
  };
  const own = { ...decision.rule?.labels, severity };
  if (before?.state !== 'firing') {
    return begun(
      {
        ...facts,
        labels: { ...labels, ...own },
        tags,
        severity,
        startsAt: finding.openedAt,
      },
      { finding, model, before, at },
    );
  }
  const pinned = Object.fromEntries(
    PINNED.map(name => [name, before.labels[name] ?? '']),
  );
  const alert: StoredAlert = {
    ...before,
    ...facts,
    severity,
    labels: { ...labels, ...pinned, ...own },
  };
  const rank =
    SEVERITIES.indexOf(severity) - SEVERITIES.indexOf(before.severity);
  const events: NewAlertEvent[] = [];
  if (rank !== 0) {
    events.push({
      alertId: alert.id,
      at,
      kind: 'severity',
      actor: null,
      detail: `From ${before.severity} to ${severity}: ${finding.detail}`,
    });
  }
  if (rank > 0 && before.acknowledgement) {
    alert.acknowledgement = null;
    events.push({
      alertId: alert.id,
      at,
      kind: 'unacknowledged',
      actor: null,
      detail: `It was taken on as ${before.severity} and is ${severity} now`,
    });
  }
  return { alert, events, regroup: !sameLabels(before.labels, alert.labels) };
}

/** An alert that fires no more. */
export function ended(
  before: StoredAlert,
  at: string,
  options: {
    detail: string;
    actor?: string;
    endedSeverity?: AlertSeverity;
  },
): Applied {
  return {
    alert: {
      ...before,
      state: 'resolved',
      endsAt: at,
      updatedAt: at,
      acknowledgement: null,
      suppression: null,
      endedSeverity: options.endedSeverity ?? null,
      detail: options.actor ? before.detail : options.detail,
    },
    events: [
      {
        alertId: before.id,
        at,
        kind: 'resolved',
        actor: options.actor ?? null,
        detail: options.detail,
      },
    ],
    regroup: false,
  };
}

function begun(
  facts: Pick<
    StoredAlert,
    | 'findingId'
    | 'title'
    | 'detail'
    | 'measures'
    | 'entityTitle'
    | 'decidedBy'
    | 'updatedAt'
    | 'labels'
    | 'tags'
    | 'severity'
    | 'startsAt'
  >,
  options: {
    finding: Finding;
    model: ModelFacts;
    before: StoredAlert | undefined;
    at: string;
  },
): Applied {
  const { finding, model, before, at } = options;
  const identity = identityOf(finding, model.entityRef);
  const alert: StoredAlert = {
    ...facts,
    ...identity,
    id: alertId(identity),
    type: finding.type,
    modelId: model.id,
    state: 'firing',
    // What somebody ended and what fires again is a new occurrence of the same finding.
    startsAt:
      before?.endsAt && before.endsAt > facts.startsAt ? at : facts.startsAt,
    link: linkOf(finding.type, model.entityRef),
    owner: facts.labels.owner || null,
    system: facts.labels.system || null,
    endsAt: null,
    endedSeverity: null,
    acknowledgement: null,
    assignee: before?.assignee ?? null,
    suppression: null,
    notifiedAt: null,
    occurrences: (before?.occurrences ?? 0) + 1,
  };
  return {
    alert,
    events: [
      {
        alertId: alert.id,
        at,
        kind: 'fired',
        actor: null,
        detail: `${facts.severity}: ${finding.detail}`,
      },
    ],
    regroup: true,
  };
}

/** Whether somebody ended the alert of this very finding, and it has not become graver since. */
function staysEnded(
  before: StoredAlert,
  finding: Finding,
  severity: AlertSeverity,
): boolean {
  return (
    before.endedSeverity !== null &&
    before.endsAt !== null &&
    finding.openedAt <= before.endsAt &&
    SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(before.endedSeverity)
  );
}

function sameLabels(
  a: Record<string, string>,
  b: Record<string, string>,
): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(name => a[name] === b[name]);
}
