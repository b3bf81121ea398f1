import type {
  AssessedCheck,
  AssessedControl,
  Check,
  CheckParameter,
  CheckResult,
  ControlMapping,
  ParameterValue,
  RequirementStatus,
} from '@ai-governance/plugin-ai-governance-common';
import { NotFoundError } from '@backstage/errors';
import { isSameVersion } from './subjects';
import { worst } from './rollUp';
import { after, instantOf } from './time';
import { because, type CheckWorth, type EvaluationContext } from './types';

/** What a control is worth to a requirement: its worst check. @throws NotFoundError for one that is not declared */
export function assessControl(
  mapping: ControlMapping,
  context: EvaluationContext,
): AssessedControl {
  const control = declared(context.controls, 'control', mapping.controlId);
  const checks = control.checks.map((checkId): AssessedCheck => {
    const { result, status, reason } = underParameters(
      declared(context.checks, 'check', checkId),
      declared(context.worths, 'check', checkId),
      mapping.minParameters[checkId] ?? {},
    );
    return {
      checkId,
      resultId: result?.id ?? null,
      reported: result?.status ?? null,
      status,
      reason,
    };
  });
  return {
    controlId: control.id,
    relation: mapping.relation,
    status: worst(checks.map(({ status }) => status)),
    checks,
  };
}

/**
 * What the newest result of a check is worth, whatever parameters a requirement asks for. An older pass never stands
 * in for it: a check that could not run is an error until it runs again.
 * @param context - all but the worths of checks, which are made here
 */
export function worthOf(
  check: Check,
  context: Pick<EvaluationContext, 'input' | 'nowMs' | 'results'>,
): CheckWorth {
  const result = context.results.get(check.id)?.[0];
  const is = (status: RequirementStatus, code: string, text: string) => ({
    result: result ?? null,
    status,
    reason: because(code, `${check.id}: ${text}`),
  });
  if (!result) {
    return is('no_evidence', 'never-ran', 'never ran');
  }
  if (result.status === 'error') {
    return is('error', 'check-error', `could not run: ${result.reason}`);
  }
  const outdated = whyStale(check, result, context);
  if (outdated) {
    return is('stale', ...outdated);
  }
  switch (result.status) {
    case 'fail':
      return is('not_satisfied', 'check-failed', result.reason);
    case 'insufficient-data':
      return is('no_evidence', 'insufficient-data', result.reason);
    case 'not_applicable':
      return is('not_applicable', 'check-not-applicable', result.reason);
    default:
      return is(
        ...(whyNoPass(check, result) ??
          (['satisfied', 'check-passed', result.reason] as const)),
      );
  }
}

function whyStale(
  check: Check,
  result: CheckResult,
  { input, nowMs }: Pick<EvaluationContext, 'input' | 'nowMs'>,
): [code: string, text: string] | undefined {
  const { facts } = input;
  if (result.checkVersion !== check.version) {
    return [
      'check-version',
      `ran as version ${result.checkVersion}, and is version ${check.version} now`,
    ];
  }
  if (
    check.boundTo === 'version' &&
    !isSameVersion(result.subject, facts.subject)
  ) {
    return [
      'other-version',
      `ran on version ${result.subject.modelVersion}, not on ${facts.subject.modelVersion}`,
    ];
  }
  if (after(result.at, check.freshness) < nowMs) {
    return ['too-old', `ran at ${result.at}; it counts for ${check.freshness}`];
  }
  if (result.expiresAt !== null && instantOf(result.expiresAt) <= nowMs) {
    return ['evidence-expired', `its evidence expired at ${result.expiresAt}`];
  }
  if (
    check.priorThresholds &&
    facts.thresholdsChangedAt !== null &&
    instantOf(facts.thresholdsChangedAt) <= nowMs &&
    instantOf(facts.thresholdsChangedAt) > instantOf(result.measuredAt)
  ) {
    return [
      'thresholds-changed',
      `thresholds were changed at ${facts.thresholdsChangedAt}, after what it measured at ${result.measuredAt}`,
    ];
  }
  return undefined;
}

type Verdict = readonly [status: RequirementStatus, code: string, text: string];

/** Why a pass does not count; undefined when it does. */
function whyNoPass(check: Check, result: CheckResult): Verdict | undefined {
  const { population, thresholdsSetAt, measuredAt } = result;
  if (population && population.examined < population.total) {
    return [
      'no_evidence',
      'incomplete-population',
      `looked at ${population.examined} of ${population.total}`,
    ];
  }
  if (population?.total === 0 && check.emptyPopulation !== 'pass') {
    return [check.emptyPopulation, 'empty-population', 'looked at 0 of 0'];
  }
  if (check.priorThresholds && thresholdsSetAt === null) {
    return [
      'no_evidence',
      'thresholds-unknown',
      'when its thresholds were set is not known',
    ];
  }
  if (
    check.priorThresholds &&
    thresholdsSetAt !== null &&
    instantOf(thresholdsSetAt) > instantOf(measuredAt)
  ) {
    return [
      'not_satisfied',
      'thresholds-after-run',
      `its thresholds were set at ${thresholdsSetAt}, after what it measured at ${measuredAt}`,
    ];
  }
  return undefined;
}

/** A pass under looser parameters than a requirement asks for is none. */
function underParameters(
  check: Check,
  worth: CheckWorth,
  wanted: Readonly<Record<string, ParameterValue>>,
): CheckWorth {
  const used = worth.result?.parameters ?? {};
  const loose =
    worth.status === 'satisfied'
      ? Object.entries(wanted).find(
          ([name, value]) =>
            !isAsStrict(check.parameters[name], used[name], value),
        )
      : undefined;
  if (!loose) {
    return worth;
  }
  const [name, value] = loose;
  const text = `${check.id}: ran with ${name} = ${used[name]}, where ${value} is asked for`;
  return {
    ...worth,
    status: 'not_satisfied',
    reason: because('too-loose', text),
  };
}

/** Whether a parameter that a check ran with is at least as strict as one that is asked for. */
function isAsStrict(
  parameter: CheckParameter | undefined,
  used: ParameterValue | undefined,
  wanted: ParameterValue,
): boolean {
  if (!parameter || used === undefined) {
    return false;
  }
  if (parameter.stricter === 'exact' || typeof wanted === 'boolean') {
    return used === wanted;
  }
  const [left, right] = [used, wanted].map(value =>
    parameter.type === 'duration'
      ? after('1970-01-01T00:00:00Z', String(value))
      : Number(value),
  );
  return parameter.stricter === 'higher' ? left >= right : left <= right;
}

function declared<T>(all: ReadonlyMap<string, T>, what: string, id: string): T {
  const found = all.get(id);
  if (!found) {
    throw new NotFoundError(
      `There is no ${what} '${id}' in the catalogue of controls`,
    );
  }
  return found;
}
