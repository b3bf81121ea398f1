import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type { Finding } from '../../findings/FindingStore';
import type { ModelFacts } from '../intake/labels';
import { ModelFactsStore } from './ModelFactsStore';

/** A state that a finding came to. */
export interface FindingState {
  finding: Finding;
  model: ModelFacts;
  /** ISO instant. */
  at: string;
}

const PAGE = 1_000;

/** What findings were like: tables `finding_events` and `findings`. */
export class FindingHistory {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FindingHistory {
    return new FindingHistory(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * The states in which findings were open since an instant, in pages: each that they came to, and that of findings which
   * were open before and have not changed since.
   */
  async *states(since: Date): AsyncGenerator<FindingState[]> {
    const from = since.toISOString();
    let after = 0;
    for (;;) {
      const rows = await this.#findings()
        .join('finding_events as e', 'e.finding_id', 'f.id')
        .whereIn('e.event', ['opened', 'changed'])
        .where('e.at', '>=', from)
        .where('e.id', '>', after)
        .orderBy('e.id')
        .limit(PAGE)
        .select('e.id as event_id', 'e.severity', 'e.detail')
        .select('e.measures', 'e.at');
      yield await this.#withModels(rows);
      if (rows.length < PAGE) {
        break;
      }
      after = Number(rows[rows.length - 1].event_id);
    }
    let last = '';
    for (;;) {
      const rows = await this.#findings()
        .where('f.state', 'open')
        .where('f.opened_at', '<', from)
        .whereNotExists(
          this.#knex('finding_events as e')
            .whereRaw('e.finding_id = f.id')
            .where('e.at', '>=', from)
            .select('e.id'),
        )
        .where('f.id', '>', last)
        .orderBy('f.id')
        .limit(PAGE)
        .select('f.severity', 'f.detail', 'f.measures', 'f.opened_at as at');
      yield await this.#withModels(rows);
      if (rows.length < PAGE) {
        return;
      }
      last = rows[rows.length - 1].id;
    }
  }

  #findings() {
    return this.#knex('findings as f').select(
      'f.id',
      'f.model_id',
      'f.type',
      'f.rule',
      'f.variant',
      'f.column_name',
      'f.metric',
      'f.title',
    );
  }

  async #withModels(rows: HistoryRow[]): Promise<FindingState[]> {
    const models = await ModelFactsStore.create({ knex: this.#knex }).byIds([
      ...new Set(rows.map(row => row.model_id)),
    ]);
    return rows.flatMap(row => {
      const model = models.get(row.model_id);
      return model ? [{ finding: toFinding(row), model, at: row.at }] : [];
    });
  }
}

interface HistoryRow {
  id: string;
  model_id: string;
  type: string;
  rule: string;
  variant: string;
  column_name: string;
  metric: string;
  title: string;
  severity: string;
  detail: string;
  measures: string;
  at: string;
}

function toFinding(row: HistoryRow): Finding {
  return {
    id: row.id,
    modelId: row.model_id,
    type: row.type,
    rule: row.rule,
    variant: row.variant,
    column: row.column_name,
    metric: row.metric,
    title: row.title || row.column_name,
    state: 'open',
    severity: row.severity as Severity,
    detail: row.detail,
    measures: JSON.parse(row.measures),
    openedAt: row.at,
    seenAt: row.at,
    resolvedAt: null,
  };
}
