import type {
  Attestation,
  Requirement,
  RequirementStatus,
  StatusReason,
} from '@ai-governance/plugin-ai-governance-common';
import { isAbout, isSameVersion } from './subjects';
import { after, instantOf } from './time';
import { because, type EvaluationContext } from './types';

/** What a person's word is worth to a requirement. */
export interface AssessedAttestation {
  status: RequirementStatus;
  reason: StatusReason;
  /** The attestation that was used; null: none. */
  id: string | null;
}

/** The best of the attestations of a requirement, the newest of equal worth; a denial outweighs any of them. */
export function assessAttestation(
  requirement: Requirement,
  context: EvaluationContext,
): AssessedAttestation {
  const { framework, facts, attestations } = context.input;
  const rule = requirement.attestation;
  const own = attestations
    .filter(
      one =>
        one.frameworkId === framework.id &&
        one.requirementId === requirement.id &&
        isAbout(one.subject, facts.subject, rule.boundTo) &&
        instantOf(one.validFrom) <= context.nowMs &&
        (one.revokedAt === null || instantOf(one.revokedAt) > context.nowMs),
    )
    .sort(
      (a, b) =>
        instantOf(b.validFrom) - instantOf(a.validFrom) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(one => assessOne(one, requirement, context));
  const best = (
    ['not_satisfied', 'satisfied', 'stale', 'needs_attestation'] as const
  )
    .map(status => own.find(one => one.status === status))
    .find(found => found);
  return (
    best ?? {
      status: 'needs_attestation',
      reason: because(
        'not-attested',
        `a person has to attest it${rule.role ? ` as ${rule.role}` : ''}`,
      ),
      id: null,
    }
  );
}

function assessOne(
  one: Attestation,
  { attestation: rule }: Requirement,
  { input, nowMs }: EvaluationContext,
): AssessedAttestation {
  const is = (status: RequirementStatus, code: string, text: string) => ({
    status,
    reason: because(code, `attestation of ${one.signer}: ${text}`),
    id: one.id,
  });
  const { subject, authors } = input.facts;
  if (rule.role !== null && one.role !== rule.role) {
    return is(
      'needs_attestation',
      'wrong-role',
      `signed as ${one.role}; it takes ${rule.role}`,
    );
  }
  if (rule.independent && authors.includes(one.signer)) {
    return is(
      'needs_attestation',
      'signed-by-author',
      'the author of a version may not attest it',
    );
  }
  if (rule.boundTo === 'version' && !isSameVersion(one.subject, subject)) {
    return is(
      'stale',
      'attested-other-version',
      `is of version ${one.subject.modelVersion}, not of ${subject.modelVersion}`,
    );
  }
  const ends = Math.min(
    after(one.validFrom, rule.validity),
    one.validUntil === null ? Infinity : instantOf(one.validUntil),
  );
  if (ends <= nowMs) {
    return is(
      'stale',
      'attestation-expired',
      `ended at ${new Date(ends).toISOString()}`,
    );
  }
  return one.decision === 'denies'
    ? is('not_satisfied', 'denied', `says it is not so: ${one.statement}`)
    : is('satisfied', 'attested', one.statement);
}
