import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';

/** A verdict that opened, and perhaps resolved. */
export interface Finding {
  /** Hash of the identity: rule, model, variant and column. */
  id: string;
  modelId: string;
  rule: 'drift';
  variant: string;
  column: string;
  state: 'open' | 'resolved';
  severity: Severity;
  /** One sentence of evidence. */
  detail: string;
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
  rule: string;
  variant: string;
  column_name: string;
  state: string;
  severity: string;
  detail: string;
  opened_at: string;
  seen_at: string;
  resolved_at: string | null;
}

/** Tables `findings` (one row an identity, as it is now) and `finding_events` (how it came to be so). */
export class FindingStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FindingStore {
    return new FindingStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The open findings of a model, the oldest first. */
  async open(modelId: string): Promise<Finding[]> {
    const rows = await this.#knex<FindingRow>('findings')
      .where({ model_id: modelId, state: 'open' })
      .orderBy(['opened_at', 'column_name']);
    return rows.map(toFinding);
  }

  /** Stores findings as they are now, and what happened to them. */
  async put(findings: Finding[], events: FindingEvent[]): Promise<void> {
    if (findings.length === 0) {
      return;
    }
    await this.#knex.transaction(async tx => {
      for (const finding of findings) {
        await tx<FindingRow>('findings')
          .insert(toRow(finding))
          .onConflict('id')
          .merge();
      }
      for (const { event, finding, at } of events) {
        await tx('finding_events').insert({
          finding_id: finding.id,
          event,
          severity: finding.severity,
          detail: finding.detail,
          at,
        });
      }
    });
  }
}

function toRow(finding: Finding): FindingRow {
  return {
    id: finding.id,
    model_id: finding.modelId,
    rule: finding.rule,
    variant: finding.variant,
    column_name: finding.column,
    state: finding.state,
    severity: finding.severity,
    detail: finding.detail,
    opened_at: finding.openedAt,
    seen_at: finding.seenAt,
    resolved_at: finding.resolvedAt,
  };
}

function toFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    modelId: row.model_id,
    rule: row.rule as Finding['rule'],
    variant: row.variant,
    column: row.column_name,
    state: row.state as Finding['state'],
    severity: row.severity as Severity,
    detail: row.detail,
    openedAt: row.opened_at,
    seenAt: row.seen_at,
    resolvedAt: row.resolved_at,
  };
}
