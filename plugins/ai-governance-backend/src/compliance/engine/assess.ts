import {
  type Assessment,
  type CheckResult,
  REQUIREMENT_STATUSES,
  type RequirementResult,
  type RequirementStatus,
  type Scorecard,
  UNCOUNTED_STATUSES,
} from '@ai-governance/plugin-ai-governance-common';
import { hashOf } from '../frameworks/canonical';
import { worthOf } from './assessControl';
import { assessRequirement } from './assessRequirement';
import { headingResult, leavesOf, rollUp } from './rollUp';
import { isAbout } from './subjects';
import { instantOf } from './time';
import type { AssessmentInput, EvaluationContext } from './types';

/** Changes whenever the same input may give another result. */
export const ENGINE_VERSION = '1';

/**
 * Assesses one subject under one framework. It has no clock and reads nothing: equal input gives an equal assessment,
 * byte by byte.
 * @returns results of all requirements in the framework's order
 * @throws InputError for a date that is none, NotFoundError for a control or check that the catalogue does not declare
 */
export function assess(input: AssessmentInput): Assessment {
  const { framework, catalogue, facts } = input;
  const context = toContext(input);
  const leaves = leavesOf(framework);
  const results = new Map(
    framework.requirements
      .filter(({ assessable }) => assessable)
      .map(one => [one.id, assessRequirement(one, context)]),
  );
  const all = framework.requirements.map(
    ({ id }) =>
      results.get(id) ?? headingResult(id, leaves.get(id) ?? [], results),
  );
  const inputsHash = hashOf({
    framework: framework.hash,
    catalogue: catalogue.hash,
    engine: ENGINE_VERSION,
    facts,
    results: byId(input.results),
    attestations: byId(input.attestations),
    waivers: byId(input.waivers),
    applicability: input.applicability,
    now: input.now,
  });
  return {
    id: inputsHash,
    framework: {
      id: framework.id,
      version: framework.version,
      hash: framework.hash,
    },
    catalogueHash: catalogue.hash,
    subject: facts.subject,
    at: input.now,
    engineVersion: ENGINE_VERSION,
    inputsHash,
    results: all,
    scorecard: toScorecard(
      framework.requirements.flatMap(({ id, mandatory }) => {
        const result = results.get(id);
        return result ? [{ ...result, mandatory }] : [];
      }),
    ),
  };
}

function toContext(input: AssessmentInput): EvaluationContext {
  const nowMs = instantOf(input.now);
  const checks = new Map(input.catalogue.checks.map(one => [one.id, one]));
  const results = new Map<string, CheckResult[]>();
  for (const result of input.results) {
    const check = checks.get(result.checkId);
    if (
      check &&
      isAbout(result.subject, input.facts.subject, check.boundTo) &&
      instantOf(result.at) <= nowMs
    ) {
      results.set(check.id, [...(results.get(check.id) ?? []), result]);
    }
  }
  for (const some of results.values()) {
    some.sort(
      (a, b) => instantOf(b.at) - instantOf(a.at) || (a.id < b.id ? -1 : 1),
    );
  }
  const controls = new Map(input.catalogue.controls.map(one => [one.id, one]));
  const worths = new Map(
    [...checks].map(([id, check]) => [
      id,
      worthOf(check, { input, nowMs, results }),
    ]),
  );
  return { input, nowMs, checks, controls, results, worths };
}

/** Figures over the results of all assessable requirements. Prohibitions have no weight: they block or they do not. */
function toScorecard(
  results: readonly (RequirementResult & { mandatory: boolean })[],
): Scorecard {
  const applicable = results.filter(
    ({ status, weight }) => weight > 0 && !UNCOUNTED_STATUSES.includes(status),
  );
  const shareOf = (holds: (result: RequirementResult) => boolean) =>
    applicable.length === 0
      ? null
      : applicable.filter(holds).length / applicable.length;
  const weight = sumOfWeights(applicable);
  const satisfied = applicable.filter(({ status }) => status === 'satisfied');
  return {
    status: rollUp(results),
    blockers: results
      .filter(({ blocker }) => blocker)
      .map(({ requirementId }) => requirementId),
    score: weight > 0 ? sumOfWeights(satisfied) / weight : null,
    coverage: shareOf(({ evidenced }) => evidenced),
    automationShare: shareOf(({ automated }) => automated),
    applicable: applicable.length,
    counts: Object.fromEntries(
      REQUIREMENT_STATUSES.map(status => [
        status,
        results.filter(result => result.status === status).length,
      ]),
    ) as Record<RequirementStatus, number>,
  };
}

function sumOfWeights(results: readonly RequirementResult[]): number {
  return results.reduce((sum, { weight }) => sum + weight, 0);
}

/** In the order of ids, so that the order in which records were read does not show. */
function byId<T extends { id: string }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
}
