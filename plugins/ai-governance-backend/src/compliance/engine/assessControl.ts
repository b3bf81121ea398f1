import type {
  AssessedCheck,
  AssessedControl,
  Check,
  CheckParameter,
  CheckResult,
  ControlMapping,
  ParameterValue,
  RequirementStatus,
  StatusReason,
} from '@ai-governance/plugin-ai-governance-common';
import { NotFoundError } from '@backstage/errors';
import { isSameVersion } from './subjects';
import { worst } from './rollUp';
import { after, instantOf } from './time';
import { because, type EvaluationContext } from './types';

type Worth = { status: RequirementStatus; reason: StatusReason };

/** What a control is worth to a requirement: its worst check. @throws NotFoundError for one that is not declared */
export function assessControl(
  mapping: ControlMapping,
  context: EvaluationContext,
): AssessedControl {
  const control = declared(context.controls, 'control', mapping.controlId);
  const checks = control.checks.map((checkId): AssessedCheck => {
    const check = declared(context.checks, 'check', checkId);
    const result = context.results.get(checkId)?.[0];
    return {
      checkId,
      resultId: result?.id ?? null,
      reported: result?.status ?? null,
      ...worthOf(check, result, mapping.minParameters[checkId] ?? {}, context),
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
 * What the newest result of a check is worth. An older pass never stands in for it: a check that could not run is an
 * error until it runs again.
 */
function worthOf(
  check: Check,
  result: CheckResult | undefined,
  wanted: Readonly<Record<string, ParameterValue>>,
  context: EvaluationContext,
): Worth {
  const no = (
    status: RequirementStatus,
    code: string,
    text: string,
  ): Worth => ({
    status,
    reason: because(code, `${check.id}: ${text}`),
  });
  if (!result) {
    return no('no_evidence', 'never-ran', 'never ran');
  }
  if (result.status === 'error') {
    return no('error', 'check-error', `could not run: ${result.reason}`);
  }
  const outdated = whyStale(check, result, context);
  if (outdated) {
    return no('stale', ...outdated);
  }
  switch (result.status) {
    case 'fail':
      return no('not_satisfied', 'check-failed', result.reason);
    case 'insufficient-data':
      return no('no_evidence', 'insufficient-data', result.reason);
    case 'not_applicable':
      return no('not_applicable', 'check-not-applicable', result.reason);
    default:
      return (
        whyNoPass(check, result, wanted, no) ??
        no('satisfied', 'check-passed', result.reason)
      );
  }
}

function whyStale(
  check: Check,
  result: CheckResult,
  { input, nowMs }: EvaluationContext,
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

/** Why a pass does not count; undefined when it does. */
function whyNoPass(
  check: Check,
  result: CheckResult,
  wanted: Readonly<Record<string, ParameterValue>>,
  no: (status: RequirementStatus, code: string, text: string) => Worth,
): Worth | undefined {
  const { population, thresholdsSetAt, measuredAt } = result;
  if (population && population.examined < population.total) {
    return no(
      'no_evidence',
      'incomplete-population',
      `looked at ${population.examined} of ${population.total}`,
    );
  }
  if (population?.total === 0 && check.emptyPopulation !== 'pass') {
    return no(check.emptyPopulation, 'empty-population', 'looked at 0 of 0');
  }
  if (check.priorThresholds && thresholdsSetAt === null) {
    return no(
      'no_evidence',
      'thresholds-unknown',
      'when its thresholds were set is not known',
    );
  }
  if (
    check.priorThresholds &&
    thresholdsSetAt !== null &&
    instantOf(thresholdsSetAt) > instantOf(measuredAt)
  ) {
    return no(
      'not_satisfied',
      'thresholds-after-run',
      `its thresholds were set at ${thresholdsSetAt}, after what it measured at ${measuredAt}`,
    );
  }
  const loose = Object.entries(wanted).find(
    ([name, value]) =>
      !isAsStrict(check.parameters[name], result.parameters[name], value),
  );
  return (
    loose &&
    no(
      'not_satisfied',
      'too-loose',
      `ran with ${loose[0]} = ${result.parameters[loose[0]]}, where ${
        loose[1]
      } is asked for`,
    )
  );
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
