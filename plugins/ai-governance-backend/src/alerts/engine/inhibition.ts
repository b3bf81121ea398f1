import type { AlertMatcher } from '@ai-governance/plugin-ai-governance-common';
import type { Match } from './matchers';
import type { EngineAlert, Labelled } from './types';

/** While an alert matches `source`, alerts that match `target` and have the same values of `equal` are held back. */
export interface InhibitRule {
  name: string;
  /** What `source` is made of. */
  sourceMatchers: AlertMatcher[];
  source: Match;
  target: Match;
  equal: string[];
}

/** What holds an alert back. */
export interface Inhibition {
  rule: string;
  /** Id of the alert that inhibits. */
  source: string;
}

/**
 * Finds the alert that inhibits another. A label that is absent or empty is equal to nothing, so that alerts without a
 * system do not inhibit each other. An alert never inhibits itself, nor do alerts that fit both sides of a rule.
 */
export class Inhibitor {
  readonly #rules: { rule: InhibitRule; sources: Map<string, EngineAlert[]> }[];

  /** @param alerts - firing alerts; those that are no source of any rule do not matter */
  static create(rules: InhibitRule[], alerts: EngineAlert[]): Inhibitor {
    return new Inhibitor(
      rules.map(rule => {
        const sources = new Map<string, EngineAlert[]>();
        for (const alert of alerts) {
          const key =
            alert.state === 'firing' && rule.source(alert)
              ? equalKey(rule, alert)
              : undefined;
          if (key !== undefined) {
            const same = sources.get(key);
            if (same) {
              same.push(alert);
            } else {
              sources.set(key, [alert]);
            }
          }
        }
        return { rule, sources };
      }),
    );
  }

  private constructor(
    rules: { rule: InhibitRule; sources: Map<string, EngineAlert[]> }[],
  ) {
    this.#rules = rules;
  }

  /** What inhibits an alert, or undefined. */
  of(alert: EngineAlert): Inhibition | undefined {
    for (const { rule, sources } of this.#rules) {
      if (sources.size === 0 || !rule.target(alert)) {
        continue;
      }
      const key = equalKey(rule, alert);
      if (key === undefined) {
        continue;
      }
      const bothSides = rule.source(alert);
      const source = sources
        .get(key)
        ?.find(
          other => other.id !== alert.id && !(bothSides && rule.target(other)),
        );
      if (source) {
        return { rule: rule.name, source: source.id };
      }
    }
    return undefined;
  }
}

function equalKey(rule: InhibitRule, { labels }: Labelled): string | undefined {
  const values = rule.equal.map(label =>
    Object.hasOwn(labels, label) ? labels[label] : '',
  );
  return values.includes('') ? undefined : JSON.stringify(values);
}
