import type {
  FindingType,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { bulkInsert, bulkUpsert, locked } from '../database/bulk';

/** Something wrong that opened, and perhaps resolved. */
export interface Finding {
  /** Hash of the identity: rule, model, variant, column and metric. */
  id: string;
  modelId: string;
  type: FindingType;
  /** Name of the rule that it breaks; for drift the type. At most 32 characters. */
  rule: string;
  /** Variant of the endpoint, or group of people; empty when it is about neither. */
  variant: string;
  /** Column of the payload; empty when it is about no single one. */
  column: string;
  /** Measure; empty when it is about all together. */
  metric: string;
  /** Short: what is wrong. */
  title: string;
  state: 'open' | 'resolved';
  severity: Severity;
  /** One sentence of evidence. */
  detail: string;
  /** Numbers that alert rules have conditions on, such as `psi`. */
  measures: Record<string, number>;
  openedAt: string;
  /** When it was last confirmed. */
  seenAt: string;
  resolvedAt: string | null;
}

/** Something that happened to a finding. */
export interface FindingEvent {
  event: 'opened' | 'changed' | 'resolved';
  finding: Finding;
  at: string;
}

interface FindingRow {
  id: string;
  model_id: string;
  type: string;
  rule: string;
  variant: string;
  column_name: string;
  metric: string;
  title: string;
  state: string;
  severity: string;
  detail: string;
  measures: string;
  opened_at: string;
  seen_at: string;
  resolved_at: string | null;
  alert_due: boolean;
}

const COLUMNS = {
  id: 'text',
  model_id: 'text',
  type: 'text',
  rule: 'text',
  variant: 'text',
  column_name: 'text',
  metric: 'text',
  title: 'text',
  state: 'text',
  severity: 'text',
  detail: 'text',
  measures: 'text',
  opened_at: 'text',
  seen_at: 'text',
  resolved_at: 'text',
  alert_due: 'boolean',
} as const;

/** Tables `findings` (one row an identity, as it is now) and `finding_events` (how it came to be so). */
export class FindingStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FindingStore {
    return new FindingStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The open findings of a model, the oldest first. @param options - `type`: only these */
  async open(
    modelId: string,
    options: { type?: FindingType } = {},
  ): Promise<Finding[]> {
    const rows = await this.#knex<FindingRow>('findings')
      .where({ model_id: modelId, state: 'open', ...options })
      .orderBy(['opened_at', 'column_name']);
    return rows.map(toFinding);
  }

  /** Open findings of one type of many models, in the order of their ids, after a given one. */
  async openOfType(
    type: FindingType,
    options: { modelIds: string[] },
  ): Promise<Finding[]> {
    const rows = await this.#knex<FindingRow>('findings')
      .where({ type, state: 'open' })
      .whereIn('model_id', options.modelIds);
    return rows.map(toFinding);
  }

  /** Stores findings as they are now, and what happened to them. What was stored is due to be looked at by alerting. */
  async put(findings: Finding[], events: FindingEvent[]): Promise<void> {
    if (findings.length === 0) {
      return;
    }
    await this.#knex.transaction(async tx => {
      await bulkUpsert(tx, 'findings', findings.map(toRow), {
        columns: COLUMNS,
        key: ['id'],
        overwrite: Object.keys(COLUMNS).filter(name => name !== 'id'),
      });
      await bulkInsert(
        tx,
        'finding_events',
        events.map(({ event, finding, at }) => ({
          finding_id: finding.id,
          event,
          severity: finding.severity,
          detail: finding.detail,
          measures: JSON.stringify(finding.measures),
          at,
        })),
        {
          finding_id: 'text',
          event: 'text',
          severity: 'text',
          detail: 'text',
          measures: 'text',
          at: 'text',
        },
      );
    });
  }

  /**
   * Takes findings that alerting has not looked at since they were stored. To be called in the transaction that makes
   * alerts of them: when that fails they are due again, and no other replica gets them at the same time.
   */
  async takeAlertDue(limit: number): Promise<Finding[]> {
    const rows: FindingRow[] = await locked(
      this.#knex<FindingRow>('findings')
        .where('alert_due', true)
        .orderBy('id')
        .limit(limit),
      this.#knex,
      { skip: true },
    );
    if (rows.length > 0) {
      await this.#knex<FindingRow>('findings')
        .whereIn(
          'id',
          rows.map(({ id }) => id),
        )
        .update({ alert_due: false });
    }
    return rows.map(toFinding);
  }

  /** Findings by their ids, whatever their state. @param ids - at most 1 000 */
  async byIds(ids: string[]): Promise<Finding[]> {
    const rows = await this.#knex<FindingRow>('findings').whereIn('id', ids);
    return rows.map(toFinding);
  }

  /** Lets alerting look at findings again: at those named, or at all that are open because rules have changed. */
  async markAlertDue(ids?: string[]): Promise<void> {
    await this.#knex<FindingRow>('findings')
      .modify(query =>
        ids ? query.whereIn('id', ids) : query.where({ state: 'open' }),
      )
      .update({ alert_due: true });
  }
}

function toRow(finding: Finding): Record<string, unknown> {
  return {
    id: finding.id,
    model_id: finding.modelId,
    type: finding.type,
    rule: finding.rule,
    variant: finding.variant,
    column_name: finding.column,
    metric: finding.metric,
    title: finding.title,
    state: finding.state,
    severity: finding.severity,
    detail: finding.detail,
    measures: JSON.stringify(finding.measures),
    opened_at: finding.openedAt,
    seen_at: finding.seenAt,
    resolved_at: finding.resolvedAt,
    alert_due: true,
  };
}

function toFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    modelId: row.model_id,
    type: row.type,
    rule: row.rule,
    variant: row.variant,
    column: row.column_name,
    metric: row.metric,
    title: row.title || row.column_name,
    state: row.state as Finding['state'],
    severity: row.severity as Severity,
    detail: row.detail,
    measures: JSON.parse(row.measures),
    openedAt: row.opened_at,
    seenAt: row.seen_at,
    resolvedAt: row.resolved_at,
  };
}
