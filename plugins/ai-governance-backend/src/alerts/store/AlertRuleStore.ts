import type {
  AlertRule,
  AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

interface RuleRow {
  id: string;
  version: number;
  rule: string;
  author: string;
  reason: string;
  changed_at: string;
  deleted: boolean;
}

/** Table `alert_rules`: append only, the highest version of a rule is in force. */
export class AlertRuleStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AlertRuleStore {
    return new AlertRuleStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The rules in force; those that were deleted are left out. */
  async current(): Promise<AlertRule[]> {
    const rows: RuleRow[] = await this.#knex('alert_rules as r')
      .whereNotExists(
        this.#knex('alert_rules as later')
          .whereRaw('later.id = r.id and later.version > r.version')
          .select('later.id'),
      )
      .where('r.deleted', false)
      .select('r.*');
    return rows.map(toRule);
  }

  /** Every version of a rule, the latest first. */
  async versions(id: string): Promise<AlertRule[]> {
    const rows = await this.#knex<RuleRow>('alert_rules')
      .where({ id })
      .orderBy('version', 'desc');
    return rows.map(toRule);
  }

  /**
   * Adds a version.
   * @throws ConflictError when there is one of that number already, because somebody else was faster
   */
  async append(options: {
    id: string;
    version: number;
    rule: AlertRuleInput;
    author: string;
    reason: string;
    deleted: boolean;
    at: Date;
  }): Promise<AlertRule> {
    const row: RuleRow = {
      id: options.id,
      version: options.version,
      rule: JSON.stringify(options.rule),
      author: options.author,
      reason: options.reason,
      changed_at: options.at.toISOString(),
      deleted: options.deleted,
    };
    const added = await this.#knex<RuleRow>('alert_rules')
      .insert(row)
      .onConflict(['id', 'version'])
      .ignore()
      .returning('version');
    if (added.length === 0) {
      throw new ConflictError(
        `Somebody else has changed the rule meanwhile: version ${options.version} is there already`,
      );
    }
    return toRule(row);
  }
}

function toRule(row: RuleRow): AlertRule {
  const rule: AlertRuleInput = JSON.parse(row.rule);
  return {
    ...rule,
    id: row.id,
    version: row.version,
    origin: 'api',
    author: row.author,
    reason: row.reason,
    changedAt: row.changed_at,
    deleted: Boolean(row.deleted),
  };
}
