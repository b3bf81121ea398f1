import type {
  AlertRule,
  AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { FindingStore } from '../../findings/FindingStore';
import { AlertRuleStore } from '../store/AlertRuleStore';
import { compileRule, RuleBook, sortRules } from './RuleBook';

/** Rules that there may be. */
const MAX_RULES = 500;

/** Id of a rule that is only tried. */
export const TRIED_RULE = 'tried';

/** Who changes a rule, and why. */
export interface RuleChange {
  author: string;
  reason: string;
  now: Date;
}

/** Alert rules: those of the API, versioned, and those of the configuration behind them. */
export class AlertRuleService {
  readonly #knex: Knex;
  readonly #configured: AlertRule[];

  /** @param options - `configured`: rules of the configuration */
  static create(options: {
    knex: Knex;
    configured: AlertRule[];
  }): AlertRuleService {
    return new AlertRuleService(options.knex, options.configured);
  }

  private constructor(knex: Knex, configured: AlertRule[]) {
    this.#knex = knex;
    this.#configured = configured;
  }

  /** All rules in the order in which they are tried. */
  async list(): Promise<AlertRule[]> {
    const stored = await AlertRuleStore.create({ knex: this.#knex }).current();
    return sortRules([...stored, ...this.#configured]);
  }

  /** The rules in force, to decide by. */
  async book(): Promise<RuleBook> {
    return RuleBook.create(await this.list());
  }

  /**
   * The rules as they were with one more, or with one in place of another.
   * @throws InputError, NotFoundError
   */
  async bookWith(rule: AlertRuleInput, ruleId?: string): Promise<RuleBook> {
    const rules = await this.list();
    const before = rules.find(({ id }) => id === ruleId);
    if (ruleId !== undefined && !before) {
      throw new NotFoundError(`There is no alert rule '${ruleId}'`);
    }
    compileRule(rule);
    return RuleBook.create([
      ...rules.filter(({ id }) => id !== ruleId),
      {
        ...rule,
        id: TRIED_RULE,
        version: 0,
        origin: before?.origin ?? 'api',
        author: '',
        reason: '',
        changedAt: null,
        deleted: false,
      },
    ]);
  }

  /** Every version of a rule, the latest first. @throws NotFoundError */
  async versions(id: string): Promise<AlertRule[]> {
    const configured = this.#configured.filter(rule => rule.id === id);
    const versions =
      configured.length > 0
        ? configured
        : await AlertRuleStore.create({ knex: this.#knex }).versions(id);
    if (versions.length === 0) {
      throw new NotFoundError(`There is no alert rule '${id}'`);
    }
    return versions;
  }

  /** @throws InputError when it is not valid; ConflictError when there is one of its name */
  async create(rule: AlertRuleInput, change: RuleChange): Promise<AlertRule> {
    const rules = await this.list();
    if (rules.length >= MAX_RULES) {
      throw new InputError(
        `There are ${rules.length} alert rules already, at most ${MAX_RULES} are allowed`,
      );
    }
    check(rule, rules);
    return this.#append({
      ...change,
      id: randomUUID(),
      version: 1,
      rule,
      deleted: false,
    });
  }

  /**
   * Adds the next version of a rule.
   * @param options - `version`: the one that the change is made to
   * @throws InputError, NotFoundError; ConflictError when there is a later version
   */
  async update(
    id: string,
    rule: AlertRuleInput,
    change: RuleChange & { version: number },
  ): Promise<AlertRule> {
    const { version, ...rest } = change;
    const rules = await this.list();
    const current = this.#current(rules, id);
    if (current.version !== version) {
      throw new ConflictError(
        `Somebody else has changed the rule '${current.name}' meanwhile: it is at version ${current.version}, not ${version}`,
      );
    }
    check(
      rule,
      rules.filter(other => other.id !== id),
    );
    return this.#append({
      ...rest,
      id,
      version: version + 1,
      rule,
      deleted: false,
    });
  }

  /** Ends a rule. @throws NotFoundError; InputError for a rule of the configuration */
  async delete(id: string, change: RuleChange): Promise<void> {
    const current = this.#current(await this.list(), id);
    await this.#append({
      ...change,
      id,
      version: current.version + 1,
      rule: current,
      deleted: true,
    });
  }

  #current(rules: AlertRule[], id: string): AlertRule {
    const current = rules.find(rule => rule.id === id);
    if (!current) {
      throw new NotFoundError(`There is no alert rule '${id}'`);
    }
    if (current.origin === 'config') {
      throw new InputError(
        `The rule '${current.name}' is of the configuration and is changed there; a rule with other settings that stands before it can be added here`,
      );
    }
    return current;
  }

  /** Stores a version, and lets all open findings be looked at again, both or neither. */
  async #append(options: {
    id: string;
    version: number;
    rule: AlertRuleInput;
    deleted: boolean;
    author: string;
    reason: string;
    now: Date;
  }): Promise<AlertRule> {
    const { now, rule, ...rest } = options;
    const { name, description, enabled, position } = rule;
    const { matchers, conditions, outcome, labels } = rule;
    return this.#knex.transaction(async tx => {
      const stored = await AlertRuleStore.create({ knex: tx }).append({
        ...rest,
        rule: {
          name,
          description,
          enabled,
          position,
          matchers,
          conditions,
          outcome,
          labels,
        },
        at: now,
      });
      await FindingStore.create({ knex: tx }).markAlertDue();
      return stored;
    });
  }
}

function check(rule: AlertRuleInput, others: AlertRule[]): void {
  compileRule(rule);
  if (
    others.some(({ name, origin }) => origin === 'api' && name === rule.name)
  ) {
    throw new ConflictError(`There is an alert rule '${rule.name}' already`);
  }
}
