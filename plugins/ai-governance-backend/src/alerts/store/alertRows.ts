import {
  type Alert,
  type AlertSeverity,
  SEVERITIES,
} from '@ai-governance/plugin-ai-governance-common';
import { lower } from '../../models/upsertModels';
import type { EngineAlert } from '../engine/types';

/** An alert with all that is stored of it. */
export interface StoredAlert extends Alert {
  findingId: string;
  labels: Record<string, string>;
  tags: string[];
  measures: Record<string, number>;
  decidedBy: { ruleId: string; name: string; version: number } | null;
  /** Severity at which somebody ended it although its finding is open; null otherwise. */
  endedSeverity: AlertSeverity | null;
}

/** A row of table `alerts`. */
export interface AlertRow {
  id: string;
  finding_id: string;
  model_id: string | null;
  type: string;
  rule: string;
  entity_ref: string;
  entity_title: string;
  metric: string;
  column_name: string;
  group_name: string;
  state: string;
  severity: string;
  severity_rank: number;
  title: string;
  detail: string;
  link: string;
  owner: string | null;
  system: string | null;
  labels: string;
  tags: string;
  measures: string;
  decided_rule: string | null;
  decided_name: string | null;
  decided_version: number | null;
  occurrences: number;
  starts_at: string;
  ends_at: string | null;
  updated_at: string;
  ended_severity: string | null;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  acknowledged_via: string | null;
  assignee: string | null;
  suppression: string | null;
  notified_at: string | null;
  search_text: string;
}

const NUMBERS = new Set(['severity_rank', 'decided_version', 'occurrences']);
const NAMES: (keyof AlertRow)[] = [
  'id',
  'finding_id',
  'model_id',
  'type',
  'rule',
  'entity_ref',
  'entity_title',
  'metric',
  'column_name',
  'group_name',
  'state',
  'severity',
  'severity_rank',
  'title',
  'detail',
  'link',
  'owner',
  'system',
  'labels',
  'tags',
  'measures',
  'decided_rule',
  'decided_name',
  'decided_version',
  'occurrences',
  'starts_at',
  'ends_at',
  'updated_at',
  'ended_severity',
  'acknowledged_by',
  'acknowledged_at',
  'acknowledged_via',
  'assignee',
  'suppression',
  'notified_at',
  'search_text',
];
/** Columns of `alerts` with their types. */
export const ALERT_COLUMNS = Object.fromEntries(
  NAMES.map(name => [name, NUMBERS.has(name) ? 'integer' : 'text'] as const),
);

/** An alert as far as decisions go. Most decisions do not look at its labels, so they are read when they are needed. */
export function toEngineAlert(
  row: Pick<
    AlertRow,
    'id' | 'state' | 'severity' | 'labels' | 'tags' | 'acknowledged_at'
  >,
): EngineAlert {
  let labels: Record<string, string> | undefined;
  let tags: string[] | undefined;
  return {
    id: row.id,
    state: row.state as EngineAlert['state'],
    severity: row.severity as AlertSeverity,
    acknowledged: row.acknowledged_at !== null,
    get labels() {
      labels ??= JSON.parse(row.labels) as Record<string, string>;
      return labels;
    },
    get tags() {
      tags ??= JSON.parse(row.tags) as string[];
      return tags;
    },
  };
}

/** The row of an alert. */
export function toAlertRow(
  alert: StoredAlert,
): AlertRow & Record<string, unknown> {
  const { acknowledgement, decidedBy, suppression } = alert;
  const row: AlertRow = {
    id: alert.id,
    finding_id: alert.findingId,
    model_id: alert.modelId,
    type: alert.type,
    rule: alert.rule,
    entity_ref: alert.entityRef,
    entity_title: alert.entityTitle,
    metric: alert.metric,
    column_name: alert.column,
    group_name: alert.group,
    state: alert.state,
    severity: alert.severity,
    severity_rank: SEVERITIES.indexOf(alert.severity),
    title: alert.title,
    detail: alert.detail,
    link: alert.link,
    owner: alert.owner,
    system: alert.system,
    labels: JSON.stringify(alert.labels),
    tags: JSON.stringify(alert.tags),
    measures: JSON.stringify(alert.measures),
    decided_rule: decidedBy?.ruleId ?? null,
    decided_name: decidedBy?.name ?? null,
    decided_version: decidedBy?.version ?? null,
    occurrences: alert.occurrences,
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
    updated_at: alert.updatedAt,
    ended_severity: alert.endedSeverity,
    acknowledged_by: acknowledgement?.by ?? null,
    acknowledged_at: acknowledgement?.at ?? null,
    acknowledged_via: acknowledgement?.via ?? null,
    assignee: alert.assignee,
    suppression: suppression && JSON.stringify(suppression),
    notified_at: alert.notifiedAt,
    search_text: lower(
      [alert.title, alert.entityTitle, alert.entityRef, alert.detail].join(
        '\n',
      ),
    ),
  };
  return { ...row };
}

/** An alert as it is stored. */
export function toAlert(row: AlertRow): StoredAlert {
  return {
    id: row.id,
    findingId: row.finding_id,
    modelId: row.model_id,
    type: row.type,
    rule: row.rule,
    entityRef: row.entity_ref,
    entityTitle: row.entity_title,
    metric: row.metric,
    column: row.column_name,
    group: row.group_name,
    state: row.state as Alert['state'],
    severity: row.severity as AlertSeverity,
    title: row.title,
    detail: row.detail,
    link: row.link,
    owner: row.owner,
    system: row.system,
    labels: JSON.parse(row.labels),
    tags: JSON.parse(row.tags),
    measures: JSON.parse(row.measures),
    decidedBy:
      row.decided_rule === null
        ? null
        : {
            ruleId: row.decided_rule,
            name: row.decided_name ?? '',
            version: row.decided_version ?? 0,
          },
    occurrences: row.occurrences,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    updatedAt: row.updated_at,
    endedSeverity: row.ended_severity as AlertSeverity | null,
    acknowledgement:
      row.acknowledged_at === null
        ? null
        : {
            by: row.acknowledged_by ?? '',
            at: row.acknowledged_at,
            via: row.acknowledged_via ?? 'portal',
          },
    assignee: row.assignee,
    suppression: row.suppression === null ? null : JSON.parse(row.suppression),
    notifiedAt: row.notified_at,
  };
}

/** The part of an alert that lists show. */
export function toListed(alert: StoredAlert): Alert {
  const {
    findingId: _finding,
    labels: _labels,
    tags: _tags,
    measures: _measures,
    decidedBy: _decidedBy,
    endedSeverity: _ended,
    ...listed
  } = alert;
  return listed;
}
