import {
  type Framework,
  REQUIREMENT_STATUSES,
  type Requirement,
  type RequirementResult,
  type RequirementStatus,
  UNCOUNTED_STATUSES,
} from '@ai-governance/plugin-ai-governance-common';

/**
 * The worst status that counts. Where none does (0 of 0), one of those that do not, and never `satisfied`; of nothing
 * at all, `not_applicable`.
 */
export function worst(
  statuses: readonly RequirementStatus[],
): RequirementStatus {
  return (
    REQUIREMENT_STATUSES.find(status => statuses.includes(status)) ??
    'not_applicable'
  );
}

/** Status of a group: the worst of what is mandatory; `partially` where only what is not mandatory is missing. */
export function rollUp(
  parts: readonly { status: RequirementStatus; mandatory: boolean }[],
): RequirementStatus {
  const counted = parts.filter(
    ({ status }) => !UNCOUNTED_STATUSES.includes(status),
  );
  const mandatory = counted.filter(part => part.mandatory);
  const overall = worst(
    (mandatory.length > 0 ? mandatory : parts).map(({ status }) => status),
  );
  const missing = counted.some(({ status }) => status !== 'satisfied');
  return overall === 'satisfied' && missing ? 'partially' : overall;
}

/** What headings and derived requirements are rolled up from: assessable requirements below each, by its id. */
export function leavesOf(
  framework: Framework,
): ReadonlyMap<string, readonly Requirement[]> {
  const byId = new Map(framework.requirements.map(one => [one.id, one]));
  const children = new Map<string, string[]>();
  for (const { id, parent } of framework.requirements) {
    if (parent !== null) {
      children.set(parent, [...(children.get(parent) ?? []), id]);
    }
  }
  const found = new Map<string, readonly Requirement[]>();
  const below = (id: string): readonly Requirement[] => {
    const known = found.get(id);
    if (known) {
      return known;
    }
    const one = byId.get(id);
    const leaves = one?.assessable
      ? [one]
      : [...(children.get(id) ?? []), ...(one?.derivedFrom ?? [])].flatMap(
          below,
        );
    found.set(id, [...new Set(leaves)]);
    return leaves;
  };
  framework.requirements.forEach(({ id }) => below(id));
  return found;
}

/** Result of a heading, from those of what is below it. */
export function headingResult(
  id: string,
  leaves: readonly Requirement[],
  results: ReadonlyMap<string, RequirementResult>,
): RequirementResult {
  const parts = leaves.flatMap(({ id: leaf, mandatory }) => {
    const result = results.get(leaf);
    return result ? [{ ...result, mandatory }] : [];
  });
  const counted = parts.filter(
    ({ status }) => !UNCOUNTED_STATUSES.includes(status),
  );
  const satisfied = counted.filter(({ status }) => status === 'satisfied');
  return {
    requirementId: id,
    status: rollUp(parts),
    reasons: [
      {
        code: 'rolled-up',
        text: `${satisfied.length} of ${counted.length} that apply are satisfied`,
      },
    ],
    blocker: parts.some(({ blocker }) => blocker),
    weight: 0,
    evidenced: counted.some(({ evidenced }) => evidenced),
    automated: counted.length > 0 && counted.every(part => part.automated),
    appliesFrom: null,
    controls: [],
    attestationId: null,
    waiverId: null,
  };
}
