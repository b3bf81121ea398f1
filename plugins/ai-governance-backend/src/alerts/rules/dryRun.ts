import type {
  AlertRuleDryRun,
  AlertSeverity,
  DryRunMatch,
} from '@ai-governance/plugin-ai-governance-common';
import type { ReadScope } from '../../fleet/listed';
import { alertId, identityOf } from '../intake/identity';
import { labelsOf } from '../intake/labels';
import type { FindingHistory } from '../store/FindingHistory';
import { type RuleBook, type RuleDecision } from './RuleBook';
import { TRIED_RULE } from './AlertRuleService';

const DAY_MS = 24 * 3_600_000;
const DAYS = 7;
const SHOWN = 100;

/**
 * What a rule would have made of the last seven days: of every state that a finding came to in them, and of those that
 * were open at their beginning.
 * @param options - `before`: the rules in force; `after`: with the tried rule
 */
export async function dryRun(options: {
  history: FindingHistory;
  before: RuleBook;
  after: RuleBook;
  scope: ReadScope;
  now: Date;
}): Promise<AlertRuleDryRun> {
  const { history, before, after, now } = options;
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const readable = options.scope === 'all' ? null : new Set(options.scope);
  const result: AlertRuleDryRun = {
    from: from.toISOString(),
    to: now.toISOString(),
    findings: 0,
    matched: 0,
    changed: 0,
    outcomes: { critical: 0, high: 0, medium: 0, low: 0, 'no-alert': 0 },
    days: daysOf(from, now),
    matches: [],
  };
  const perDay = new Map(result.days.map(entry => [entry.day, entry]));
  for await (const page of history.states(from)) {
    for (const { finding, model, at } of page) {
      if (readable && !readable.has(model.id)) {
        continue;
      }
      result.findings++;
      const subject = {
        ...labelsOf(finding, model),
        severity: finding.severity,
        measures: finding.measures,
      };
      const tried = after.decide(subject);
      if (tried.rule?.id !== TRIED_RULE) {
        continue;
      }
      const previous = before.decide(subject);
      count(result, previous, tried);
      const day = perDay.get(at.slice(0, 10));
      if (day) {
        day.matched++;
      }
      const identity = identityOf(finding, model.entityRef);
      keepNewest(result.matches, {
        alertId: alertId(identity),
        type: finding.type,
        entityRef: model.entityRef,
        entityTitle: model.title,
        column: finding.column,
        group: finding.variant,
        title: finding.title,
        detail: finding.detail,
        at,
        before: previous.severity,
        after: tried.severity,
      });
    }
  }
  return result;
}

function count(
  result: AlertRuleDryRun,
  previous: RuleDecision,
  tried: RuleDecision,
): void {
  result.matched++;
  result.outcomes[tried.severity ?? ('no-alert' as AlertSeverity)]++;
  if (previous.severity !== tried.severity) {
    result.changed++;
  }
}

function keepNewest(matches: DryRunMatch[], match: DryRunMatch): void {
  const place = matches.findIndex(({ at }) => at < match.at);
  matches.splice(place < 0 ? matches.length : place, 0, match);
  matches.length = Math.min(matches.length, SHOWN);
}

function daysOf(from: Date, to: Date): AlertRuleDryRun['days'] {
  const days: AlertRuleDryRun['days'] = [];
  const last = to.toISOString().slice(0, 10);
  for (let time = from.getTime(); ; time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10);
    days.push({ day, matched: 0 });
    if (day >= last) {
      return days;
    }
  }
}
