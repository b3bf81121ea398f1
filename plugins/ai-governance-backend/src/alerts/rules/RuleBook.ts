import type {
  AlertRule,
  AlertRuleInput,
  AlertSeverity,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { compileMatchers, type Match } from '../engine/matchers';
import type { Labelled } from '../engine/types';
import { type Condition, holds, parseCondition } from './conditions';

/** What alert rules look at. */
export interface RuleSubject extends Labelled {
  /** The finding's own. */
  severity: Severity;
  measures: Record<string, number>;
}

/** What the rules make of a finding. */
export interface RuleDecision {
  /** Null is: no alert. */
  severity: AlertSeverity | null;
  /** The rule that decided; null when none did. */
  rule: AlertRule | null;
}

interface CompiledRule {
  rule: AlertRule;
  match: Match;
  conditions: Condition[];
}

/** All rules in the order in which they are tried: those of the API by position and name, then the configuration's. */
export class RuleBook {
  readonly #rules: CompiledRule[];

  /** @throws InputError when a rule has a matcher or condition that is not valid */
  static create(rules: AlertRule[]): RuleBook {
    return new RuleBook(
      sortRules(rules)
        .filter(({ enabled }) => enabled)
        .map(rule => ({ rule, ...compileRule(rule) })),
    );
  }

  private constructor(rules: CompiledRule[]) {
    this.#rules = rules;
  }

  /** The first rule that matches decides; without any the finding's own severity holds. */
  decide(subject: RuleSubject): RuleDecision {
    const found = this.#rules.find(
      ({ match, conditions }) =>
        match(subject) &&
        conditions.every(condition => holds(condition, subject.measures)),
    );
    const outcome = found?.rule.outcome ?? 'as-found';
    const severity = outcome === 'as-found' ? subject.severity : outcome;
    return {
      severity:
        severity === 'no-alert' || severity === 'none' ? null : severity,
      rule: found?.rule ?? null,
    };
  }
}

/** @throws InputError when a matcher or condition is not valid */
export function compileRule(
  rule: Pick<AlertRuleInput, 'matchers' | 'conditions'>,
): { match: Match; conditions: Condition[] } {
  return {
    match: compileMatchers(rule.matchers),
    conditions: rule.conditions.map(parseCondition),
  };
}

/** The order in which rules are tried. */
export function sortRules(rules: AlertRule[]): AlertRule[] {
  return [...rules].sort(
    (a, b) =>
      Number(a.origin === 'config') - Number(b.origin === 'config') ||
      a.position - b.position ||
      (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}
