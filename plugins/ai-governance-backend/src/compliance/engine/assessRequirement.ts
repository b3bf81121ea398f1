import type {
  AssessedControl,
  Requirement,
  RequirementResult,
  RequirementStatus,
  StatusReason,
  Waiver,
} from '@ai-governance/plugin-ai-governance-common';
import { assessAttestation } from './assessAttestation';
import { assessControl } from './assessControl';
import { worst } from './rollUp';
import { applicationDate, inScope } from './scope';
import { isAbout } from './subjects';
import { instantOf } from './time';
import { because, type EvaluationContext } from './types';

/**
 * Result of one assessable requirement. It is looked at in this order, and the first that decides ends it: scope, date
 * of application, prohibition, statement of applicability, waiver, checks, attestation.
 */
export function assessRequirement(
  requirement: Requirement,
  context: EvaluationContext,
): RequirementResult {
  const { facts, framework } = context.input;
  const date = applicationDate(requirement, facts);
  const base = {
    requirementId: requirement.id,
    blocker: false,
    weight: requirement.prohibition ? 0 : requirement.weight,
    evidenced: false,
    automated: requirement.attestation.mode === 'none',
    appliesFrom: date?.date ?? null,
    controls: [] as readonly AssessedControl[],
    attestationId: null,
    waiverId: null,
  };
  const ends = (
    status: RequirementStatus,
    reasons: readonly StatusReason[],
    rest: Partial<RequirementResult> = {},
  ): RequirementResult => ({ ...base, ...rest, status, reasons });

  const scope = inScope(requirement, facts.answers);
  if (scope.holds === false) {
    return ends('out_of_scope', [
      because(
        'out-of-scope',
        'the answers about the model put it out of scope',
      ),
    ]);
  }
  if (date && instantOf(date.date) > context.nowMs) {
    return ends('not_yet_in_force', [
      because(
        'not-yet-in-force',
        `applies from ${date.date} (${date.confidence})${
          date.note ? `: ${date.note}` : ''
        }`,
      ),
    ]);
  }
  if (scope.holds === null) {
    return ends('no_evidence', [unanswered(scope.unanswered)]);
  }
  const practice = requirement.prohibition;
  if (practice) {
    const answer = facts.answers[practice.question];
    if (answer === undefined) {
      return ends('no_evidence', [unanswered([practice.question])]);
    }
    if ([answer].flat().includes(practice.value)) {
      const text = `the answer to ${practice.question} is ${practice.value}, which is prohibited`;
      return ends('not_satisfied', [because('prohibited', text)], {
        blocker: true,
        evidenced: true,
      });
    }
  }
  const left = practice ? undefined : leftOut(requirement, context);
  if (left) {
    return ends('not_applicable', [left]);
  }
  const evaluated = evaluate(requirement, context);
  const waiver = practice ? null : waiverOf(requirement, context);
  if (waiver?.holds) {
    return ends('waived', [waiver.reason, ...evaluated.reasons], {
      ...evaluated,
      waiverId: waiver.id,
    });
  }
  const reasons = [...evaluated.reasons, ...(waiver ? [waiver.reason] : [])];
  if (evaluated.reasons.length === 0) {
    throw new Error(`${framework.id} ${requirement.id} was decided by nothing`);
  }
  return ends(evaluated.status, reasons, evaluated);
}

/** Checks, then attestation. */
function evaluate(requirement: Requirement, context: EvaluationContext) {
  const controls = requirement.controls.map(mapping =>
    assessControl(mapping, context),
  );
  const of = (relation: string) =>
    controls.filter(control => control.relation === relation);
  const reasonsOf = (some: readonly AssessedControl[]) =>
    some.flatMap(({ checks }) => checks.map(({ reason }) => reason));
  const satisfying = of('satisfies');
  // What speaks against the requirement, and what could not be looked at, is not covered up by a person's word.
  const contradicting = of('supports').filter(({ status }) =>
    ['not_satisfied', 'error'].includes(status),
  );
  const mode = requirement.attestation.mode;
  const attestation =
    mode === 'none' ? null : assessAttestation(requirement, context);
  const parts = [
    ...satisfying.map(({ status }) => status),
    ...(attestation ? [attestation.status] : []),
  ];
  const decided = worst(parts);
  return {
    status: decided === 'satisfied' ? lowered(contradicting) : decided,
    reasons: [
      ...reasonsOf(satisfying),
      ...(attestation ? [attestation.reason] : []),
      ...reasonsOf(contradicting),
    ],
    controls,
    evidenced:
      attestation?.status === 'satisfied' ||
      attestation?.reason.code === 'denied' ||
      controls.some(
        ({ relation, checks }) =>
          relation !== 'related' &&
          checks.some(({ status }) =>
            ['satisfied', 'not_satisfied'].includes(status),
          ),
      ),
    attestationId: attestation?.id ?? null,
  };
}

function lowered(contradicting: readonly AssessedControl[]): RequirementStatus {
  if (contradicting.length === 0) {
    return 'satisfied';
  }
  return contradicting.some(({ status }) => status === 'error')
    ? 'error'
    : 'partially';
}

function unanswered(questions: readonly string[]): StatusReason {
  return because(
    'not-answered',
    `whether it applies is not known: ${questions.join(', ')} not answered`,
  );
}

/** Why a requirement is left out by the statement of applicability. An exclusion without a justification is none. */
function leftOut(
  { id }: Requirement,
  { input }: EvaluationContext,
): StatusReason | undefined {
  const entry = input.applicability.find(
    one =>
      one.frameworkId === input.framework.id &&
      one.requirementId === id &&
      !one.applicable &&
      one.justification.trim() !== '',
  );
  return entry && input.framework.statementOfApplicability
    ? because('left-out', `left out: ${entry.justification}`)
    : undefined;
}

/** The waiver of a requirement that holds, or why the newest one does not; null where there is none. */
function waiverOf(
  { id }: Requirement,
  { input, nowMs }: EvaluationContext,
): { id: string; holds: boolean; reason: StatusReason } | null {
  const judged = input.waivers
    .filter(
      one =>
        one.frameworkId === input.framework.id &&
        one.requirementId === id &&
        isAbout(one.subject, input.facts.subject, 'subject'),
    )
    .sort(
      (a, b) =>
        instantOf(b.expiresAt) - instantOf(a.expiresAt) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(one => ({ id: one.id, ...judgeWaiver(one, nowMs) }));
  return judged.find(({ holds }) => holds) ?? judged[0] ?? null;
}

function judgeWaiver(one: Waiver, nowMs: number) {
  const no = (code: string, text: string) => ({
    holds: false,
    reason: because(code, `waiver ${one.id}: ${text}`),
  });
  if (one.revokedAt !== null && instantOf(one.revokedAt) <= nowMs) {
    return no('waiver-revoked', `taken back at ${one.revokedAt}`);
  }
  if (
    one.approver === null ||
    one.approvedAt === null ||
    instantOf(one.approvedAt) > nowMs
  ) {
    return no('waiver-not-approved', 'not approved yet');
  }
  if (one.approver === one.requester) {
    return no('waiver-own-approval', `${one.approver} approved their own`);
  }
  if (instantOf(one.expiresAt) <= nowMs) {
    return no('waiver-expired', `expired at ${one.expiresAt}`);
  }
  return {
    holds: true,
    reason: because(
      'waived',
      `${one.approver} accepted until ${one.expiresAt}: ${one.reason}`,
    ),
  };
}
