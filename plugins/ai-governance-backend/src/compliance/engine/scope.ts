import type {
  AnswerValue,
  AppliesFrom,
  Requirement,
  ScopeCondition,
} from '@ai-governance/plugin-ai-governance-common';
import type { SubjectFacts } from './types';
import { instantOf } from './time';

type Answers = Readonly<Record<string, AnswerValue>>;

/** Whether something holds; `unanswered` are the questions without which that cannot be said. */
export interface Truth {
  holds: boolean | null;
  unanswered: readonly string[];
}

/** Whether one of several conditions holds. None holds among no conditions. */
export function anyHolds(
  conditions: readonly ScopeCondition[],
  answers: Answers,
): Truth {
  const truths = conditions.map(condition => allHold(condition, answers));
  if (truths.some(({ holds }) => holds)) {
    return { holds: true, unanswered: [] };
  }
  const unanswered = truths.flatMap(truth => truth.unanswered);
  return { holds: unanswered.length > 0 ? null : false, unanswered };
}

function allHold(condition: ScopeCondition, answers: Answers): Truth {
  const unanswered: string[] = [];
  for (const [question, wanted] of Object.entries(condition)) {
    const answer = answers[question];
    if (answer === undefined) {
      unanswered.push(question);
    } else {
      const given: readonly unknown[] = Array.isArray(answer)
        ? answer
        : [answer];
      if (!wanted.some(value => given.includes(value))) {
        return { holds: false, unanswered: [] };
      }
    }
  }
  return { holds: unanswered.length > 0 ? null : true, unanswered };
}

/** Whether a requirement is about the subject; what is not answered is never taken for a no. */
export function inScope(requirement: Requirement, answers: Answers): Truth {
  const applies =
    requirement.appliesWhen.length === 0
      ? { holds: true, unanswered: [] }
      : anyHolds(requirement.appliesWhen, answers);
  const excepted = anyHolds(requirement.exceptWhen, answers);
  if (applies.holds === false || excepted.holds === true) {
    return { holds: false, unanswered: [] };
  }
  const unanswered = [...applies.unanswered, ...excepted.unanswered];
  return {
    holds: unanswered.length > 0 ? null : true,
    unanswered: [...new Set(unanswered)].sort(),
  };
}

/**
 * From when a requirement applies to the subject: the date for what was placed on the market earlier where there is
 * one, otherwise the earliest date that may hold, so that doubt never puts a duty off.
 * @returns null where it is in force without a date
 */
export function applicationDate(
  requirement: Requirement,
  { answers, placedOnMarketAt }: SubjectFacts,
): AppliesFrom | null {
  const matching = requirement.appliesFrom.filter(
    ({ when }) => when.length === 0 || anyHolds(when, answers).holds !== false,
  );
  const legacy = matching.filter(
    ({ placedBefore }) =>
      placedBefore !== null &&
      placedOnMarketAt !== null &&
      instantOf(placedOnMarketAt) < instantOf(placedBefore),
  );
  const dates =
    legacy.length > 0
      ? legacy
      : matching.filter(({ placedBefore }) => placedBefore === null);
  return (
    [...dates].sort((a, b) => instantOf(a.date) - instantOf(b.date))[0] ?? null
  );
}
